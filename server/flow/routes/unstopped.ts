/** Requests that go on although they have been refused: `res.status(401).end()` without a `return`, and behind it `next()`, or a transport that serves them. */
import { backwardSlice, peel, throughReads } from '../../facts/backward.ts';
import type { Guard } from '../../facts/facts.ts';
import { callsWithin, guardsOf } from '../../facts/within.ts';
import type { Place, Span } from '../../finding.ts';
import { type Fn, type Graph, nodeOf } from '../graph.ts';

/** What a transport is called by to serve one request. */
export const serving = /^(?:handleRequest|handlePostMessage)$/;
// Fastify itself looks whether an answer was sent before it goes on.
const stopping = /^(?:reply|rep)$/;

/** Answers about the guards of middleware that is handed a request, its answer and what goes on. */
export function createUnstopped(graph: Graph) {
  /** The call by which the request goes on behind a guard that refuses and does not leave. */
  function goesOnRefused(fn: Fn, guard: Guard): Place | undefined {
    if (guard.owner !== fn.id || guard.thenExit !== undefined || guard.elseStart !== undefined) return undefined;
    if (!refuses(fn, guard)) return undefined;
    const onward = callsWithin(fn.file.facts, { start: guard.end, end: fn.fact.end }).find(
      (id) => (isNext(fn, id) || isServed(fn, id)) && isReached(fn, guard, fn.file.facts.values[id] ?? guard),
    );
    return onward === undefined ? undefined : graph.place(nodeOf(fn.file, onward));
  }

  // By itself, and not under a further condition.
  function refuses(fn: Fn, guard: Guard): boolean {
    const { facts } = fn.file;
    const within = guardsOf(facts, fn.id).filter((inner) => inner !== guard && holds(side(guard), inner));
    // `try { await verify(token) } catch { return refuse(res) }`: whoever was refused there has left.
    const left = facts.tries.flatMap(({ owner, catchStart: start, catchEnd: end, catchExit }) =>
      owner === fn.id && catchExit !== undefined && start !== undefined && end !== undefined ? [{ start, end }] : [],
    );
    return callsWithin(facts, side(guard)).some((id) => {
      const call = facts.values[id];
      if (call?.kind !== 'call' || call.owner !== fn.id) return false;
      if ([...within, ...left].some((inner) => holds(inner, call))) return false;
      const [status] = call.args.map((arg) => facts.values[arg.value]);
      return status?.kind === 'literal' && (status.value === 401 || status.value === 403) && isAnswer(fn, call.callee);
    });
  }

  function isAnswer({ file: { facts } }: Fn, callee: number): boolean {
    return backwardSlice(facts.values, callee, throughReads(facts.values)).some((id) => {
      const value = facts.values[id];
      return value?.kind === 'param' && value.index === 1 && !stopping.test(value.name);
    });
  }

  function isNext({ file: { facts }, id: fn }: Fn, id: number): boolean {
    const call = facts.values[id];
    if (call?.kind !== 'call' || call.owner !== fn || call.args.length > 0) return false;
    const callee = facts.values[call.callee];
    return callee?.kind === 'param' && callee.index === 2 && callee.fn === fn;
  }

  // `transport.handleRequest(req, res, req.body)`: the tools run, whoever gets to see what they give.
  function isServed({ file: { facts }, id: fn }: Fn, id: number): boolean {
    const call = facts.values[id];
    if (call?.kind !== 'call' || call.owner !== fn) return false;
    const callee = facts.values[call.callee];
    const given = call.args.map((arg) => facts.values[peel(facts.values, arg.value)]);
    const isParam = (index: number): boolean =>
      given.some((v) => v?.kind === 'param' && v.fn === fn && v.index === index);
    return callee?.kind === 'member' && serving.test(callee.name) && isParam(0) && isParam(1);
  }

  // Nothing between both leaves, and nothing decides about the call that did not decide about the guard.
  function isReached(fn: Fn, guard: Guard, call: Span): boolean {
    const { facts } = fn.file;
    const parts = (span: Span): boolean => holds(span, call) !== holds(span, guard);
    return (
      !guardsOf(facts, fn.id).some((other) => {
        const sides = sidesOf(other);
        const isBetween = other.start >= guard.end && other.end <= call.start;
        if (isBetween) return sides.some(({ exit }) => exit !== undefined);
        return sides.some(({ span, exit }) => (holds(span, guard) ? exit !== undefined && parts(span) : parts(span)));
      }) &&
      !facts.cases.some((clause) => clause.owner === fn.id && parts(clause)) &&
      !facts.tries.some(({ owner, catchStart, catchEnd }) => {
        if (owner !== fn.id || catchStart === undefined || catchEnd === undefined) return false;
        return parts({ start: catchStart, end: catchEnd });
      }) &&
      !facts.values.some(
        (value) =>
          (value.kind === 'logical' || value.kind === 'conditional') && value.owner === fn.id && holds(value, call),
      )
    );
  }

  return { goesOnRefused };
}

function sidesOf({ thenStart, thenEnd, thenExit, elseStart, elseEnd, elseExit }: Guard) {
  const then = { span: { start: thenStart, end: thenEnd }, exit: thenExit };
  return elseStart === undefined || elseEnd === undefined
    ? [then]
    : [then, { span: { start: elseStart, end: elseEnd }, exit: elseExit }];
}

function side({ thenStart, thenEnd }: Guard): Span {
  return { start: thenStart, end: thenEnd };
}

function holds(outer: Span, { start, end }: Span): boolean {
  return start >= outer.start && end <= outer.end;
}
