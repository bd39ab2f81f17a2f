/** Where a function that judges requests lets one go on unjudged. */
import { callsWithin } from '../../facts/within.ts';
import type { FunctionRef, Pass } from '../../context.ts';
import { alternatives, receiver } from '../../facts/backward.ts';
import type { Guard, TryFact, Value } from '../../facts/facts.ts';
import type { Functions } from '../functions.ts';
import { calleeName, type Fn, functionAt, type Graph, type Node, nodeOf, reachedFrom } from '../graph.ts';
import type { Linked } from '../links.ts';
import { credential } from './gates.ts';
import { createHooks } from './hooks.ts';
import { createSettings } from './settings.ts';
import { createSwitches } from './switches.ts';

interface PassesInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  /** The function and those that it hands the request. */
  handedOn(fn: Fn): Fn[];
}

const off = new Set<unknown>(['false', '0', 'off', 'no', false]);
const on = new Set<unknown>(['true', '1', 'on', 'yes', true]);
const sessionName = /^(?:mcp[-_]?)?session[-_]?id$/i;
const reading = /^(?:get|header|has)$/;
const somebody =
  /^(?:token|clientId|scopes?|sub|user(?:Id|name)?|claims|payload|active|isAuthenticated|authenticated)$/;
const judging = /^(?:is|has|can|check)?_?(?:allow|authori[sz]|authenti|verif|valid|permit|known|trusted)|auth$/i;
const told = /token|bearer|jwt|credential|api_?key|^key$|authorization/i;
const refusal = /^(?:error|errors|status|statusCode|message|reason|response)$/;
const address = /^(?:path|pathname|url|originalUrl|href|route)$/;

function isNothing(value: Value | undefined): boolean {
  return value?.kind === 'literal' ? !value.value : value?.kind === 'array' && value.elements.length === 0;
}

/** Answers about functions that judge requests. */
export function createPasses({ graph, linked, functions, handedOn }: PassesInput) {
  const memo = new Map<Node, Pass[]>();
  const { isHook, answers } = createHooks(functions);
  const { isSetting, environmentName } = createSettings(graph, linked);
  const { asksOnly, judgesOnly, demandsSwitch, refusesWithin } = createSwitches({
    graph,
    isSetting,
    isCredential,
    owning,
    goesOn,
    isHook,
    judgesWithin,
  });

  /** The ways by which a request goes on before the function, or one that it hands the request, has looked at a credential. */
  function passes(ref: FunctionRef): Pass[] {
    let found = memo.get(ref.id);
    if (!found) {
      const fn = functions.fnOf(ref);
      memo.set(ref.id, (found = fn ? handedOn(fn).flatMap((one) => [...guarded(one), ...caught(one)]) : []));
    }
    return found;
  }

  function guarded(fn: Fn): Pass[] {
    const { facts, path } = fn.file;
    return facts.guards.flatMap((guard): Pass[] => {
      if (owning(fn, guard.owner) === undefined) return [];
      const kind = letsPass(fn, guard)
        ? (kindOf(nodeOf(fn.file, guard.test), 0) ?? ofSession(nodeOf(fn.file, guard.test)))
        : asksOnly(fn, guard)
          ? 'unset'
          : judgesOnly(fn, guard)
            ? 'missing-credential'
            : undefined;
      // Whoever wants no authentication has to say so.
      if (!kind || (kind === 'unset' && demandsSwitch(fn, guard))) return [];
      const { start, end } = facts.values[guard.test] ?? guard;
      return [{ kind, at: inside({ start, end }, guard, path), fn: functions.refOf(fn) }];
    });
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
      !properties.some((p) => refusal.test(p.name ?? '')) &&
      properties.some((p) => somebody.test(p.name ?? '') && !isNothing(fn.file.facts.values[p.value]))
    );
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

  function kindOf(test: Node, depth: number): Pass['kind'] | undefined {
    const value = graph.value(test);
    if (depth > 8) return undefined;
    const onward = (id: number): Pass['kind'] | undefined => kindOf(graph.sibling(test, id), depth + 1);
    switch (value.kind) {
      case 'logical':
        return onward(value.left) ?? onward(value.right);
      case 'unary':
        return value.op === '!' ? ofMissing(graph.sibling(test, value.value)) : undefined;
      case 'binary':
        return ofComparison(value, test);
      case 'call':
        return ofCall(value, test);
      case 'variable':
        return value.values.length === 1 ? onward(value.values[0] ?? 0) : undefined;
      case 'member':
        return isSetting(test) && /dis|skip|no_?auth|bypass|insecure|unsafe|allow_?anon|dev/i.test(value.name)
          ? 'switch'
          : undefined;
      default:
        return undefined;
    }
  }

  // `sessionId && sessions.has(sessionId)`: what the request names is no proof of who sends it.
  function ofSession(test: Node): 'session' | undefined {
    const { values } = graph.fileOf(test).facts;
    const reached = reachedFrom(graph, test, (value) => {
      if (value.kind === 'logical') return [value.left, value.right];
      if (value.kind === 'element') return [...(value.key === undefined ? [] : [value.key]), value.base];
      if (value.kind !== 'call') return alternatives(value);
      const callee = values[value.callee];
      return callee?.kind === 'member' && reading.test(callee.name) ? value.args.map((arg) => arg.value) : [];
    });
    return reached.some((at) => isNamed(graph.value(at), sessionName)) ? 'session' : undefined;
  }

  // `!req.headers.authorization`, `!config.token`
  function ofMissing(node: Node): Pass['kind'] | undefined {
    if (isSetting(node)) return 'unset';
    return isCredential(node) ? 'missing-credential' : undefined;
  }

  function ofComparison({ op, left, right }: Value & { kind: 'binary' }, test: Node): Pass['kind'] | undefined {
    const [a, b] = [graph.sibling(test, left), graph.value(graph.sibling(test, right))];
    const isEqual = op === '===' || op === '==';
    if (!isEqual && op !== '!==' && op !== '!=') return undefined;
    const text = b.kind === 'literal' ? b.value : undefined;
    if (environmentName(a) === 'NODE_ENV') return isEqual ? undefined : 'environment';
    if (isSetting(a)) {
      if (
        isEqual
          ? off.has(text) || (b.kind === 'literal' && text === undefined)
          : typeof text === 'string' || on.has(text)
      )
        return 'unset';
      return isEqual && on.has(text) ? 'switch' : undefined;
    }
    const isNone = b.kind === 'literal' && (text === undefined || text === null);
    return isEqual && isNone && isCredential(a) ? 'missing-credential' : undefined;
  }

  // `req.path.includes('.well-known')` holds for `/mcp?.well-known` too.
  function ofCall({ callee }: Value & { kind: 'call' }, test: Node): Pass['kind'] | undefined {
    const value = graph.value(graph.sibling(test, callee));
    if (value.kind !== 'member' || value.name !== 'includes') return undefined;
    const base = graph.value(graph.sibling(test, value.base));
    return base.kind === 'member' && address.test(base.name) ? 'path-part' : undefined;
  }

  function isCredential(node: Node): boolean {
    const { values } = graph.fileOf(node).facts;
    const reached = reachedFrom(graph, node, (value) => {
      if (value.kind === 'element') return value.key === undefined ? [] : [value.key];
      if (value.kind === 'logical') return [value.left];
      if (value.kind !== 'call') return alternatives(value);
      return [...value.args.map((arg) => arg.value), ...receiver(values, value)];
    });
    return reached.some((at) => isNamed(graph.value(at), credential) || isPlainlyNamed(graph.value(at)));
  }

  return { passes };
}

// By the name of a member, or the text by which one is asked for.
function isNamed(value: Value, name: RegExp): boolean {
  if (value.kind === 'member') return name.test(value.name);
  return value.kind === 'literal' && typeof value.value === 'string' && name.test(value.value);
}

function isPlainlyNamed(value: Value): boolean {
  return value.kind === 'member' && /^(?:token|header)$/i.test(value.name);
}
