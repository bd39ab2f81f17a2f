/** Whether what stands before a handler always asks who is calling. */
import type { ApiCall, FunctionRef, Gate, Pass } from '../../context.ts';

interface AuthenticationInput {
  gateCalls(): readonly ApiCall[];
  passes(fn: FunctionRef): Pass[];
}

/** `always`: one gate cannot be passed; `sometimes`: each can; `never`: there is none; `unknown`: one may or may not stand there. */
export type Authentication = 'always' | 'sometimes' | 'never' | 'unknown';

/** A judge of the gates before a handler. */
export function createAuthentication({ gateCalls, passes }: AuthenticationInput) {
  let memo: Map<number, ApiCall> | undefined;

  function isPassable(gate: Gate): boolean {
    if (gate.fn) return passes(gate.fn).length > 0;
    memo ??= new Map(gateCalls().map((call) => [call.call.id, call]));
    const call = gate.call && memo.get(gate.call.id);
    return call !== undefined && call.unsafe().length > 0;
  }

  /** Judges by all that was seen. */
  function authentication(gates: readonly Gate[]): Authentication {
    const asking = gates.filter(({ kind }) => kind === 'auth');
    if (asking.length === 0) return gates.some(({ kind }) => kind === 'unknown') ? 'unknown' : 'never';
    const standing = asking.filter(({ isConditional }) => !isConditional);
    if (standing.length === 0) return 'unknown';
    return standing.some((gate) => !isPassable(gate)) ? 'always' : 'sometimes';
  }

  return { authentication };
}
