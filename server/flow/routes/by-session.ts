/** Handlers that ask who begins a session, and serve whoever names one: the token is looked at once, the session id ever after. */
import { alternatives, backwardSlice, operands, throughReads } from '../../facts/backward.ts';
import type { Guard, Value } from '../../facts/facts.ts';
import { callsWithin, valuesWithin } from '../../facts/within.ts';
import type { Place, Span } from '../../finding.ts';
import { calleeName, type Fn, type Graph, idOf, isInside, type Node, nodeOf, reachedFrom } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { throwsOnGuard } from './refusing.ts';
import { cutting } from './unread-credentials.ts';
import { serving } from './unstopped.ts';

interface BySessionInput {
  graph: Graph;
  linked: Linked;
  /** The function and those that it hands the request. */
  handedOn(fn: Fn): Fn[];
  /** True when the test holds only for a request that names a session. */
  namesSession(test: Node): boolean;
}

/** The sides of a test by which a request is one of a session that is known, or the first of a new one. */
interface Fork {
  known?: Span;
  beginning?: Span;
}

const asking = /auth(?!or$)|bearer|token|jwt|api[-_]?key|secret|signature|password|credential/i;
/** What gives back the credential that it finds, and asks nobody for it. */
const picking = /^(?:extract|parse|pick|strip)/i;
const judging = /verif|authenticat|introspect|unauthori|forbidden|refuse|reject/i;

/** Answers about functions that answer requests. */
export function createBySession({ graph, linked, handedOn, namesSession }: BySessionInput) {
  /** Where a request that names a session is served without what the function, or the one that it leaves all to, asks of the others. */
  function servedUnasked(fn: Fn): Place[] {
    return [...unaskedIn(fn), ...handedOn(fn).flatMap((other) => (leavesAllTo(fn, other) ? unaskedIn(other) : []))];
  }

  // `createServer((req, res) => void answer(req, res))`
  function leavesAllTo(fn: Fn, other: Fn): boolean {
    if (other === fn) return false;
    const calls = callsWithin(fn.file.facts, fn.fact).filter((id) =>
      linked.targets(nodeOf(fn.file, id)).functions.includes(other),
    );
    return (
      calls.length === 1 && looksOf(fn).every(({ start }) => start === fn.file.facts.values[calls[0] ?? -1]?.start)
    );
  }

  function unaskedIn(fn: Fn): Place[] {
    const { facts } = fn.file;
    const served = callsWithin(facts, fn.fact).filter((id) => serving.test(calleeName(fn.file, id)));
    const forks = served.length === 0 ? [] : facts.guards.filter((g) => isInside(fn, g)).flatMap((g) => forksOf(fn, g));
    const looks = forks.length === 0 ? [] : looksOf(fn);
    if (looks.length === 0) return [];
    return served.flatMap((id) => {
      const call = facts.values[id] ?? fn.fact;
      const before = looks.filter((look) => look.start < call.start);
      const isSpared = (look: Span): boolean =>
        forks.some(({ beginning }) => beginning && holds(beginning, look) && !holds(beginning, call));
      const isKnown = forks.some(({ known }) => known && holds(known, call));
      return before.every(isSpared) && (isKnown || before.length > 0) ? [graph.place(nodeOf(fn.file, id))] : [];
    });
  }

  // `if (sessions.has(id)) … else …`, `if (!id && isInitializeRequest(body)) …`
  function forksOf(fn: Fn, { test, thenStart, thenEnd, elseStart, elseEnd }: Guard): Fork[] {
    const then = { start: thenStart, end: thenEnd };
    const node = nodeOf(fn.file, test);
    if (!namesSession(node)) return isOfBeginning(node) ? [{ beginning: then }] : [];
    return elseStart === undefined || elseEnd === undefined
      ? [{ known: then }]
      : [{ known: then, beginning: { start: elseStart, end: elseEnd } }];
  }

  function isOfBeginning(test: Node): boolean {
    return reachedFrom(graph, test, (value) =>
      value.kind === 'logical' && value.op === '&&' ? operands(value) : alternatives(value),
    ).some((node) => {
      const value = graph.value(node);
      if (value.kind === 'unary') return value.op === '!' && namesSession(graph.sibling(node, value.value));
      return value.kind === 'call' && /^is_?initiali[sz]e/i.test(calleeName(graph.fileOf(node), idOf(node)));
    });
  }

  // What refuses, what a credential is handed to, and what reads one out of the request that it is handed.
  function looksOf(fn: Fn): Span[] {
    const { facts } = fn.file;
    const all = valuesWithin(facts, fn.fact).flatMap((id) =>
      facts.values[id] ? [{ id, value: facts.values[id] }] : [],
    );
    // What another service said no to is told there, too.
    const isCaught = (span: Span): boolean =>
      facts.tries.some(
        ({ catchStart: start, catchEnd: end }) =>
          start !== undefined && end !== undefined && holds({ start, end }, span),
      );
    const refusals = all.flatMap(({ value }) => (refuses(value) && !isCaught(value) ? [value] : []));
    const judged = all.flatMap(({ id, value }) => (judges(fn, id, value, refusals.length > 0) ? [value] : []));
    return [...refusals, ...judged];
  }

  // A function that reads a credential may hand it on to somebody else; where it does not refuse, its caller has to.
  function judges(fn: Fn, id: number, call: Value, isRefusing: boolean): boolean {
    const { values } = fn.file.facts;
    const name = calleeName(fn.file, id);
    if (call.kind !== 'call' || serving.test(name) || cutting.test(name)) return false;
    const given = call.args.flatMap((arg) => backwardSlice(values, arg.value, throughReads(values)));
    const isPicking = picking.test(name);
    if (judging.test(name) || (!isPicking && given.some((at) => asks(values[at])))) return true;
    if (!isPicking && !given.some((at) => values[at]?.kind === 'param')) return false;
    const targets = linked.targets(nodeOf(fn.file, id)).functions.flatMap(handedOn);
    return targets.some(
      (target) =>
        throwsOnGuard(target) ||
        valuesWithin(target.file.facts, target.fact).some((at) => {
          const value = target.file.facts.values[at];
          return value !== undefined && (refuses(value) || (isRefusing && !isPicking && asks(value)));
        }),
    );
  }

  return { servedUnasked };
}

function refuses(value: Value): boolean {
  return value.kind === 'literal' && (value.value === 401 || value.value === 403);
}

function asks(value: Value | undefined): boolean {
  if (value?.kind === 'literal')
    return typeof value.value === 'string' && /^[\w-]+$/.test(value.value) && asking.test(value.value);
  return value !== undefined && 'name' in value && typeof value.name === 'string' && asking.test(value.name);
}

function holds(outer: Span, { start, end }: Span): boolean {
  return start >= outer.start && end <= outer.end;
}
