/** Handlers that speak the protocol without any library. */
import type { FunctionRef } from '../../context.ts';
import { valuesWithin } from '../../facts/within.ts';
import type { Value } from '../../facts/facts.ts';
import type { Place } from '../../finding.ts';
import type { Functions } from '../behaviour/functions.ts';
import { calleeName, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const byHand = /^tools\/(?:call|list)$/;
const asking = /request|call|send|post|fetch|rpc|invoke/i;

/** Answers where a function, or one that it calls, tells the methods of MCP apart by their names. */
export function createSpoken(graph: Graph, linked: Linked, functions: Functions) {
  let spoken: boolean | undefined;

  /** The name of a method that it answers; undefined where it answers none. */
  function spokenBy(ref: FunctionRef): Place | undefined {
    if (!isSpoken()) return undefined;
    for (const one of functions.reach(ref)) {
      const fn = functions.fnOf(one);
      if (!fn) continue;
      const { facts } = fn.file;
      const id = valuesWithin(facts, fn.fact).find((at) => isMethod(facts.values[at]) && !isAsked(nodeOf(fn.file, at)));
      if (id !== undefined) return graph.place(nodeOf(fn.file, id));
    }
    return undefined;
  }

  // Most projects name these methods nowhere.
  function isSpoken(): boolean {
    spoken ??= graph.first.some(({ facts }) => facts.values.some(isMethod));
    return spoken;
  }

  // `{ method: 'tools/list' }`, `call('tools/list')`: what a client asks of another server.
  function isAsked(node: Node): boolean {
    return linked
      .usesOf(node)
      .some(
        (use) =>
          (use.kind === 'put' && use.name === 'method') ||
          (use.kind === 'argument' && asking.test(calleeName(graph.fileOf(node), use.call))),
      );
  }

  return { spokenBy };
}

function isMethod(value: Value | undefined): boolean {
  return value?.kind === 'literal' && typeof value.value === 'string' && byHand.test(value.value);
}
