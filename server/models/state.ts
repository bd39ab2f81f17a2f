/** The states of the automaton that the models compile to. */
import type {
  ArgumentIndex,
  CallRow,
  ChannelRow,
  PathToken,
  PropagatorRow,
  RoleRow,
  SanitizerRow,
  ScopeRow,
  SinkRow,
  SourceRow,
  VerifierRow,
} from './model.ts';

/** A relative path inside a row, parsed once. */
export type Relative = PathToken[];

export interface CompiledPropagator {
  row: PropagatorRow;
  from: Relative;
  to: Relative;
}

export interface CompiledSink {
  row: SinkRow;
  url?: Relative;
  when?: Relative;
}

export interface Channel {
  row: ChannelRow;
}

/** A point on the way of one or more rows; `id` orders states and makes sets of them comparable. */
export interface State {
  id: number;
  members: Map<string, State>;
  anyMember?: State;
  arguments: { index: ArgumentIndex; to: State }[];
  parameters: { index: ArgumentIndex; to: State }[];
  withArguments: { argument: number; text: string; to: State }[];
  /** `Key[n]` steps: the member that a constant argument names. */
  keys: { argument: number; to: State }[];
  return?: State;
  instance?: State;
  element?: State;
  default?: State;
  /** Roots of the types that a value here has. */
  types: State[];
  sources: SourceRow[];
  sinks: CompiledSink[];
  propagators: CompiledPropagator[];
  sanitizers: SanitizerRow[];
  verifiers: VerifierRow[];
  roles: RoleRow[];
  scopes: ScopeRow[];
  calls: CallRow[];
  channelIns: Channel[];
  channelOuts: Channel[];
}
