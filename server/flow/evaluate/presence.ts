/** Whether a value can be undefined or empty, what constant text it holds, and the names read on the way to it. */
import { argumentAt } from '../link/arguments.ts';
import { tellingCallers } from '../link/telling-callers.ts';
import { alternatives } from '../../facts/backward.ts';
import type { Place } from '../../finding.ts';
import type { Value } from '../../facts/facts.ts';
import { functionAt, type Graph, type Node, nodeOf } from '../graph.ts';
import { createGuards } from './guards.ts';
import { createReturnGuards } from './return-guards.ts';
import type { Linked } from '../link/links.ts';
import type { Slot } from './slots.ts';

export type PresenceState = 'set' | 'undefined' | 'null' | 'empty' | 'unknown';

export interface View {
  states: Set<PresenceState>;
  texts: string[];
  patterns: { source: string; at: Place }[];
  /** Variables, members, parameters and environment variables read. */
  names: string[];
  /** Elements of lists that hold no constant text. */
  others: Node[];
}

export interface Presence {
  of(node: Node): View;
}

const maxDepth = 20;
// Parts of a URL: the names behind them say whose URL it is.
const partOfUrl = /^(protocol|host|hostname|origin|port|url|originalUrl)$/;
// Methods that give the same text or URL in another form.
const throughText = /^(toString|trim|trimEnd|toLowerCase|replace|replaceAll|concat|valueOf)$/;

interface PresenceInput {
  graph: Graph;
  linked: Linked;
  isTest(path: string): boolean;
  /** What stands at a property of a value. */
  property(node: Node, name: string): Slot[];
}

/** An evaluator of presence; guards that leave when the value is missing count as proof that it is set. */
export function createPresence({ graph, linked, isTest, property }: PresenceInput): Presence {
  const { isGuarded, isRequired } = createGuards(graph);
  const { isThere, isOfTests } = createReturnGuards(graph);

  function of(node: Node): View {
    const view: View = { states: new Set(), texts: [], patterns: [], names: [], others: [] };
    visit(node, view, new Set(), 0);
    return view;
  }

  function visit(node: Node, view: View, seen: Set<Node>, depth: number): void {
    if (seen.has(node)) return;
    if (depth > maxDepth) {
      view.states.add('unknown');
      return;
    }
    seen.add(node);
    const before = new Set(view.states);
    look(node, view, seen, depth);
    if (isGuarded(node)) settle(view, before);
  }

  function look(node: Node, view: View, seen: Set<Node>, depth: number): void {
    const value = graph.value(node);
    const onward = (id: number): void => visit(graph.sibling(node, id), view, seen, depth + 1);
    switch (value.kind) {
      case 'literal':
        if (value.value === undefined) view.states.add('undefined');
        else if (value.value === null) view.states.add('null');
        else if (value.value === '') view.states.add('empty');
        else {
          view.states.add('set');
          view.texts.push(String(value.value));
        }
        return;
      case 'global':
        if (value.name !== 'Infinity') return byOrigins(node, view, seen, depth);
        view.states.add('set');
        view.texts.push(value.name);
        return;
      case 'regex':
        view.states.add('set');
        view.patterns.push({ source: value.source, at: graph.place(node) });
        return;
      case 'template':
        view.states.add('set');
        view.texts.push(value.texts.join('\u0000'));
        for (const part of value.parts)
          visit(graph.sibling(node, part), { ...view, states: new Set(), texts: [] }, seen, depth + 1);
        return;
      case 'array':
        view.states.add('set');
        for (const e of value.elements) {
          const before = view.texts.length;
          visit(graph.sibling(node, e.value), { ...view, states: new Set() }, seen, depth + 1);
          if (view.texts.length === before) view.others.push(graph.sibling(node, e.value));
        }
        return;
      case 'object':
      case 'function':
      case 'class':
        view.states.add('set');
        return;
      case 'unary':
        view.states.add(value.op === 'void' ? 'undefined' : 'set');
        return;
      case 'variable': {
        view.names.push(value.name);
        if (value.values.length === 0) view.states.add('unknown');
        for (const id of value.values) onward(id);
        return;
      }
      case 'logical': {
        if (value.op === '&&') {
          onward(value.right);
          view.states.add('undefined');
          return;
        }
        const left: View = { ...view, states: new Set(), texts: [] };
        visit(graph.sibling(node, value.left), left, seen, depth + 1);
        view.texts.push(...left.texts);
        const isFallenThrough =
          left.states.has('undefined') ||
          left.states.has('null') ||
          (value.op === '||' && left.states.has('empty')) ||
          left.states.has('unknown');
        if (left.states.has('set')) view.states.add('set');
        if (left.states.has('empty') && value.op !== '||') view.states.add('empty');
        if (isFallenThrough) onward(value.right);
        return;
      }
      case 'choice':
      case 'conditional':
      case 'await':
      case 'cast':
        return alternatives(value).forEach(onward);
      case 'import':
        return byExporter(node, view, seen, depth);
      case 'param':
        return byCallers(node, view, seen, depth);
      case 'member':
        view.names.push(value.name);
        if (value.name === 'href') return onward(value.base);
        if (partOfUrl.test(value.name))
          visit(graph.sibling(node, value.base), { ...view, states: new Set(), texts: [] }, seen, depth + 1);
        return ofMember(node, value, view, seen, depth);
      default:
        return byOrigins(node, view, seen, depth);
    }
  }

  // Step by step, so that guards on the way count; by its origins where the object itself cannot be seen.
  function ofMember(node: Node, value: Value & { kind: 'member' }, view: View, seen: Set<Node>, depth: number): void {
    const all = property(graph.sibling(node, value.base), value.name);
    // To read a property of nothing throws, unless the author has thought of it.
    const slots = value.isOptional ? all : all.filter((slot) => slot.kind !== 'absent' || !slot.isNothing);
    if (!slots.some((slot) => slot.kind !== 'unknown')) return byOrigins(node, view, seen, depth);
    for (const slot of slots) {
      if (slot.kind === 'value') visit(slot.node, view, seen, depth + 1);
      else view.states.add(slot.kind === 'absent' ? 'undefined' : 'unknown');
    }
  }

  function byExporter(node: Node, view: View, seen: Set<Node>, depth: number): void {
    const sources = linked.exporter(node);
    if (sources.length === 0) byOrigins(node, view, seen, depth);
    for (const source of sources) visit(source, view, seen, depth + 1);
  }

  function byCallers(node: Node, view: View, seen: Set<Node>, depth: number): void {
    const value = graph.value(node);
    if (value.kind !== 'param') return;
    if (value.name) view.names.push(value.name);
    const fn = functionAt(graph.fileOf(node), value.fn);
    const calls = fn ? tellingCallers(graph, linked, fn, isTest) : [];
    if (calls.length === 0) view.states.add('unknown');
    for (const call of calls) {
      const passed = argumentAt(graph, call, value.index);
      if (passed.kind === 'value') visit(passed.node, view, seen, depth + 1);
      else view.states.add(passed.kind === 'absent' ? 'undefined' : 'unknown');
    }
  }

  function byOrigins(node: Node, view: View, seen: Set<Node>, depth: number): void {
    const value = graph.value(node);
    if (value.kind === 'call') {
      const callee = graph.value(graph.sibling(node, value.callee));
      if ('name' in callee) view.names.push(callee.name);
      if (isMaker(node)) {
        view.states.add('set');
        for (const arg of value.args)
          visit(graph.sibling(node, arg.value), { ...view, states: new Set() }, seen, depth + 1);
        return;
      }
      if (callee.kind === 'member' && throughText.test(callee.name))
        return visit(graph.sibling(graph.sibling(node, value.callee), callee.base), view, seen, depth + 1);
      const { functions } = linked.targets(node);
      if (functions.length > 0 && !value.isNew) {
        for (const fn of functions) {
          if (fn.fact.returns.length === 0) view.states.add('unknown');
          for (const r of fn.fact.returns.filter((one) => !isOfTests(fn, one.value))) {
            const before = new Set(view.states);
            visit(nodeOf(fn.file, r.value), view, seen, depth + 1);
            if (isThere(fn, r.value)) settle(view, before);
          }
        }
        return;
      }
    }
    for (const origin of linked.resolve.origins(node)) {
      if (origin.kind === 'environment') {
        view.names.push(origin.name);
        if (!isGuarded(node) && !isRequired(node, origin.name)) view.states.add('undefined');
        view.states.add('set');
      } else if (origin.kind === 'value' && origin.node !== node) visit(origin.node, view, seen, depth + 1);
      else if (origin.kind === 'instance' || origin.kind === 'class' || origin.kind === 'function')
        view.states.add('set');
      else view.states.add('unknown');
    }
  }

  // `new URL(x)` throws and `String(x)` gives text where x is missing: the result is always there.
  function isMaker(node: Node): boolean {
    const value = graph.value(node);
    if (value.kind !== 'call') return false;
    const callee = graph.value(graph.sibling(node, value.callee));
    return (
      callee.kind === 'global' && ['URL', 'Request', 'String', 'Number', 'RegExp', 'Array', 'Set'].includes(callee.name)
    );
  }

  function settle(view: View, before: Set<PresenceState>): void {
    for (const state of ['undefined', 'null', 'empty'] as const) if (!before.has(state)) view.states.delete(state);
    view.states.add('set');
  }

  return { of };
}
