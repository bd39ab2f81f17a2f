/** What stands before a handler: whether it asks who is calling, where the request comes from, or something else. */
import { backwardSlice, throughReads } from '../../facts/backward.ts';
import { callsWithin, valuesWithin } from '../../facts/within.ts';
import type { Gate } from '../../context.ts';
import type { CallKind, VerifierKind } from '../../models/model.ts';
import type { Definitions } from '../resolve/definitions.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Fn, fnNode, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Value } from '../../facts/facts.ts';
import { createGateChoices } from './gate-choices.ts';
import { credentialName, makesRefusal, names, refuses, throwsOnGuard } from './refusing.ts';

interface GatesInput {
  graph: Graph;
  linked: Linked;
  definitions: Definitions;
  functions: Functions;
  /** True when the function, or one that it calls, verifies a token. */
  verifies(fn: Fn): boolean;
}

export interface Gates {
  /** What a value is that stands before a handler. */
  of(item: Node): Gate[];
  /** What a function itself asks before it goes on. */
  ofFunction(fn: Fn): Gate[];
  /** The function, and those that it hands the request or a part of it. */
  handedOn(fn: Fn): Fn[];
}

const maxHandedOn = 3;
const kinds: Partial<Record<CallKind, Gate['kind']>> = {
  'auth-gate': 'auth',
  'origin-gate': 'origin',
  'host-gate': 'host',
  cors: 'cors',
  'rate-limit': 'rate-limit',
  'plain-middleware': 'other',
};
// Who only reads what a token says, or publishes metadata, looks at nobody.
const notLooking = new Set<VerifierKind>(['token-decode', 'resource-metadata']);
/** Names under which requests carry what proves who is calling. */
export const credential =
  /^(?:authorization|proxy-authorization|x-[a-z-]*(?:auth|token|key|secret)[a-z-]*|(?:[a-z]+-)*signature(?:-[a-z0-9]+)*|api[-_]?keys?|bearer|access_?token|id_?token|jwt|cookies?|session|passport|isAuthenticated|authInfo|userId|currentUser)$/i;

/** A judge of what stands before handlers. */
export function createGates({ graph, linked, definitions, functions, verifies }: GatesInput): Gates {
  const memo = new Map<Node, Gate[]>();

  const { choiceAt } = createGateChoices({ graph, linked });

  function of(item: Node): Gate[] {
    const choice = choiceAt(item);
    if (!choice) return definitions.of(item).flatMap((made) => ofDefinition(made, item));
    const [without, given] = [of(choice.without), of(choice.given)];
    const isOpen = !without.some(({ kind }) => kind === 'auth' || kind === 'unknown');
    const condition = isOpen ? { isConditional: true as const, setting: choice.setting } : {};
    return [...given.map((gate) => (gate.kind === 'auth' ? { ...gate, ...condition } : gate)), ...without];
  }

  function ofDefinition(made: Node, item: Node): Gate[] {
    const at = graph.place(item);
    const own = functionsAt(made);
    if (own.length > 0) {
      return own.flatMap((fn) => {
        const found = ofFunction(fn);
        return found.length > 0 ? found : [{ kind: 'other' as const, at, fn: functions.refOf(fn) }];
      });
    }
    if (graph.value(made).kind !== 'call')
      return [{ kind: isApi(made) ? (apiKind(made) ?? 'unknown') : 'unknown', at }];
    return [{ kind: callKind(made) ?? 'unknown', at, call: { id: made, at: graph.place(made) } }];
  }

  // A method may be bound on the way: `this.check = this.check.bind(this)`; a library may take middleware to give it back.
  function functionsAt(node: Node): Fn[] {
    const found = linked.resolve.origins(node).flatMap((o) => (o.kind === 'function' ? [o.fn] : []));
    return found.length > 0 ? found : wrapped(node);
  }

  // `createMiddleware(async (c, next) => …)`
  function wrapped(node: Node): Fn[] {
    const value = graph.value(node);
    if (value.kind !== 'call' || value.args.length !== 1) return [];
    return value.args.flatMap((arg) =>
      linked.resolve.origins(graph.sibling(node, arg.value)).flatMap((o) => {
        const usages = o.kind === 'function' ? linked.usages(fnNode(o.fn)) : [];
        const isMiddleware = usages.some((u) =>
          u.states.some((s) => s.roles.some(({ role }) => role === 'middleware')),
        );
        return o.kind === 'function' && isMiddleware ? [o.fn] : [];
      }),
    );
  }

  function isApi(node: Node): boolean {
    return linked.resolve.origins(node).some((o) => o.kind === 'api');
  }

  // Middleware that is handed over as it is, such as `helmet` called nowhere: rows speak of its call.
  function apiKind(node: Node): Gate['kind'] | undefined {
    const rows = linked.resolve
      .origins(node)
      .flatMap((o) => (o.kind === 'api' ? o.api.states.flatMap((s) => s.calls) : []));
    return rows.map((row) => kinds[row.kind]).find((kind) => kind !== undefined);
  }

  function callKind(call: Node): Gate['kind'] | undefined {
    const states = linked.targets(call).apis.flatMap((api) => [...api.states]);
    const rows = states.flatMap((s) => [...s.verifiers]);
    if (rows.some(({ kind }) => !notLooking.has(kind))) return 'auth';
    const kind = states.flatMap((s) => s.calls.flatMap((row) => kinds[row.kind] ?? [])).at(0);
    return kind ?? (rows.some(({ kind: of }) => of === 'resource-metadata') ? 'other' : undefined);
  }

  function ofFunction(fn: Fn): Gate[] {
    const node = nodeOf(fn.file, fn.fact.value);
    let found = memo.get(node);
    if (!found) {
      memo.set(node, []);
      memo.set(node, (found = judge(fn)));
    }
    return found;
  }

  function judge(fn: Fn): Gate[] {
    const ref = functions.refOf(fn);
    const gate = (kind: Gate['kind']): Gate => ({ kind, at: ref.at, fn: ref });
    const all = handedOn(fn);
    const seen = all.flatMap((one) => valuesIn(one));
    const found: Gate[] = [];
    const isRefusing = seen.some(refuses) || all.some((one) => throwsOnGuard(one) || makesRefusal(one));
    const asks = seen.some((value) => names(value, credential));
    if (all.some(verifies) || (isRefusing && (asks || credentialName.test(fn.fact.name)))) found.push(gate('auth'));
    // Wrapped middleware: `(req, res, next) => auth(req, res, next)`.
    for (const one of all) found.push(...calledGates(one));
    if (isRefusing && seen.some((value) => names(value, /^origin$/i))) found.push(gate('origin'));
    if (isRefusing && seen.some((value) => names(value, /^(?:host|hostname)$/i))) found.push(gate('host'));
    return found;
  }

  // The function, and those that it hands the request or a part of it: what else it calls has other things to refuse.
  function handedOn(start: Fn): Fn[] {
    const seen = new Map<Node, Fn>([[nodeOf(start.file, start.fact.value), start]]);
    let border = [start];
    for (let depth = 0; depth < maxHandedOn && border.length > 0; depth++) {
      border = border.flatMap((fn) =>
        callsWithin(fn.file.facts, fn.fact).flatMap((id) => {
          const value = fn.file.facts.values[id];
          if (value?.kind !== 'call') return [];
          if (!value.args.some((arg) => isOfParameter(fn, arg.value, true))) return [];
          if (value.args.some((arg) => isForTool(fn, arg.value))) return [];
          const isDirect = value.args.some((arg) => isOfParameter(fn, arg.value));
          return linked.targets(nodeOf(fn.file, id)).functions.filter((target) => {
            const node = nodeOf(target.file, target.fact.value);
            // What a function on the way took out of the request is handed to many.
            const isNew = !seen.has(node) && (isDirect || takesCredential(target));
            if (isNew) seen.set(node, target);
            return isNew;
          });
        }),
      );
    }
    return [...seen.values()];
  }

  function takesCredential({ file, fact }: Fn): boolean {
    const taken = fact.params.map((id) => file.facts.values[id]);
    return [fact, ...taken].some((one) => one !== undefined && 'name' in one && credentialName.test(one.name));
  }

  function isOfParameter({ file }: Fn, start: number, isThroughCalls = false): boolean {
    const { values } = file.facts;
    const reads = throughReads(values);
    const onward = (value: Value): readonly number[] =>
      value.kind === 'call' && isThroughCalls ? [...reads(value), ...value.args.map((arg) => arg.value)] : reads(value);
    return backwardSlice(values, start, onward).some((id) => values[id]?.kind === 'param');
  }

  // `run(name, params.arguments)`: who is given what a tool is called with does not look at who is calling.
  function isForTool({ file }: Fn, start: number): boolean {
    const { values } = file.facts;
    return backwardSlice(values, start, throughReads(values)).some((id) => {
      const value = values[id];
      return value?.kind === 'member' && value.name === 'arguments';
    });
  }

  function calledGates(fn: Fn): Gate[] {
    return callsWithin(fn.file.facts, fn.fact).flatMap((id): Gate[] => {
      const value = fn.file.facts.values[id];
      if (value?.kind !== 'call') return [];
      const call = nodeOf(fn.file, id);
      const kind = callKind(call) ?? calleeGate(nodeOf(fn.file, value.callee));
      return kind && kind !== 'other'
        ? [{ kind, at: graph.place(call), call: { id: call, at: graph.place(call) }, within: functions.refOf(fn) }]
        : [];
    });
  }

  // `const gate = requireBearerAuth(…)` and then `gate(request)` inside the handler.
  function calleeGate(callee: Node): Gate['kind'] | undefined {
    const value = graph.value(callee);
    if (value.kind !== 'variable' && value.kind !== 'import') return undefined;
    return definitions
      .of(callee)
      .map((made) => (graph.value(made).kind === 'call' ? callKind(made) : undefined))
      .find((kind) => kind !== undefined);
  }

  function valuesIn(fn: Fn): Value[] {
    return valuesWithin(fn.file.facts, fn.fact).flatMap((id) => fn.file.facts.values[id] ?? []);
  }

  return { of, ofFunction, handedOn };
}
