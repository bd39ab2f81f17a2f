/** Which calls that serve a protocol answer behind the handler of a route. */
import type { ApiCall, FunctionRef } from '../../context.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Definitions } from '../resolve/definitions.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Graph, isInside, type Node, nodeOf } from '../graph.ts';

interface ServedInput {
  graph: Graph;
  definitions: Definitions;
  functions: Functions;
}

export interface Served {
  /** The calls that stand at the handler, or that it makes, or whose value it calls; `serving` holds all that there are. */
  servedBy(item: Node, handlers: readonly FunctionRef[], serving: ReadonlyMap<Node, ApiCall>): ApiCall[];
  /** True when the call stands inside the function. */
  holds(ref: FunctionRef, call: ApiCall): boolean;
}

/** A reader of handlers. */
export function createServed({ graph, definitions, functions }: ServedInput): Served {
  function servedBy(item: Node, handlers: readonly FunctionRef[], serving: ReadonlyMap<Node, ApiCall>): ApiCall[] {
    const direct = definitions
      .of(item)
      .flatMap((made) => [serving.get(made), ...argumentsOf(made).map((arg) => serving.get(arg))]);
    const inner = handlers
      .flatMap((fn) => functions.reach(fn))
      .flatMap((fn) => [...serving.values()].filter((call) => holds(fn, call)));
    return [...new Set([...direct.flatMap((call) => call ?? []), ...inner, ...calledIn(handlers, serving)])];
  }

  // `(req, res) => handle(req, res)`, where `handle` is made once beside the route.
  function calledIn(handlers: readonly FunctionRef[], serving: ReadonlyMap<Node, ApiCall>): ApiCall[] {
    if (serving.size === 0) return [];
    return handlers
      .flatMap((ref) => functions.fnOf(ref) ?? [])
      .flatMap(({ file, fact }) =>
        callsWithin(file.facts, fact).flatMap((id) => {
          const call = file.facts.values[id];
          if (call?.kind !== 'call') return [];
          const callee = file.facts.values[call.callee];
          const called = callee?.kind === 'member' ? callee.base : call.callee;
          const made = definitions.of(nodeOf(file, called));
          return made.flatMap((one) => [one, ...argumentsOf(one)].flatMap((each) => serving.get(each) ?? []));
        }),
      );
  }

  function argumentsOf(call: Node): Node[] {
    const value = graph.value(call);
    return value.kind === 'call' ? value.args.flatMap((arg) => definitions.of(graph.sibling(call, arg.value))) : [];
  }

  function holds(ref: FunctionRef, { call: { at } }: ApiCall): boolean {
    const fn = functions.fnOf(ref);
    return fn !== undefined && fn.file.path === at.file && isInside(fn, at);
  }

  return { servedBy, holds };
}
