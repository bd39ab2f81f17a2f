/** Functions that look whether a request brings a credential, and read nothing of what it is. */
import { valuesWithin } from '../../facts/within.ts';
import type { FunctionRef } from '../../context.ts';
import type { Place } from '../../finding.ts';
import type { Functions } from '../behaviour/functions.ts';
import { calleeName, type Fn, type Graph, idOf, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface UnreadInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  /** The function and those that it hands the request. */
  handedOn(fn: Fn): Fn[];
}

const header = /^(?:proxy-)?authorization$|^(?:x-)?[a-z-]*(?:api-?key|access-?key|token|secret)$/i;
const holding = /^headers?$/i;
const reading = /^(?:get|header)$/;
/** What gives a part of a text, or says how it begins. */
export const cutting =
  /^(?:startsWith|endsWith|includes|indexOf|trim|trimStart|trimEnd|slice|split|replace|substring|substr|toLowerCase|toString|match|test|at|pop|shift|String|Boolean|isArray)$/;
const searching = /^(?:startsWith|endsWith|includes|indexOf)$/;
const maxUses = 60;

/** Answers about functions that judge requests. */
export function createUnreadCredentials({ graph, linked, functions, handedOn }: UnreadInput) {
  /** Where the function reads a credential of which it wants to know only whether it is there; undefined when it, or another, may do more. */
  function presenceOnly(ref: FunctionRef): Place | undefined {
    const fn = functions.fnOf(ref);
    if (!fn || handedOn(fn).some((other) => other.fact !== fn.fact && readsHeaders(other))) return undefined;
    const { facts } = fn.file;
    const reads = valuesWithin(facts, fn.fact)
      .filter((id) => facts.values[id]?.kind === 'member' || facts.values[id]?.kind === 'call')
      .map((id) => nodeOf(fn.file, id))
      .filter(isRead);
    const [first] = reads;
    return first !== undefined && reads.every(isOnlyLookedAt) ? graph.place(first) : undefined;
  }

  function readsHeaders({ file, fact }: Fn): boolean {
    return valuesWithin(file.facts, fact).some((id) => {
      const value = file.facts.values[id];
      const isNamed = value?.kind === 'member' || value?.kind === 'param';
      return isNamed && (holding.test(value.name) || value.name === 'header');
    });
  }

  // `req.headers.authorization`, `c.req.header('authorization')`
  function isRead(node: Node): boolean {
    const value = graph.value(node);
    if (value.kind === 'member') {
      const base = graph.value(graph.sibling(node, value.base));
      return header.test(value.name) && base.kind === 'member' && holding.test(base.name);
    }
    if (value.kind !== 'call' || value.args.length !== 1) return false;
    const callee = graph.value(graph.sibling(node, value.callee));
    const [name] = value.args.map((arg) => graph.value(graph.sibling(node, arg.value)));
    return (
      callee.kind === 'member' &&
      reading.test(callee.name) &&
      name?.kind === 'literal' &&
      typeof name.value === 'string' &&
      header.test(name.value)
    );
  }

  function isOnlyLookedAt(read: Node): boolean {
    const seen = new Set<Node>([read]);
    let isTested = false;
    for (const node of seen) {
      if (seen.size > maxUses) return false;
      for (const use of linked.usesOf(node)) {
        const follow = (id: number): unknown => seen.add(graph.sibling(node, id));
        if (use.kind === 'copy') follow(use.to);
        else if (use.kind === 'receiver' || use.kind === 'argument') {
          if (!cutting.test(calleeName(graph.fileOf(node), use.call)) || isHeldAgainst(graph.sibling(node, use.call)))
            return false;
          follow(use.call);
        } else if (use.kind === 'take') {
          // A method that is called is a receiver too.
          if (graph.value(graph.sibling(node, use.to)).kind === 'element' || use.name === '1') follow(use.to);
          else if (use.name !== 'length' && !(use.name !== undefined && cutting.test(use.name))) return false;
        } else if (use.kind === 'operand') {
          if (!isAgainstConstant(node, use.to)) return false;
          isTested = true;
        } else if (use.kind === 'test') isTested = true;
        else if (use.kind !== 'callee') return false;
      }
    }
    return isTested;
  }

  // `header.endsWith(secret)`: what it must end with no caller can read here.
  function isHeldAgainst(call: Node): boolean {
    const value = graph.value(call);
    if (value.kind !== 'call' || !searching.test(calleeName(graph.fileOf(call), idOf(call)))) return false;
    return value.args.some((arg) => linked.resolve.text(graph.sibling(call, arg.value)) === undefined);
  }

  function isAgainstConstant(node: Node, to: number): boolean {
    const value = graph.value(graph.sibling(node, to));
    if (value.kind !== 'binary') return true;
    return [value.left, value.right].some(
      (id) => id !== idOf(node) && graph.value(graph.sibling(node, id)).kind === 'literal',
    );
  }

  return { presenceOnly };
}
