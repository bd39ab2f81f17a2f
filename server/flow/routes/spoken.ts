/** Handlers that speak the protocol without any library. */
import type { FunctionRef } from '../../context.ts';
import { valuesWithin } from '../../facts/within.ts';
import type { Value } from '../../facts/facts.ts';
import type { Place } from '../../finding.ts';
import type { Functions } from '../behaviour/functions.ts';
import { calleeName, type Graph, idOf, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const ofTools = /^tools\/(?:call|list)$/;
// What gives an agent work, in the versions of A2A before its methods had names of their own.
const ofAgents = /^(?:message\/(?:send|stream)|tasks\/send(?:Subscribe)?)$/;
const asking = /request|call|send|post|fetch|rpc|invoke/i;

/** A method that a handler answers by its name. */
export interface Spoken {
  protocol: 'mcp' | 'a2a';
  at: Place;
}

/** Answers where a function, or one that it calls, tells the methods of MCP or A2A apart by their names. */
export function createSpoken(graph: Graph, linked: Linked, functions: Functions) {
  let spoken: boolean | undefined;

  /** The name of a method that it answers; undefined where it answers none. */
  function spokenBy(ref: FunctionRef): Spoken | undefined {
    if (!isSpoken()) return undefined;
    for (const one of functions.reach(ref)) {
      const fn = functions.fnOf(one);
      if (!fn) continue;
      const { facts } = fn.file;
      for (const at of valuesWithin(facts, fn.fact)) {
        const protocol = protocolOf(facts.values[at]);
        const node = nodeOf(fn.file, at);
        // The methods of A2A stand in lists of what an agent can do, too.
        const isAnswered = protocol === 'a2a' ? isToldApart(node) : protocol !== undefined && !isAsked(node);
        if (protocol && isAnswered) return { protocol, at: graph.place(node) };
      }
    }
    return undefined;
  }

  // Most projects name these methods nowhere.
  function isSpoken(): boolean {
    spoken ??= graph.first.some(({ facts }) => facts.values.some((value) => protocolOf(value)));
    return spoken;
  }

  // `case 'message/send':`, `method === 'message/send'`
  function isToldApart(node: Node): boolean {
    const { cases } = graph.fileOf(node).facts;
    return cases.some(({ test }) => test === idOf(node)) || linked.usesOf(node).some(({ kind }) => kind === 'operand');
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

function protocolOf(value: Value | undefined): Spoken['protocol'] | undefined {
  if (value?.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  return ofTools.test(value.value) ? 'mcp' : ofAgents.test(value.value) ? 'a2a' : undefined;
}
