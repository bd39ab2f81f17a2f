/** Where a function that judges requests lets one go on unjudged. */
import { callsWithin } from '../../facts/within.ts';
import type { FunctionRef, Pass } from '../../context.ts';
import type { Guard, TryFact, Value } from '../../facts/facts.ts';
import type { Functions } from '../behaviour/functions.ts';
import { calleeName, type Fn, fnNode, functionAt, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Presence } from '../evaluate/presence.ts';
import { createBySession } from './by-session.ts';
import { createCheckedIfThere } from './checked-if-there.ts';
import { createEqualNothing } from './equal-nothing.ts';
import { createHooks } from './hooks.ts';
import { createPassKinds } from './pass-kinds.ts';
import { createSettings } from './settings.ts';
import { createSwitches } from './switches.ts';
import { createUnstopped } from './unstopped.ts';

interface PassesInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  /** The function and those that it hands the request. */
  handedOn(fn: Fn): Fn[];
  presence: Presence;
  isTest(path: string): boolean;
}

const somebody =
  /^(?:token|clientId|scopes?|sub|user(?:Id|name)?|claims|payload|active|isAuthenticated|authenticated)$/;
const judging = /^(?:is|has|can|check)?_?(?:allow|authori[sz]|authenti|verif|valid|permit|known|trusted)|auth$/i;
const ofOrigin = /^(?!.*(?:auth|token|key)).*(?:origin|cors)/i;
const told = /token|bearer|jwt|credential|api_?key|^key$|authorization/i;
const verdict =
  /^(?:is_?|has_?)?(?:authori[sz]ed|authenticated|valid|ok|success|successful|allowed|active|verified|permitted|granted|loggedIn)$/i;
const refusal = /^(?:error|errors|status|statusCode|message|reason|response)$/;

function isNothing(value: Value | undefined): boolean {
  return value?.kind === 'literal' ? !value.value : value?.kind === 'array' && value.elements.length === 0;
}

/** Answers about functions that judge requests. */
export function createPasses({ graph, linked, functions, handedOn, presence, isTest }: PassesInput) {
  const memo = new Map<Node, Pass[]>();
  const { isHook, answers } = createHooks(functions);
  const { isSetting, environmentName } = createSettings(graph, linked);
  const { kindOf, isCredential, namesSession } = createPassKinds({ graph, isSetting, environmentName });
  const reading = { graph, isSetting, isCredential, owning, goesOn, isHook, isAnswering, judgesWithin };
  const { asksOnly, judgesOnly, demandsSwitch, refusesWithin, isRefusal, asksBehind } = createSwitches(reading);
  const { goesOnRefused } = createUnstopped(graph);
  const { equalNothing } = createEqualNothing({ graph, presence, environmentName, owning, isRefusal, isTest });
  const { servedUnasked } = createBySession({ graph, linked, handedOn, namesSession });
  const { onlyIfThere } = createCheckedIfThere({ ...reading, linked, isRefusal, refusesWithin });

  /** The ways by which a request goes on before the function, or one that it hands the request, has looked at a credential. */
  function passes(ref: FunctionRef): Pass[] {
    let found = memo.get(ref.id);
    if (!found) {
      const fn = functions.fnOf(ref);
      memo.set(
        ref.id,
        (found = fn ? judgingOf(fn).flatMap((one) => [...guarded(one), ...caught(one), ...missed(one)]) : []),
      );
    }
    return found;
  }

  // Which page may ask is another question than who is calling.
  function judgingOf(fn: Fn): Fn[] {
    return handedOn(fn).filter((one) => one === fn || !ofOrigin.test(one.fact.name));
  }

  function guarded(fn: Fn): Pass[] {
    const { facts, path } = fn.file;
    return facts.guards.flatMap((guard): Pass[] => {
      if (owning(fn, guard.owner) === undefined) return [];
      const kind = letsPass(fn, guard)
        ? kindOf(nodeOf(fn.file, guard.test))
        : asksOnly(fn, guard)
          ? 'unset'
          : judgesOnly(fn, guard)
            ? 'missing-credential'
            : onlyIfThere(fn, guard);
      // Whoever wants no authentication has to say so.
      if (!kind || (kind === 'unset' && demandsSwitch(fn, guard))) return [];
      if (kind === 'host' && !asksBehind(fn, guard)) return [];
      const { start, end } = facts.values[guard.test] ?? guard;
      return [{ kind, at: inside({ start, end }, guard, path), fn: functions.refOf(fn) }];
    });
  }

  // What asks, and does not keep out whom it should.
  function missed(fn: Fn): Pass[] {
    const ref = functions.refOf(fn);
    const unasked = isAnswering(fn) ? servedUnasked(fn) : [];
    const unstopped = fn.file.facts.guards.flatMap((guard) => goesOnRefused(fn, guard) ?? []);
    return [
      ...unasked.map((at) => ({ kind: 'session' as const, at, fn: ref })),
      ...unstopped.map((at) => ({ kind: 'refused' as const, at, fn: ref })),
      ...equalNothing(fn).map((at) => ({ kind: 'both-missing' as const, at, fn: ref })),
    ];
  }

  // The test of an `if` may be a name that was given its value elsewhere: the place is what a reader sees at the `if`.
  function inside({ start, end }: { start: number; end: number }, guard: Guard, file: string) {
    const isHere = start >= guard.start && end <= guard.thenStart;
    return isHere ? { file, start, end } : { file, start: guard.start, end: guard.thenStart };
  }

  function letsPass(fn: Fn, guard: Guard): boolean {
    if (guard.thenExit !== 'return') return false;
    const returned = guard.thenReturn === undefined ? undefined : fn.file.facts.values[guard.thenReturn];
    if (returned?.kind === 'literal') return returned.value === true;
    if (returned?.kind === 'object') return namesSomebody(fn, returned);
    if (returned === undefined && isHook(fn)) return !answers(fn, guard.thenStart, guard.thenEnd);
    return goesOn(fn, guard.thenStart, guard.thenEnd) !== undefined;
  }

  // `next()`, where `next` is what the framework handed to the function.
  function goesOn(fn: Fn, start: number, end: number): Pass['onward'] {
    for (const id of callsWithin(fn.file.facts, { start, end })) {
      const call = fn.file.facts.values[id];
      if (call?.kind !== 'call' || call.args.length > 0) continue;
      const callee = fn.file.facts.values[call.callee];
      if (callee?.kind === 'param' && callee.index > 0)
        return { at: graph.place(nodeOf(fn.file, id)), takesError: callee.index === 2 };
    }
    return undefined;
  }

  function caught(fn: Fn): Pass[] {
    const { facts, path } = fn.file;
    return facts.tries.flatMap((tried): Pass[] => {
      const { catchStart, catchEnd } = tried;
      if (catchStart === undefined || catchEnd === undefined || owning(fn, tried.owner) === undefined) return [];
      if (!judgesWithin(fn, tried.start, tried.end) && !answersYes(fn, tried)) return [];
      const onward = returnsWell(fn, tried.catchReturn) ?? goesOn(fn, catchStart, catchEnd);
      if (!onward && !fallsThrough(fn, tried)) return [];
      const at = { file: path, start: catchStart, end: Math.min(catchEnd, catchStart + 5) };
      return [{ kind: 'caught', at, fn: functions.refOf(fn), ...(onward ? { onward } : {}) }];
    });
  }

  // `isAllowed(token)`, which asks somebody else, and says yes where nobody answers.
  function answersYes(fn: Fn, { start, end, catchReturn }: TryFact): boolean {
    const { values } = fn.file.facts;
    const said = catchReturn === undefined ? undefined : values[catchReturn];
    if (said?.kind !== 'literal' || said.value !== true || !judging.test(fn.fact.name)) return false;
    const isTold = fn.fact.params.some((id) => {
      const param = values[id];
      return param?.kind === 'param' && told.test(param.name);
    });
    return isTold && fn.fact.returns.some((r) => r.start > start && r.end < end && values[r.value]?.kind !== 'literal');
  }

  // `catch { log() } next()`: nobody is refused in between.
  function fallsThrough(fn: Fn, { owner, catchStart = 0, catchEnd = 0, catchExit }: TryFact): boolean {
    if (owner !== fn.id || catchExit !== undefined || refusesWithin(fn, catchStart, catchEnd)) return false;
    // `catch (error) { if (isOptional) … else throw error; }` takes a decision.
    const isDecided = fn.file.facts.guards.some(
      (g) => g.start >= catchStart && g.end <= catchEnd && (g.thenExit !== undefined || g.elseExit !== undefined),
    );
    if (isDecided) return false;
    const asksLater = fn.file.facts.guards.some((g) => g.start > catchEnd && g.end <= fn.fact.end);
    return (
      !asksLater &&
      ((isHook(fn) && !answers(fn, catchStart, catchEnd)) || goesOn(fn, catchEnd, fn.fact.end) !== undefined)
    );
  }

  // `return true`, or the claims of somebody.
  function returnsWell(fn: Fn, returned: number | undefined): Pass['onward'] {
    const value = returned === undefined ? undefined : fn.file.facts.values[returned];
    if (returned === undefined || !value) return undefined;
    const isYes = value.kind === 'literal' && value.value === true;
    return isYes || (value.kind === 'object' && namesSomebody(fn, value))
      ? { at: graph.place(nodeOf(fn.file, returned)), takesError: false }
      : undefined;
  }

  function namesSomebody(fn: Fn, { properties }: Value & { kind: 'object' }): boolean {
    return (
      !properties.some((p) => refusal.test(p.name ?? '') || saysNo(p.name, fn.file.facts.values[p.value])) &&
      properties.some((p) => somebody.test(p.name ?? '') && !isNothing(fn.file.facts.values[p.value]))
    );
  }

  // `{ token, isAuthorized: false }`: somebody, who is not let in.
  function saysNo(name = '', value: Value | undefined): boolean {
    return verdict.test(name) && value?.kind === 'literal' && value.value === false;
  }

  function isAnswering(fn: Fn): boolean {
    return linked
      .usages(fnNode(fn))
      .some((u) => u.states.some((s) => s.roles.some(({ role }) => role === 'route-handler')));
  }

  function judgesWithin(fn: Fn, start: number, end: number): boolean {
    return callsWithin(fn.file.facts, { start, end }).some((id) => {
      const call = fn.file.facts.values[id];
      if (call?.kind !== 'call') return false;
      const states = linked.targets(nodeOf(fn.file, id)).apis.flatMap((api) => [...api.states]);
      if (states.some((s) => s.verifiers.some((row) => row.kind === 'token-verification'))) return true;
      return /verif|authenticat|introspect|validate_?(token|jwt|key)/i.test(calleeName(fn.file, id));
    });
  }

  function owning(fn: Fn, owner: number): Fn | undefined {
    for (let own = functionAt(fn.file, owner); own; own = functionAt(fn.file, own.fact.parent))
      if (own.id === fn.id) return own;
    return undefined;
  }

  return { passes };
}
