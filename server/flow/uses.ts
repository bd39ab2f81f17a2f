/** Where each value of a file goes: the value graph turned round, made once for a file that a flow reaches. */
import type { Facts, ValueId } from '../facts/facts.ts';

export type Use =
  /** The value becomes `to` unchanged; `at` where it is assigned to a variable of another function. */
  | { kind: 'copy'; to: ValueId; at?: { start: number; end: number } }
  /** The text becomes a part of the text `to`. */
  | { kind: 'derive'; to: ValueId }
  /** The value is put under `name` (without name: under an unknown key or as an element) of `to`. */
  | { kind: 'put'; to: ValueId; name?: string; key?: ValueId; start: number; end: number }
  /** `to` is `value[name]`, or any element of the value. */
  | { kind: 'take'; to: ValueId; name?: string; key?: ValueId }
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

/** Turns the facts of one file round; linear in their size. */
export function usesOf(facts: Facts): Uses {
  const uses: (Use[] | undefined)[] = [];
  const add = (id: ValueId, use: Use): void => {
    const list = uses[id];
    if (list) list.push(use);
    else uses[id] = [use];
  };
  facts.values.forEach((value, to) => {
    switch (value.kind) {
      case 'template':
        for (const part of value.parts) add(part, { kind: 'derive', to });
        break;
      case 'object':
        for (const [index, p] of value.properties.entries()) {
          if (p.kind === 'spread') {
            const replaced = value.properties.slice(index + 1).flatMap((later) => later.name ?? []);
            add(p.value, { kind: 'spread', to, replaced });
          } else if (p.kind !== 'setter') add(p.value, put(to, p.name, p.key, p.start, p.end));
        }
        break;
      case 'array':
        value.elements.forEach((e, index) => {
          // Behind a spread nobody knows the index.
          const isCounted = !value.elements.slice(0, index).some((before) => before.isSpread);
          const name = isCounted ? String(index) : undefined;
          add(e.value, e.isSpread ? { kind: 'copy', to } : put(to, name, undefined, e.start, e.end));
        });
        break;
      case 'member':
        add(value.base, { kind: 'take', to, name: value.name });
        break;
      case 'element':
        add(value.base, value.key === undefined ? { kind: 'take', to } : { kind: 'take', to, key: value.key });
        break;
      case 'rest':
        add(value.base, { kind: 'rest', to, omitted: value.omitted });
        break;
      case 'call': {
        const callee = facts.values[value.callee];
        add(value.callee, { kind: 'callee', call: to });
        if (!value.isNew && (callee?.kind === 'member' || callee?.kind === 'element')) {
          add(callee.base, { kind: 'receiver', call: to });
        }
        value.args.forEach((arg, index) => {
          const isSpread = arg.isSpread === true;
          add(arg.value, { kind: 'argument', call: to, index, isSpread, start: arg.start, end: arg.end });
        });
        break;
      }
      case 'variable':
        for (const from of value.values) {
          const at = value.outer?.find((assignment) => assignment.value === from);
          add(from, { kind: 'copy', to, ...(at ? { at } : {}) });
        }
        break;
      case 'choice':
        for (const from of value.values) add(from, { kind: 'copy', to });
        break;
      case 'conditional':
        add(value.test, { kind: 'operand', to, side: 'left' });
        add(value.whenTrue, { kind: 'copy', to });
        add(value.whenFalse, { kind: 'copy', to });
        break;
      case 'logical':
        add(value.left, value.op === '&&' ? { kind: 'operand', to, side: 'left' } : { kind: 'copy', to });
        add(value.right, { kind: 'copy', to });
        break;
      case 'await':
      case 'cast':
        add(value.value, { kind: 'copy', to });
        break;
      case 'binary':
        add(value.left, { kind: 'operand', to, side: 'left' });
        add(value.right, { kind: 'operand', to, side: 'right' });
        break;
      case 'unary':
        add(value.value, { kind: 'operand', to, side: 'left' });
        break;
    }
  });
  for (const store of facts.stores) {
    const { base, name, key, valueStart: start, valueEnd: end } = store;
    add(store.value, { kind: 'store', base, ...keyed(name, key), start, end });
  }
  facts.functions.forEach((fn, id) => {
    for (const r of fn.returns) add(r.value, { kind: 'return', fn: id, start: r.start, end: r.end });
    for (const y of fn.yields) add(y.value, { kind: 'return', fn: id, isYield: true, start: y.start, end: y.end });
  });
  facts.classes.forEach((cls, id) => {
    for (const m of cls.members) {
      if (m.kind === 'field' && m.value !== undefined) {
        add(m.value, { kind: 'field', cls: id, name: m.name, isStatic: m.isStatic === true });
      }
    }
  });
  facts.guards.forEach((guard, id) => add(guard.test, { kind: 'test', guard: id }));
  return { of: (id) => uses[id] ?? nothing };
}

function put(to: ValueId, name: string | undefined, key: ValueId | undefined, start: number, end: number) {
  return { kind: 'put' as const, to, ...keyed(name, key), start, end };
}

function keyed(name: string | undefined, key: ValueId | undefined): { name?: string; key?: ValueId } {
  return { ...(name === undefined ? {} : { name }), ...(key === undefined ? {} : { key }) };
}
