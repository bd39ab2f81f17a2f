/** Where the program reads a parameter from the query, or a header, of a request that comes in. */
import { visitValues } from '../../facts/by-kind.ts';
import type { Value } from '../../facts/facts.ts';
import type { QueryRead } from '../../context.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Graph, type LoadedFile, type Node, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { readsTogether } from './alternatives.ts';
import { createBodies } from './bodies.ts';
import { secretAgainst } from './held-against.ts';
import { createParsed } from './parsed.ts';
import { createRequests } from './requests.ts';
import { createWeighing } from './weighing.ts';

interface QueryReadsInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  selected: readonly LoadedFile[];
}

const queries = /^(query|queryStringParameters)$/;
const headers = /^(headers|rawHeaders|requestHeaders)$/;
// What is answered or sent, as opposed to what came in.
const outgoing = /^(res|response|reply|init|options|config|upstream\w*|resp|out\w*)$/i;

const credentialHeader = /^(?:proxy-)?authorization$|^(?:x-)?[a-z-]*(?:api-?key|token|secret)$/i;

/** Answers about queries of requests in the selected files. */
export function createQueryReads({ graph, linked, functions, selected }: QueryReadsInput) {
  let memo: QueryRead[] | undefined;
  let headersMemo: QueryRead[] | undefined;
  let bodiesMemo: QueryRead[] | undefined;
  let fieldsMemo: { from: 'header' | 'query' | 'body'; name: string; node: Node }[] | undefined;
  const { isRequest } = createRequests(graph, linked);
  const { isBody } = createBodies(graph, isRequest);
  const { weightOf } = createWeighing(graph, linked);
  const { isParsed } = createParsed(graph, linked);
  const describe = (node: Node) => ({
    at: graph.place(node),
    ...functions.around(node),
    weight: () => weightOf(node),
    isParsed: () => isParsed(node),
  });

  function queryReads(): QueryRead[] {
    memo ??= selected.flatMap((file) => {
      const reads: { id: number; name: string }[] = [];
      visitValues(file.facts, ['member', 'call'], (_, id) => {
        const name = nameOf(nodeOf(file, id));
        if (name !== undefined) reads.push({ id, name });
      });
      const fallbacks = new Set(reads.length === 0 ? [] : besideCredentials(file));
      return reads.map(({ id, name }): QueryRead => {
        const node = nodeOf(file, id);
        const isFallback = fallbacks.has(id) ? { isFallback: true as const } : {};
        const against = secretAgainst(graph, linked, node);
        const heldAgainst = against === undefined ? {} : { heldAgainst: against };
        return { name, ...describe(node), ...isFallback, ...heldAgainst };
      });
    });
    return memo;
  }

  function besideCredentials(file: LoadedFile): number[] {
    return readsTogether(
      file,
      (id) => isCredentialHeader(nodeOf(file, id)),
      (id) => nameOf(nodeOf(file, id)) !== undefined,
    );
  }

  function nameOf(node: Node): string | undefined {
    const { kind } = graph.value(node);
    return kind === 'member' ? memberOf(node) : kind === 'call' ? argumentOf(node) : undefined;
  }

  function isCredentialHeader(node: Node): boolean {
    const { kind } = graph.value(node);
    const name = kind === 'member' ? headerMember(node) : kind === 'call' ? headerArgument(node) : undefined;
    return name !== undefined && credentialHeader.test(name);
  }

  function headerReads(): QueryRead[] {
    if (headersMemo) return headersMemo;
    const reads: QueryRead[] = (headersMemo = []);
    for (const file of selected)
      visitValues(file.facts, ['member', 'call'], (value, id) => {
        const node = nodeOf(file, id);
        const name = value.kind === 'member' ? headerMember(node) : headerArgument(node);
        if (name !== undefined) reads.push({ name: name.toLowerCase(), ...describe(node) });
      });
    return reads;
  }

  /** Of a form or a message that the caller sends along. */
  function bodyReads(): QueryRead[] {
    bodiesMemo ??= selected.flatMap((file) => {
      const reads: QueryRead[] = [];
      visitValues(file.facts, ['member', 'call'], (value, id) => {
        const node = nodeOf(file, id);
        const name = value.kind === 'member' ? bodyMember(node) : bodyArgument(node);
        if (name !== undefined) reads.push({ name, ...describe(node) });
      });
      return reads;
    });
    return bodiesMemo;
  }

  // `req.body.redirect_uri`
  function bodyMember(node: Node): string | undefined {
    const value = graph.value(node);
    if (value.kind !== 'member') return undefined;
    const base = peeled(graph, graph.sibling(node, value.base));
    return isBody(base) ? value.name : undefined;
  }

  // `(await request.formData()).get('redirect_uri')`
  function bodyArgument(node: Node): string | undefined {
    const value = graph.value(node);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    const [first] = value.kind === 'call' ? value.args : [];
    if (value.kind !== 'call' || callee?.kind !== 'member' || callee.name !== 'get' || !first) return undefined;
    const base = peeled(graph, graph.sibling(graph.sibling(node, value.callee), callee.base));
    return isBody(base) ? linked.resolve.text(graph.sibling(node, first.value)) : undefined;
  }

  // `req.headers['x-user-id']`
  function headerMember(node: Node): string | undefined {
    const value = graph.value(node);
    return value.kind === 'member' && isHeaders(graph.sibling(node, value.base)) ? value.name : undefined;
  }

  // `req.header('x-user-id')`, `request.headers.get('x-user-id')`
  function headerArgument(node: Node): string | undefined {
    const value = graph.value(node);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    const [first] = value.kind === 'call' ? value.args : [];
    if (value.kind !== 'call' || callee?.kind !== 'member' || !first || !/^(get|header)$/.test(callee.name))
      return undefined;
    const base = graph.sibling(graph.sibling(node, value.callee), callee.base);
    return isHeaders(base) || isRequest(base) ? linked.resolve.text(graph.sibling(node, first.value)) : undefined;
  }

  function isHeaders(node: Node): boolean {
    const at = peeled(graph, node);
    const value = graph.value(at);
    if (value.kind === 'param') return headers.test(value.name);
    if (value.kind === 'call') {
      const callee = graph.value(graph.sibling(at, value.callee));
      return callee.kind === 'import' && callee.name === 'headers';
    }
    if (value.kind !== 'member' || !headers.test(value.name)) return false;
    const base = graph.value(peeled(graph, graph.sibling(at, value.base)));
    return !('name' in base && typeof base.name === 'string' && outgoing.test(base.name));
  }

  // `req.query.token`
  function memberOf(node: Node): string | undefined {
    const value = graph.value(node);
    if (value.kind !== 'member') return undefined;
    const base = peeled(graph, graph.sibling(node, value.base));
    const query = graph.value(base);
    if (query.kind === 'call') return isWholeQuery(base, query) ? value.name : undefined;
    return query.kind === 'member' && queries.test(query.name) && isRequest(graph.sibling(base, query.base))
      ? value.name
      : undefined;
  }

  // `const { state } = c.req.query()`
  function isWholeQuery(node: Node, { callee, args }: Value & { kind: 'call' }): boolean {
    const method = graph.value(graph.sibling(node, callee));
    return (
      method.kind === 'member' &&
      method.name === 'query' &&
      args.length === 0 &&
      isRequest(graph.sibling(graph.sibling(node, callee), method.base))
    );
  }

  // `url.searchParams.get('token')`, `c.req.query('token')`
  function argumentOf(node: Node): string | undefined {
    const value = graph.value(node);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    const [first] = value.kind === 'call' ? value.args : [];
    if (callee?.kind !== 'member' || !first || !/^(get|query)$/.test(callee.name)) return undefined;
    const base = peeled(graph, graph.sibling(node, callee.base));
    const target = graph.value(base);
    const isQuery =
      callee.name === 'get'
        ? target.kind === 'member' && target.name === 'searchParams' && isRequest(graph.sibling(base, target.base))
        : isRequest(base);
    return isQuery ? linked.resolve.text(graph.sibling(node, first.value)) : undefined;
  }

  /** Every field of the headers, the query and the body of a request that the program reads, with the value that it is. */
  function requestFields(): { from: 'header' | 'query' | 'body'; name: string; node: Node }[] {
    return (fieldsMemo ??= selected.flatMap((file) => {
      const found: { from: 'header' | 'query' | 'body'; name: string; node: Node }[] = [];
      visitValues(file.facts, ['member', 'call'], (value, id) => {
        const node = nodeOf(file, id);
        const isMember = value.kind === 'member';
        const header = isMember ? headerMember(node) : headerArgument(node);
        const name = header?.toLowerCase() ?? nameOf(node);
        const body = name === undefined ? (isMember ? bodyMember(node) : bodyArgument(node)) : undefined;
        if (header !== undefined) found.push({ from: 'header', name: header.toLowerCase(), node });
        else if (name !== undefined) found.push({ from: 'query', name, node });
        else if (body !== undefined) found.push({ from: 'body', name: body, node });
      });
      return found;
    }));
  }

  return { queryReads, headerReads, bodyReads, requestFields };
}
