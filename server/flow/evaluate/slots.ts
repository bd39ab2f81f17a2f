/** What stands at a path below a value, as far as the program writes it: through spreads, stores, branches and callers. */
import { argumentAt } from '../link/arguments.ts';
import { alternatives } from '../../facts/backward.ts';
import type { Value } from '../../facts/facts.ts';
import type { Relative } from '../../models/catalog.ts';
import type { PathToken } from '../../models/model.ts';
import { isEnvironment } from './environment.ts';
import { fnNode, functionAt, type Graph, type Node, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { tellingCallers } from '../link/telling-callers.ts';

/** What stands at a place of an object: a value, nothing, or something that cannot be seen. */
export type Slot =
  | { kind: 'value'; node: Node }
  /** `isNothing` where there is no object at all. */
  | { kind: 'absent'; isNothing?: true }
  | { kind: 'unknown' };

const absent: Slot = { kind: 'absent' };
const nothing: Slot = { kind: 'absent', isNothing: true };
const unknown: Slot = { kind: 'unknown' };
const maxDepth = 24;
const fewer = /^(?:filter|slice|sort|reverse|toSorted|toReversed)$/;
const numbers = new Set(['Number', 'parseInt', 'parseFloat']);

/** Returns readers of paths below values; nothing is kept between two questions. */
export function createSlots(graph: Graph, linked: Linked, isTest: (path: string) => boolean) {
  const known = new Map<string, Slot[]>();

  /** What stands at the rest of a path, from what stands at its beginning. */
  function within(from: Slot[], tokens: Relative): Slot[] {
    return tokens.reduce(
      (slots, token) => slots.flatMap((slot) => (slot.kind === 'value' ? onward(slot.node, token) : [slot])),
      from,
    );
  }

  // `args = [...args, more]` holds itself: a list is looked into once on the way.
  function onward(node: Node, token: PathToken, seen: ReadonlySet<Node> = new Set()): Slot[] {
    if (token.kind === 'member' && token.names !== '*') return token.names.flatMap((name) => property(node, name, 0));
    const origins = linked.resolve.origins(node);
    if (token.kind === 'member')
      return origins.flatMap((origin) => (origin.kind === 'value' ? anyProperty(origin.node) : unknown));
    if (token.kind === 'element') {
      const list = listBehind(node);
      if (list) return onward(list.node, list.isTable ? { kind: 'member', names: '*' } : token, seen);
      return origins.flatMap((origin) => {
        const list = origin.kind === 'value' ? graph.value(origin.node) : undefined;
        if (origin.kind !== 'value' || list?.kind !== 'array') return [unknown];
        if (seen.has(origin.node)) return [];
        return list.elements.flatMap((e): Slot[] => {
          const node = graph.sibling(origin.node, e.value);
          return e.isSpread ? onward(node, token, new Set([...seen, origin.node])) : [{ kind: 'value', node }];
        });
      });
    }
    if (token.kind !== 'return') return [unknown];
    return origins.flatMap((origin) => {
      if (origin.kind !== 'function' || origin.fn.fact.returns.length === 0) return [unknown];
      return origin.fn.fact.returns.map((r): Slot => ({ kind: 'value', node: nodeOf(origin.fn.file, r.value) }));
    });
  }

  // `Object.values(tools)`, `tools.filter((tool) => tool.isEnabled)`: the same elements, at most fewer.
  function listBehind(list: Node): { node: Node; isTable: boolean } | undefined {
    const node = peeled(graph, list);
    const value = graph.value(node);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    if (value.kind !== 'call' || callee?.kind !== 'member') return undefined;
    const base = graph.sibling(graph.sibling(node, value.callee), callee.base);
    const [first] = value.args;
    const of = graph.value(base);
    if (of.kind === 'global' && of.name === 'Object')
      return callee.name === 'values' && first ? { node: graph.sibling(node, first.value), isTable: true } : undefined;
    return fewer.test(callee.name) ? { node: base, isTable: false } : undefined;
  }

  function anyProperty(node: Node): Slot[] {
    const value = graph.value(node);
    if (value.kind !== 'object') return [unknown];
    return value.properties.flatMap((p): Slot[] => {
      const at = graph.sibling(node, p.value);
      if (p.kind === 'spread') return onward(at, { kind: 'member', names: '*' });
      return [p.kind === 'value' || p.kind === 'method' ? { kind: 'value', node: at } : unknown];
    });
  }

  // One look at each property of a question: spreads of spreads would be looked at again for every way that leads there.
  function property(node: Node, name: string, depth: number): Slot[] {
    if (depth === 0) known.clear();
    const key = `${node}.${name}`;
    const before = known.get(key);
    if (before) return before;
    known.set(key, [unknown]);
    const found = distinct(look(node, name, depth));
    known.set(key, found);
    return found;
  }

  function look(node: Node, name: string, depth: number): Slot[] {
    if (depth > maxDepth) return [unknown];
    const value = graph.value(node);
    const inner = (id: number): Slot[] => property(graph.sibling(node, id), name, depth + 1);
    switch (value.kind) {
      case 'object':
        return ofObject(node, name, depth);
      case 'variable':
        return withStores(node, name, value.values.length ? value.values.flatMap(inner) : [unknown]);
      case 'logical':
        if (value.op === '&&') return [...inner(value.right), absent];
        return [
          ...inner(value.left).filter((slot) => slot.kind !== 'absent' || !slot.isNothing),
          ...inner(value.right),
        ];
      case 'choice':
      case 'conditional':
      case 'cast':
      case 'await':
        return alternatives(value).flatMap(inner);
      case 'literal':
        return [value.value === null || value.value === undefined ? nothing : absent];
      case 'template':
      case 'binary':
        return [absent];
      // A callback where the options could stand: `verify(token, key, done)`.
      case 'function':
        return [absent];
      case 'param':
        return ofParameter(node, name, depth);
      case 'call':
        if (isNumber(value, node)) return [absent];
        return isAssign(node) ? ofAssign(node, name, depth) : ofOrigins(node, name, depth);
      case 'member':
        return ofMember(node, value, name, depth);
      default:
        return ofOrigins(node, name, depth);
    }
  }

  function ofMember(node: Node, value: Value & { kind: 'member' }, name: string, depth: number): Slot[] {
    const base = graph.sibling(node, value.base);
    if (isEnvironment(graph, base)) return [absent];
    const found = ofOrigins(node, name, depth);
    if (!found.some((slot) => slot.kind === 'unknown')) return found;
    // A field that is no object: `config.port`, `const { port } = settings()`.
    const fields = property(base, value.name, depth + 1);
    if (!fields.every((slot) => slot.kind === 'value')) return found;
    return fields.flatMap((slot) => property(slot.node, name, depth + 1));
  }

  // `listen(Number(process.env.PORT))`: what is no object has none of the properties that are asked for.
  function isNumber({ callee }: Value & { kind: 'call' }, call: Node): boolean {
    const made = graph.value(graph.sibling(call, callee));
    if (made.kind === 'global') return numbers.has(made.name);
    if (made.kind !== 'member' || !numbers.has(made.name)) return false;
    const base = graph.value(graph.sibling(call, made.base));
    return base.kind === 'global' && base.name === 'Number';
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
      const passed = argumentAt(graph, call, value.index);
      return passed.kind === 'value' ? property(passed.node, name, depth + 1) : [passed];
    });
  }

  function ofOrigins(node: Node, name: string, depth: number): Slot[] {
    const origins = linked.resolve.origins(node);
    if (origins.length === 0) return [unknown];
    return origins.flatMap((origin): Slot[] => {
      if (origin.kind === 'value' && origin.node !== node) return property(origin.node, name, depth + 1);
      if (origin.kind === 'instance') {
        const members = linked.resolve.memberOf(origin, name);
        return members.map((m): Slot => {
          if (m.kind === 'function') return { kind: 'value', node: fnNode(m.fn) };
          return m.kind === 'value' ? { kind: 'value', node: m.node } : unknown;
        });
      }
      return [unknown];
    });
  }

  return { within, property: (node: Node, name: string): Slot[] => property(node, name, 0) };
}

function distinct(slots: Slot[]): Slot[] {
  const seen = new Set<string>();
  return slots.filter((slot) => {
    const key =
      slot.kind === 'value' ? String(slot.node) : slot.kind + String(slot.kind === 'absent' && slot.isNothing);
    return !seen.has(key) && seen.add(key);
  });
}
