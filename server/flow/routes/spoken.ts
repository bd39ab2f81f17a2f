/** Handlers that speak the protocol without any library. */
import type { FunctionRef } from '../../context.ts';
import type { Functions } from '../functions.ts';
import { calleeName, type Graph, isInside, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../links.ts';

const byHand = /^tools\/(?:call|list)$/;
const asking = /request|call|send|post|fetch|rpc|invoke/i;

/** Answers whether a function, or one that it calls, knows the names of the methods of MCP. */
export function createSpoken(graph: Graph, linked: Linked, functions: Functions) {
  function speaksByHand(ref: FunctionRef): boolean {
    return functions.reach(ref).some((one) => {
      const fn = functions.fnOf(one);
      return fn?.file.facts.values.some(
        (v, id) =>
          v.kind === 'literal' &&
          typeof v.value === 'string' &&
          byHand.test(v.value) &&
          isInside(fn, v) &&
          !isAsked(nodeOf(fn.file, id)),
      );
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
