/** The questions about what answers over HTTP, put together: who may call, from where, and what outlives a call. */
import type { ApiCall, RuleContext } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Definitions } from '../resolve/definitions.ts';
import type { Functions } from '../behaviour/functions.ts';
import type { Fn, Graph, LoadedFile } from '../graph.ts';
import { createGuessable } from '../evaluate/guessable.ts';
import { createLifetimes } from '../behaviour/lifetimes.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from '../evaluate/options.ts';
import type { Slot } from '../evaluate/slots.ts';
import { createProject } from '../behaviour/project.ts';
import { createSubstrings } from '../tokens/substrings.ts';
import { createApps } from './apps.ts';
import { createCrossOrigin } from './cross-origin.ts';
import { createEndpoints } from './endpoints.ts';
import { createGates } from './gates.ts';
import { createPasses } from './passes.ts';
import { createSettings } from './settings.ts';
import { createSettingSides } from './setting-sides.ts';
import { createUnreadCredentials } from './unread-credentials.ts';

export interface DoorsInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  definitions: Definitions;
  functions: Functions;
  selected: readonly LoadedFile[];
  calls(...kinds: CallKind[]): ApiCall[];
  slotsOf(call: ApiCall, name: string): Slot[];
  /** True when the function, or one that it calls, verifies a token. */
  verifies(fn: Fn): boolean;
  isTest(path: string): boolean;
}

export type Doors = Pick<
  RuleContext,
  | 'endpoints'
  | 'passes'
  | 'presenceOnly'
  | 'decidingSetting'
  | 'crossOrigins'
  | 'project'
  | 'guessable'
  | 'sharedObjects'
  | 'sharedIdentities'
  | 'scopeSubstrings'
>;

/** Answers to these questions over the linked program. */
export function createDoors(input: DoorsInput): Doors {
  const { graph, linked, functions } = input;
  const apps = createApps(input);
  const gates = createGates(input);
  const { passes } = createPasses({
    graph,
    linked,
    functions,
    handedOn: gates.handedOn,
    presence: input.options.presence,
    isTest: input.isTest,
  });
  const { endpoints } = createEndpoints({ ...input, apps, gates, passes });
  return {
    endpoints,
    passes,
    ...createSettingSides({ graph, isSetting: createSettings(graph, linked).isSetting }),
    ...createUnreadCredentials({ graph, linked, functions, handedOn: gates.handedOn }),
    ...createCrossOrigin({ ...input, apps }),
    ...createProject(input),
    ...createGuessable(input),
    ...createLifetimes({ ...input, endpoints }),
    ...createSubstrings(input),
  };
}
