/** Middleware without a `next`: the request goes on when it ends, unless it has answered. */
import { backwardSlice, throughReads } from '../../facts/backward.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Fn, fnNode, type Node } from '../graph.ts';

export interface Hooks {
  /** True for `addHook('onRequest', async (request, reply) => { … })`. */
  isHook(fn: Fn): boolean;
  /** True when something between the offsets is called on what the framework handed over for the answer, or is given it. */
  answers(fn: Fn, start: number, end: number): boolean;
}

/** Answers about such middleware. */
export function createHooks(functions: Functions): Hooks {
  let hooks: ReadonlySet<Node> | undefined;

  function isHook(fn: Fn): boolean {
    hooks ??= new Set(functions.functions('middleware').map((middleware) => middleware.fn.id));
    return fn.fact.isAsync === true && fn.fact.params.length <= 2 && hooks.has(fnNode(fn));
  }

  function answers({ file: { facts } }: Fn, start: number, end: number): boolean {
    return facts.calls.some((id) => {
      const call = facts.values[id];
      if (call?.kind !== 'call' || call.start < start || call.end > end) return false;
      const roots = [call.callee, ...call.args.map((arg) => arg.value)].flatMap((from) =>
        backwardSlice(facts.values, from, throughReads(facts.values)),
      );
      return roots.some((root) => {
        const value = facts.values[root];
        return value?.kind === 'param' && value.index === 1;
      });
    });
  }

  return { isHook, answers };
}
