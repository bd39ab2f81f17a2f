/** What a call can give: what its callee returns, makes or passes through. */
import { alternatives } from '../../facts/backward.ts';
import type { Facts, Value, ValueId } from '../../facts/facts.ts';
import { none, type States, step, withArguments } from '../../models/states.ts';
import type { createConstantTexts } from './constant-texts.ts';
import { nameAskedFor } from '../evaluate/environment.ts';
import { type Fn, type Graph, type Node, peeled } from '../graph.ts';
import type { createMembers } from './members.ts';
import { type Api, type Origin, unknown } from '../origin.ts';

interface CallOriginsInput {
  graph: Graph;
  origins(node: Node): Origin[];
  /** What the function returns, to the call where one is given. */
  returned(fn: Fn, call?: Node): Origin[];
  members: ReturnType<typeof createMembers>;
  texts: ReturnType<typeof createConstantTexts>;
}

// Methods of Map, Set and lists that give one element.
const taking = new Set(['get', 'at', 'pop', 'shift', 'find', 'findLast']);
// Methods by which containers of Nest, Inversify, tsyringe and TypeDI give the instance of a class.
const injecting = new Set(['get', 'resolve', 'resolveAsync', 'getAsync']);
/** True for an origin that says something of the value: rows speak of it, or the program made it. */
export const isTelling = (origin: Origin): boolean =>
  origin.kind !== 'unknown' && !(origin.kind === 'api' && origin.api.states.length === 0);

// A method of the first thing that a handler is given.
function isOfParameter({ values }: Facts, callee: ValueId): boolean {
  const method = values[callee];
  const base = method?.kind === 'member' ? values[method.base] : undefined;
  return base?.kind === 'param' && base.index === 0;
}

// The arguments of `run.call(self, x)` are shifted.
function isMediate(callee: Value): boolean {
  return callee.kind === 'member' && /^(?:call|apply|bind)$/.test(callee.name);
}

/** Returns what a call can give, and the rows that speak of its callee. */
export function createCallOrigins({ graph, origins, returned, members, texts: { text, lineText } }: CallOriginsInput) {
  function calleeStates(call: Node, api: Api): States {
    const value = graph.value(call);
    if (value.kind !== 'call' || api.states.length === 0) return api.states;
    return withArguments(api.states, (index) => {
      const arg = value.args[index];
      return arg ? textsOf(graph.sibling(call, arg.value)) : [];
    });
  }

  // `isWindows ? 'cmd.exe' : 'bash'`: one text on each way. What several statements assign goes with what they assign beside
  // it, and is not taken apart.
  function textsOf(node: Node): string[] {
    const whole = text(node) ?? lineText(node);
    if (whole !== undefined) return [whole];
    const made = peeled(graph, node);
    const value = graph.value(made);
    if (value.kind !== 'conditional' && value.kind !== 'logical') return [];
    return alternatives(value).flatMap((id) => textsOf(graph.sibling(made, id)));
  }

  function callOrigins(node: Node, value: Value & { kind: 'call' }): Origin[] {
    const callee = graph.value(graph.sibling(node, value.callee));
    const settled =
      value.isNew && callee.kind === 'global' && callee.name === 'Promise' ? settledWith(node, value) : [];
    const found: Origin[] = settled.filter(isTelling);
    if (found.length > 0) return found;
    // With arguments of its own, the bound function has its parameters elsewhere.
    if (callee.kind === 'member' && callee.name === 'bind' && value.args.length > 1) return unknown;
    const asked = nameAskedFor(graph, node, value);
    const variable = asked === undefined ? undefined : text(asked);
    if (variable !== undefined) return [{ kind: 'environment', name: variable }];
    if (callee.kind === 'member' && callee.name === 'bind')
      return origins(graph.sibling(graph.sibling(node, value.callee), callee.base));
    for (const origin of origins(graph.sibling(node, value.callee))) {
      if (origin.kind === 'function') found.push(...returned(origin.fn, isMediate(callee) ? undefined : node));
      else if (origin.kind === 'class') found.push({ kind: 'instance', node: origin.node });
      else if (origin.kind === 'api') {
        const states = calleeStates(node, origin.api);
        const made = value.isNew ? step(states, 'instance') : none;
        const next = made.length ? made : step(states, 'return');
        const passed = passedThrough(node, value, states);
        if (passed.length) found.push(...passed);
        if (next.length || !passed.length) {
          found.push({
            kind: 'api',
            api: { package: origin.api.package, states: next, label: `${origin.api.label}()` },
          });
        }
      } else found.push(...unknown);
    }
    const isOpen = callee.kind === 'member' && !found.some((o) => isTelling(o));
    const injected = isOpen && injecting.has(callee.name) ? instancesOf(node, value) : [];
    if (injected.length > 0) return injected;
    if (isOpen && taking.has(callee.name)) {
      const kept = keptInContext(node, value);
      if (kept.length > 0) return kept.flatMap((id) => origins(graph.sibling(node, id)));
      return members.elements(graph.sibling(graph.sibling(node, value.callee), callee.base));
    }
    return found.length ? found : unknown;
  }

  // `container.resolve(Client)`, `app.get(Client, { strict: false })`
  function instancesOf(node: Node, { args, isNew }: Value & { kind: 'call' }): Origin[] {
    const [wanted] = args;
    if (isNew || !wanted || wanted.isSpread || args.length > 2) return [];
    return origins(graph.sibling(node, wanted.value)).flatMap((origin) =>
      origin.kind === 'class' ? [{ kind: 'instance', node: origin.node }] : [],
    );
  }

  // `new Promise((resolve) => { const db = new Database(path, () => resolve(db)); })`: what it is settled with.
  function settledWith(node: Node, { args }: Value & { kind: 'call' }): Origin[] {
    const { facts } = graph.fileOf(node);
    const executor = args[0] && facts.values[args[0].value];
    if (executor?.kind !== 'function') return [];
    return facts.calls.flatMap((id) => {
      const call = facts.values[id];
      const callee = call?.kind === 'call' ? facts.values[call.callee] : undefined;
      const isSettling = callee?.kind === 'param' && callee.fn === executor.fn && callee.index === 0;
      const given = isSettling && call?.kind === 'call' ? call.args[0] : undefined;
      return given && !given.isSpread ? origins(graph.sibling(node, given.value)) : [];
    });
  }

  // `c.get('client')`, where the same file says `c.set('client', …)`: what one handler leaves for the next.
  function keptInContext(node: Node, { callee, args }: Value & { kind: 'call' }): ValueId[] {
    const { facts } = graph.fileOf(node);
    const [key] = args;
    const name = key && args.length === 1 ? facts.values[key.value] : undefined;
    if (name?.kind !== 'literal' || !isOfParameter(facts, callee)) return [];
    return facts.calls.flatMap((id) => {
      const call = facts.values[id];
      if (call?.kind !== 'call' || call.args.length !== 2 || !isOfParameter(facts, call.callee)) return [];
      const setter = facts.values[call.callee];
      const [under, value] = call.args;
      const written = under && facts.values[under.value];
      const isKept = setter?.kind === 'member' && setter.name === 'set' && written?.kind === 'literal';
      return isKept && written.value === name.value && value ? [value.value] : [];
    });
  }

  // `Object.freeze(x)`, `Promise.resolve(x)`: what comes out is what went in.
  function passedThrough(node: Node, value: Value & { kind: 'call' }, states: States): Origin[] {
    const found: Origin[] = [];
    if (states.some((state) => state.sanitizers.some((row) => !row.for))) return found;
    for (const state of states) {
      for (const { from, to } of state.propagators) {
        const [first] = from;
        if (to[0]?.kind !== 'return' && to[0]?.kind !== 'instance') continue;
        // The whole, or every element: `Object.values(handlers)`.
        if (from.length !== to.length || to.length > 2 || from[1]?.kind !== to[1]?.kind) continue;
        if ((from[1] && from[1].kind !== 'element') || first?.kind !== 'argument' || typeof first.index === 'string')
          continue;
        value.args.forEach((arg, index) => {
          const wanted = first.index;
          if (typeof wanted === 'string') return;
          const isNamed = 'list' in wanted ? wanted.list.includes(index) : index >= wanted.from && index <= wanted.to;
          if (isNamed && !arg.isSpread) found.push(...origins(graph.sibling(node, arg.value)));
        });
      }
    }
    return found;
  }

  return { calleeStates, callOrigins };
}
