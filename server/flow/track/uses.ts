/** Where each value of a file goes: the value graph turned round, made once for a file that a flow reaches. */
import type { Facts, Value, ValueId } from '../../facts/facts.ts';

export type Use =
  /** The value becomes `to` unchanged; `at` where it is assigned to a variable of another function. */
  | { kind: 'copy'; to: ValueId; at?: { start: number; end: number } }
  /** The text becomes a part of the text `to`. */
  | { kind: 'derive'; to: ValueId }
  /** The value, or what a getter returns, is put under `name` (without name: under an unknown key or as an element) of `to`. */
  | { kind: 'put'; to: ValueId; name?: string; key?: ValueId; isGetter?: true; start: number; end: number }
  /** `to` is `value[name]`, or any element of the value. */
  | { kind: 'take'; to: ValueId; name?: string; key?: ValueId }
  /** The value says which of `base` is `to`. */
  | { kind: 'key'; to: ValueId; base: ValueId }
  /** `to` is the name of a field of the value. */
  | { kind: 'name'; to: ValueId }
  | { kind: 'rest'; to: ValueId; omitted: string[] }
  /** The fields of the value become fields of `to`, but for those that are written after it. */
  | { kind: 'spread'; to: ValueId; replaced: string[] }
  | { kind: 'argument'; call: ValueId; index: number; isSpread: boolean; start: number; end: number }
  | { kind: 'receiver'; call: ValueId }
  | { kind: 'callee'; call: ValueId }
  /** The value is assigned to `base[name]`, as an alias of what `base` is. */
  | { kind: 'store'; base: ValueId; name?: string; key?: ValueId; start: number; end: number }
  | { kind: 'return'; fn: number; isYield?: true; start: number; end: number }
  | { kind: 'field'; cls: number; name: string; isStatic: boolean }
  | { kind: 'operand'; to: ValueId; side: 'left' | 'right' }
  | { kind: 'test'; guard: number };

export interface Uses {
  of(id: ValueId): readonly Use[];
}

const nothing: readonly Use[] = [];

/**
 * Turns the facts of one file round; linear in their size. What is kept of a use is where it stands (`source`, a value,
 * store, function, class or guard, counted in this order) and at which of its places; it is made when it is asked for.
 */
export function usesOf(facts: Facts): Uses {
  const { values } = facts;
  const ends = new Int32Array(values.length + 1);
  forEachUse(facts, (from) => void (ends[from + 1] = (ends[from + 1] ?? 0) + 1));
  for (let id = 0; id < values.length; id++) ends[id + 1] = (ends[id + 1] ?? 0) + (ends[id] ?? 0);
  const [sources, slots] = [new Int32Array(ends[values.length] ?? 0), new Int32Array(ends[values.length] ?? 0)];
  const next = ends.slice();
  forEachUse(facts, (from, source, slot) => {
    const at = next[from] ?? 0;
    next[from] = at + 1;
    sources[at] = source;
    slots[at] = slot;
  });
  const made: (readonly Use[] | undefined)[] = [];

  return {
    of(id) {
      const [start, end] = [ends[id] ?? 0, ends[id + 1] ?? 0];
      if (start === end) return nothing;
      return (made[id] ??= Array.from(sources.subarray(start, end), (source, at) =>
        useAt(facts, source, slots[start + at] ?? 0),
      ));
    },
  };
}

type VisitUse = (from: ValueId, source: number, slot: number) => void;

function forEachUse(facts: Facts, visit: VisitUse): void {
  const { values, stores, functions, classes, guards } = facts;
  let source = 0;
  for (const value of values) forEachUseIn(facts, value, source++, visit);
  for (const store of stores) visit(store.value, source++, 0);
  for (const { returns, yields } of functions) {
    for (const [slot, { value }] of returns.entries()) visit(value, source, slot);
    for (const [slot, { value }] of yields.entries()) visit(value, source, returns.length + slot);
    source++;
  }
  for (const { members } of classes) {
    for (const [slot, m] of members.entries())
      if (m.kind === 'field' && m.value !== undefined) visit(m.value, source, slot);
    source++;
  }
  for (const guard of guards) visit(guard.test, source++, 0);
}

// No closure is made for a value: a file has tens of thousands of them.
function forEachUseIn(facts: Facts, value: Value, source: number, visit: VisitUse): void {
  switch (value.kind) {
    case 'template':
      return visitAll(value.parts, source, visit);
    case 'object': {
      let slot = 0;
      for (const p of value.properties) {
        if (p.kind !== 'setter') visit(p.value, source, slot);
        slot++;
      }
      return;
    }
    case 'array': {
      let slot = 0;
      for (const e of value.elements) visit(e.value, source, slot++);
      return;
    }
    case 'element':
      if (value.key !== undefined) visit(value.key, source, 1);
      return visit(value.base, source, 0);
    case 'member':
    case 'rest':
      return visit(value.base, source, 0);
    case 'call': {
      const callee = facts.values[value.callee];
      visit(value.callee, source, 0);
      if (!value.isNew && (callee?.kind === 'member' || callee?.kind === 'element')) visit(callee.base, source, 1);
      let slot = 2;
      for (const arg of value.args) visit(arg.value, source, slot++);
      return;
    }
    case 'variable':
    case 'choice':
      return visitAll(value.values, source, visit);
    case 'conditional':
      visit(value.test, source, 0);
      visit(value.whenTrue, source, 1);
      return visit(value.whenFalse, source, 2);
    case 'logical':
    case 'binary':
      visit(value.left, source, 0);
      return visit(value.right, source, 1);
    case 'await':
    case 'cast':
    case 'unary':
      return visit(value.value, source, 0);
    // What a decorator gives is the parameter that carries it.
    case 'param':
      if (value.injected !== undefined) visit(value.injected, source, 0);
      return;
    case 'unknown':
      if (value.isKey) visitAll(value.parts, source, visit);
  }
}

function visitAll(ids: readonly ValueId[], source: number, visit: VisitUse): void {
  let slot = 0;
  for (const id of ids) visit(id, source, slot++);
}

function useAt(facts: Facts, source: number, slot: number): Use {
  const { values, stores, functions, classes } = facts;
  const value = values[source];
  if (value) return useIn(value, source, slot);
  let at = source - values.length;
  const store = stores[at];
  if (store) {
    const { base, name, key, valueStart: start, valueEnd: end } = store;
    return { kind: 'store', base, ...keyed(name, key), start, end };
  }
  at -= stores.length;
  const fn = functions[at];
  if (fn) {
    const returned = fn.returns[slot];
    const { start, end } = returned ?? fn.yields[slot - fn.returns.length] ?? fn;
    return { kind: 'return', fn: at, ...(returned ? {} : { isYield: true }), start, end };
  }
  at -= functions.length;
  const member = classes[at]?.members[slot];
  if (member) return { kind: 'field', cls: at, name: member.name, isStatic: member.isStatic === true };
  return { kind: 'test', guard: at - classes.length };
}

function useIn(value: Value, to: ValueId, slot: number): Use {
  switch (value.kind) {
    case 'template':
      return { kind: 'derive', to };
    case 'object': {
      const p = value.properties[slot];
      if (p?.kind !== 'spread') {
        const use = put(to, p?.name, p?.key, p?.start ?? value.start, p?.end ?? value.end);
        return p?.kind === 'getter' ? { ...use, isGetter: true } : use;
      }
      return { kind: 'spread', to, replaced: value.properties.slice(slot + 1).flatMap((later) => later.name ?? []) };
    }
    case 'array': {
      const e = value.elements[slot];
      if (!e || e.isSpread) return { kind: 'copy', to };
      // Behind a spread nobody knows the index.
      const spread = value.elements.findIndex((each) => each.isSpread);
      return put(to, spread >= 0 && spread < slot ? undefined : String(slot), undefined, e.start, e.end);
    }
    case 'member':
      return { kind: 'take', to, name: value.name };
    case 'element':
      if (slot === 1) return { kind: 'key', to, base: value.base };
      return value.key === undefined ? { kind: 'take', to } : { kind: 'take', to, key: value.key };
    case 'rest':
      return { kind: 'rest', to, omitted: value.omitted };
    case 'call': {
      if (slot < 2) return { kind: slot === 0 ? 'callee' : 'receiver', call: to };
      const index = slot - 2;
      const { isSpread, start, end } = value.args[index] ?? { ...value, isSpread: false };
      return { kind: 'argument', call: to, index, isSpread: isSpread === true, start, end };
    }
    case 'variable': {
      const at = value.outer?.find((assignment) => assignment.value === value.values[slot]);
      return { kind: 'copy', to, ...(at ? { at } : {}) };
    }
    case 'conditional':
      return slot === 0 ? { kind: 'operand', to, side: 'left' } : { kind: 'copy', to };
    case 'logical':
      return slot === 0 && value.op === '&&' ? { kind: 'operand', to, side: 'left' } : { kind: 'copy', to };
    case 'binary':
      return { kind: 'operand', to, side: slot === 0 ? 'left' : 'right' };
    case 'unary':
      return { kind: 'operand', to, side: 'left' };
    case 'unknown':
      return { kind: 'name', to };
    default:
      return { kind: 'copy', to };
  }
}

function put(to: ValueId, name: string | undefined, key: ValueId | undefined, start: number, end: number) {
  return { kind: 'put' as const, to, ...keyed(name, key), start, end };
}

function keyed(name: string | undefined, key: ValueId | undefined): { name?: string; key?: ValueId } {
  return { ...(name === undefined ? {} : { name }), ...(key === undefined ? {} : { key }) };
}
