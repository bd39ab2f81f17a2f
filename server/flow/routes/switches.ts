/** Where all that asks for a credential stands behind a setting, and where a setting has to allow that nothing asks. */
import { operands } from '../../facts/backward.ts';
import type { Guard, Value } from '../../facts/facts.ts';
import { type Fn, type Graph, type Node, nodeOf, reachedFrom } from '../graph.ts';

/** What is read of a function that judges requests. */
export interface RequestReading {
  graph: Graph;
  isSetting(node: Node): boolean;
  isCredential(node: Node): boolean;
  /** The function itself when the owner is it or stands inside of it. */
  owning(fn: Fn, owner: number): Fn | undefined;
  /** The call inside the span that hands the request on. */
  goesOn(fn: Fn, start: number, end: number): unknown;
  /** True for middleware from which a request goes on when it ends. */
  isHook(fn: Fn): boolean;
  /** True for what answers a request. */
  isAnswering(fn: Fn): boolean;
  /** True when something between the offsets verifies a token. */
  judgesWithin(fn: Fn, start: number, end: number): boolean;
}

const switching = /dis|skip|no_?auth|bypass|insecure|unsafe|allow|anon|dev|loopback|local/i;

const requiring = /auth|require|enforce|protect|secur|token|api_?key|secret|password/i;

function asksFor(value: Value): boolean {
  return 'name' in value && typeof value.name === 'string' && requiring.test(value.name);
}

/** Answers about the guards of a function that judges requests. */
export function createSwitches({
  graph,
  isSetting,
  isCredential,
  owning,
  goesOn,
  isHook,
  isAnswering,
  judgesWithin,
}: RequestReading) {
  // `if (apiKey) { … refuse … } next()`: all that asks stands behind the setting.
  function asksOnly(fn: Fn, guard: Guard): boolean {
    const { facts } = fn.file;
    if (guard.owner !== fn.id || guard.elseStart !== undefined || !needsSetting(nodeOf(fn.file, guard.test), 0))
      return false;
    const asking = facts.guards.filter(
      (other) =>
        other !== guard && owning(fn, other.owner) !== undefined && asksForCredential(nodeOf(fn.file, other.test)),
    );
    const inside = asking.filter(({ start, end }) => start >= guard.thenStart && end <= guard.thenEnd);
    if (!inside.some((other) => isRefusal(fn, other)) || inside.length < asking.length) return false;
    if (isHook(fn) || goesOn(fn, guard.end, fn.fact.end) !== undefined) return true;
    if (isAnswering(fn)) return isSetting(nodeOf(fn.file, guard.test)) && !refusesWithin(fn, guard.end, fn.fact.end);
    return (
      !refusesWithin(fn, guard.end, fn.fact.end) &&
      fn.fact.returns.some((r) => r.start > guard.end && isGiven(fn, r.value))
    );
  }

  // `if (token) { … verify … } next()`: who has none goes on.
  function judgesOnly(fn: Fn, guard: Guard): boolean {
    const { start, end, thenStart, thenEnd, owner, elseStart, thenExit } = guard;
    const test = nodeOf(fn.file, guard.test);
    if (owner !== fn.id || elseStart !== undefined || thenExit !== undefined) return false;
    if (graph.value(test).kind === 'unary' || !isCredential(test) || !judgesWithin(fn, thenStart, thenEnd))
      return false;
    const refusesElsewhere = fn.file.facts.guards.some(
      (other) =>
        other !== guard && owning(fn, other.owner) && (other.start > end || other.end < start) && refusesAt(other),
    );
    if (refusesElsewhere || refusesWithin(fn, end, fn.fact.end)) return false;
    return (
      isHook(fn) ||
      goesOn(fn, end, fn.fact.end) !== undefined ||
      fn.fact.returns.some((r) => r.start > end && isYes(fn, r.value))
    );
  }

  // Beside other conditions only a setting that is named for it: `req.method === 'POST' && requireAuth`.
  function needsSetting(test: Node, depth: number): boolean {
    const value = graph.value(test);
    if (value.kind !== 'logical' || value.op !== '&&' || depth > 6)
      return isSetting(test) && (depth === 0 || asksFor(value));
    return [value.left, value.right].some((id) => needsSetting(graph.sibling(test, id), depth + 1));
  }

  // `return res.status(401)…`, `throw …`, `return false`
  function isRefusal(fn: Fn, { thenExit, thenReturn, thenStart, thenEnd }: Guard): boolean {
    if (thenExit === 'throw' || refusesWithin(fn, thenStart, thenEnd)) return true;
    return thenExit === 'return' && thenReturn !== undefined && !isGiven(fn, thenReturn);
  }

  function refusesWithin(fn: Fn, start: number, end: number): boolean {
    return fn.file.facts.values.some(
      (value) =>
        value.kind === 'literal' &&
        (value.value === 401 || value.value === 403) &&
        value.start >= start &&
        value.end <= end,
    );
  }

  function isGiven(fn: Fn, id: number): boolean {
    const value = fn.file.facts.values[id];
    return value?.kind !== 'literal' || Boolean(value.value);
  }

  function isYes(fn: Fn, id: number): boolean {
    const value = fn.file.facts.values[id];
    return value?.kind === 'literal' && value.value === true;
  }

  const refusesAt = ({ thenExit, elseExit }: Guard): boolean => thenExit !== undefined || elseExit !== undefined;

  function asksForCredential(test: Node): boolean {
    return reachedFrom(graph, test, operands).some(isCredential);
  }

  /** True where others than those that the guard lets go on have to show a credential. */
  function asksBehind(fn: Fn, { end }: Guard): boolean {
    return (
      fn.file.facts.guards.some(
        (other) => other.start >= end && owning(fn, other.owner) && asksForCredential(nodeOf(fn.file, other.test)),
      ) || judgesWithin(fn, end, fn.fact.end)
    );
  }

  // A request goes on only where another setting says that it may: `if (!allowInsecure) return refuse(res)`.
  function demandsSwitch(fn: Fn, guard: Guard): boolean {
    return fn.file.facts.guards.some(
      (inner) =>
        inner.start >= guard.thenStart &&
        inner.end <= guard.thenEnd &&
        refusesAt(inner) &&
        namesSwitch(nodeOf(fn.file, inner.test)),
    );
  }

  function namesSwitch(test: Node): boolean {
    return reachedFrom(graph, test, operands).some((at) => {
      const value = graph.value(at);
      return 'name' in value && switching.test(value.name);
    });
  }

  return { asksOnly, judgesOnly, demandsSwitch, refusesWithin, isRefusal, asksBehind };
}
