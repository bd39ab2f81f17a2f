/** Handlers that speak the protocol without any library. */
import type { FunctionRef } from '../../context.ts';
import { valuesWithin } from '../../facts/within.ts';
import type { Functions } from '../functions.ts';
import { calleeName, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../links.ts';

const byHand = /^tools\/(?:call|list)$/;
const asking = /request|call|send|post|fetch|rpc|invoke/i;

/** Answers whether a function, or one that it calls, knows the names of the methods of MCP. */
export function createSpoken(graph: Graph, linked: Linked, functions: Functions) {
  function speaksByHand(ref: FunctionRef): boolean {
    return functions.reach(ref).some((one) => {
      const fn = functions.fnOf(one);
      if (!fn) return false;
      const { facts } = fn.file;
      return valuesWithin(facts, fn.fact).some((id) => {
        const value = facts.values[id];
        const isMethod = value?.kind === 'literal' && typeof value.value === 'string' && byHand.test(value.value);
        return isMethod && !isAsked(nodeOf(fn.file, id));
      });
    });
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

  return { speaksByHand };
}
