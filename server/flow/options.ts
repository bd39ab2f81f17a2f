/** Evaluates what an option of a call is, without running anything: set, possibly empty, absent, or unknown. */
import type { Option } from '../context.ts';
import type { Relative } from '../models/catalog.ts';
import { functionAt, type Graph, type Node, nodeOf } from './graph.ts';
import type { Linked } from './links.ts';
import { createPresence, type Presence, tellingCallers } from './presence.ts';

/** What stands at a place of an object: a value, nothing, or something that cannot be seen. */
export type Slot =
  | { kind: 'value'; node: Node }
  /** `isNothing` where there is no object at all. */
  | { kind: 'absent'; isNothing?: true }
  | { kind: 'unknown' };

export interface Options {
  /** The option of the call that the first matching relative path names. */
  read(call: Node, paths: Relative[]): Option;
  /** The values that stand at a relative path of the call. */
  slots(call: Node, path: Relative): Slot[];
  presence: Presence;
}

const absent: Slot = { kind: 'absent' };
const nothing: Slot = { kind: 'absent', isNothing: true };
const unknown: Slot = { kind: 'unknown' };
const maxDepth = 24;

/** An evaluator over the linked program. */
export function createOptions(graph: Graph, linked: Linked, isTest: (path: string) => boolean): Options {
  const presence = createPresence({ graph, linked, isTest, property: (node, name) => property(node, name, 0) });

  function slots(call: Node, path: Relative): Slot[] {
    const [head, ...tokens] = path;
    const value = graph.value(call);
    if (value.kind !== 'call' || head?.kind !== 'argument' || typeof head.index === 'string') return [unknown];
    const index = 'list' in head.index ? head.index.list[0] : head.index.from;
    if (index === undefined || value.args.slice(0, index + 1).some((a) => a.isSpread)) return [unknown];
    const arg = value.args[index];
    if (!arg) return [absent];
    let found: Slot[] = [{ kind: 'value', node: graph.sibling(call, arg.value) }];
    for (const token of tokens) {
      if (token.kind !== 'member' || token.names === '*') return [unknown];
      const { names } = token;
      found = found.flatMap((slot) =>
        slot.kind === 'value' ? names.flatMap((name) => property(slot.node, name, 0)) : [slot],
      );
    }
    return found;
  }

  function property(node: Node, name: string, depth: number): Slot[] {
    if (depth > maxDepth) return [unknown];
    const value = graph.value(node);
    const onward = (id: number): Slot[] => property(graph.sibling(node, id), name, depth + 1);
    switch (value.kind) {
      case 'object':
        return ofObject(node, name, depth);
      case 'variable':
        return withStores(node, name, value.values.length ? value.values.flatMap(onward) : [unknown]);
      case 'choice':
        return value.values.flatMap(onward);
      case 'conditional':
        return [...onward(value.whenTrue), ...onward(value.whenFalse)];
      case 'logical':
        if (value.op === '&&') return [...onward(value.right), absent];
        return [
          ...onward(value.left).filter((slot) => slot.kind !== 'absent' || !slot.isNothing),
          ...onward(value.right),
        ];
      case 'cast':
      case 'await':
        return onward(value.value);
      case 'literal':
        return [value.value === null || value.value === undefined ? nothing : absent];
      // A callback where the options could stand: `verify(token, key, done)`.
      case 'function':
        return [absent];
      case 'param':
        return ofParameter(node, name, depth);
      case 'call':
        return isAssign(node) ? ofAssign(node, name, depth) : ofOrigins(node, name, depth);
      default:
        return ofOrigins(node, name, depth);
    }
  }

  function isAssign(call: Node): boolean {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (callee?.kind !== 'member' || callee.name !== 'assign') return false;
    const base = graph.value(graph.sibling(call, callee.base));
    return base.kind === 'global' && base.name === 'Object';
  }

  // `Object.assign(a, b)` reads as `{ ...a, ...b }`.
  function ofAssign(call: Node, name: string, depth: number): Slot[] {
    const value = graph.value(call);
    const found: Slot[] = [];
    for (const arg of value.kind === 'call' ? value.args.toReversed() : []) {
      const own = arg.isSpread ? [unknown] : property(graph.sibling(call, arg.value), name, depth + 1);
      found.push(...own.filter((slot) => slot.kind !== 'absent'));
      if (!own.some((slot) => slot.kind === 'absent')) return found;
    }
    return [...found, absent];
  }

  function ofObject(node: Node, name: string, depth: number): Slot[] {
    const value = graph.value(node);
    if (value.kind !== 'object') return [unknown];
    const found: Slot[] = [];
    for (const p of value.properties.toReversed()) {
      if (p.kind === 'spread') {
        const spread = property(graph.sibling(node, p.value), name, depth + 1);
        found.push(...spread.filter((slot) => slot.kind !== 'absent'));
        if (!spread.some((slot) => slot.kind === 'absent')) return found;
      } else if (p.name === name) {
        return [
          ...found,
          p.kind === 'value' || p.kind === 'method' ? { kind: 'value', node: graph.sibling(node, p.value) } : unknown,
        ];
      } else if (p.name === undefined) return [...found, unknown];
    }
    return [...found, absent];
  }

  // `options.audience = x` after the literal: certain outside any branch, one more possibility inside one.
  function withStores(node: Node, name: string, before: Slot[]): Slot[] {
    const file = graph.fileOf(node);
    const id = node - nodeOf(file, 0);
    const stores = file.facts.stores.filter((s) => s.base === id);
    if (stores.some((s) => s.name === undefined)) return [...before, unknown];
    const named = stores.filter((s) => s.name === name);
    if (named.length === 0) return before;
    const values = named.map((s): Slot => ({ kind: 'value', node: graph.sibling(node, s.value) }));
    const isCertain = named.some((s) => !file.facts.guards.some((g) => s.start >= g.thenStart && s.end <= g.end));
    return isCertain ? values : [...before, ...values];
  }

  function ofParameter(node: Node, name: string, depth: number): Slot[] {
    const value = graph.value(node);
    if (value.kind !== 'param') return [unknown];
    const fn = functionAt(graph.fileOf(node), value.fn);
    const calls = fn ? tellingCallers(graph, linked, fn, isTest) : [];
    if (calls.length === 0 || value.isRest) return [unknown];
    return calls.flatMap((call) => {
      const callValue = graph.value(call);
      if (callValue.kind !== 'call' || callValue.args.slice(0, value.index + 1).some((a) => a.isSpread))
        return [unknown];
      const arg = callValue.args[value.index];
      return arg ? property(graph.sibling(call, arg.value), name, depth + 1) : [nothing];
    });
  }

  function ofOrigins(node: Node, name: string, depth: number): Slot[] {
    const origins = linked.resolve.origins(node);
    if (origins.length === 0) return [unknown];
    return origins.flatMap((origin): Slot[] => {
      if (origin.kind === 'value' && origin.node !== node) return property(origin.node, name, depth + 1);
      if (origin.kind === 'instance') {
        const members = linked.resolve.memberOf(origin, name);
        return members.map((m): Slot => (m.kind === 'value' ? { kind: 'value', node: m.node } : unknown));
      }
      return [unknown];
    });
  }

  function read(call: Node, paths: Relative[]): Option {
    const all = paths.map((path) => slots(call, path));
    const found = all.find((list) => list.some((slot) => slot.kind !== 'absent')) ?? all[0] ?? [unknown];
    return summarise(found);
  }

  function summarise(found: Slot[]): Option {
    const values = found.filter((slot) => slot.kind === 'value');
    const hasAbsent = found.some((slot) => slot.kind === 'absent');
    const [first] = values;
    if (!first)
      return { state: hasAbsent && !found.some((slot) => slot.kind === 'unknown') ? 'absent' : 'unknown', names: [] };
    const views = values.map((slot) => presence.of(slot.node));
    const names = views.flatMap((view) => view.names);
    const texts = views.flatMap((view) => view.texts);
    const patterns = views.flatMap((view) => view.patterns);
    const mayBeUndefined = hasAbsent || views.some((view) => view.states.has('undefined'));
    const mayBeNull = views.some((view) => view.states.has('null'));
    const isPossiblyEmpty = mayBeUndefined || mayBeNull || views.some((view) => view.states.has('empty'));
    const isUnknown = found.some((slot) => slot.kind === 'unknown') || views.some((view) => view.states.has('unknown'));
    const isNever =
      views.every((view) => [...view.states].every((state) => state === 'undefined' || state === 'null')) && !isUnknown;
    const state = isNever
      ? 'absent'
      : isPossiblyEmpty && !(isUnknown && hasAbsent)
        ? 'possibly-empty'
        : isUnknown
          ? 'unknown'
          : 'set';
    return {
      state,
      at: graph.place(first.node),
      names,
      ...(texts.length ? { texts } : {}),
      ...(patterns.length ? { patterns } : {}),
      mayBeUndefined,
      mayBeNull,
    };
  }

  return { read, slots, presence };
}
