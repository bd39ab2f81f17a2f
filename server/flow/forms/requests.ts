/** What is a request that comes in, and what hands on its query as a whole. */
import { alternatives } from '../../facts/backward.ts';
import type { Value, ValueId } from '../../facts/facts.ts';
import { argumentAt } from '../link/arguments.ts';
import { fnNode, functionAt, type Graph, type Node, peeled, reachedFrom } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const queries = /^(query|search|searchParams|queryStringParameters)$/;
const looping = /^(forEach|map|entries|keys|from|fromEntries|toString)$/;
const request = /^_?(req|request|event|ctx|context|c)$/i;
// A function of one request more often than not.
const url = /^_?(?:parsed_?|request_?|req_?)?ur[li]$/i;
const maxDepth = 8;
const maxHandedOn = 2;

/** Answers about requests, by the names under which programs hold them. */
export function createRequests(graph: Graph, linked: Linked) {
  /** By its name, or a URL that is made of one. */
  function isRequest(node: Node, depth = 0): boolean {
    const { values } = graph.fileOf(node).facts;
    return reachedFrom(graph, node, (value) => partsOfUrl(values, value)).some((at) => {
      const value = graph.value(at);
      if (value.kind === 'member') return isTakenApart(at, value);
      if (value.kind !== 'param') return false;
      if (request.test(value.name) || (value.type?.name ?? '').endsWith('Request')) return true;
      return url.test(value.name) && depth < maxHandedOn && isHandedUrl(at, value, depth);
    });
  }

  // `async ({ request }) => …`
  function isTakenApart(node: Node, { name, base }: Value & { kind: 'member' }): boolean {
    const of = graph.value(graph.sibling(node, base));
    return /^req(?:uest)?$/.test(name) && of.kind === 'param' && of.name === '';
  }

  // `scopeOf(request, url)`, of which every caller hands in the address of its request.
  function isHandedUrl(node: Node, { fn, index }: Value & { kind: 'param' }, depth: number): boolean {
    const made = functionAt(graph.fileOf(node), fn);
    const calls = made ? linked.callers(fnNode(made)) : [];
    return (
      calls.length > 0 &&
      calls.every((call) => {
        const passed = argumentAt(graph, call, index);
        return passed.kind === 'value' && isRequest(passed.node, depth + 1);
      })
    );
  }

  function partsOfUrl(values: readonly Value[], value: Value): readonly ValueId[] {
    switch (value.kind) {
      case 'member':
        return /^(req|request|url|nextUrl|originalUrl)$/.test(value.name) ? [value.base] : [];
      case 'template':
        return value.parts;
      case 'call': {
        const callee = values[value.callee];
        const isMade = callee?.kind === 'global' ? /^(URL|String)$/.test(callee.name) : isParse(callee);
        return isMade ? value.args.map((arg) => arg.value) : [];
      }
      default:
        return alternatives(value);
    }
  }

  const isParse = (callee: Value | undefined): boolean => callee?.kind === 'member' && callee.name === 'parse';

  /** True for the whole query of such a request, for a copy of it, and for a name or value that a loop takes out of it. */
  function isOfQuery(from: Node, depth = 0): boolean {
    const node = peeled(graph, from);
    const value = graph.value(node);
    if (depth > maxDepth) return false;
    const onward = (id: number): boolean => isOfQuery(graph.sibling(node, id), depth + 1);
    switch (value.kind) {
      case 'member':
        return queries.test(value.name)
          ? isRequest(graph.sibling(node, value.base))
          : value.name === '0' && onward(value.base);
      case 'element':
        return onward(value.base);
      case 'object':
        return value.properties.some((p) => p.kind === 'spread' && onward(p.value));
      case 'param':
        return isTakenFromQuery(node, value.fn, depth);
      case 'call': {
        const callee = graph.value(graph.sibling(node, value.callee));
        if (callee.kind === 'global')
          return callee.name === 'URLSearchParams' && value.args.some((arg) => onward(arg.value));
        if (callee.kind !== 'member') return false;
        // `c.req.query()`
        if (callee.name === 'query' && value.args.length === 0) return isRequest(graph.sibling(node, callee.base));
        return looping.test(callee.name) && (onward(callee.base) || value.args.some((arg) => onward(arg.value)));
      }
      default:
        return false;
    }
  }

  // `url.searchParams.forEach((value, key) => …)`
  function isTakenFromQuery(node: Node, fn: number, depth: number): boolean {
    const { facts } = graph.fileOf(node);
    const own = facts.functions[fn]?.value;
    if (own === undefined) return false;
    return linked.usesOf(graph.sibling(node, own)).some((use) => {
      const call = use.kind === 'argument' ? graph.value(graph.sibling(node, use.call)) : undefined;
      const callee = call?.kind === 'call' ? graph.value(graph.sibling(node, call.callee)) : undefined;
      return (
        callee?.kind === 'member' && looping.test(callee.name) && isOfQuery(graph.sibling(node, callee.base), depth + 1)
      );
    });
  }

  return { isRequest: (node: Node) => isRequest(node), isOfQuery };
}
