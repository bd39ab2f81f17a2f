/**
 * Backward over the value graph of one file: which values another one is, or is computed from. What a parameter is given
 * and what an import leads to stand in other places of the program; who follows those asks `flow/`.
 */
import type { Value, ValueId } from './facts.ts';

// What reaches so far back says nothing of one value any more.
const maxValues = 500;
const none: readonly ValueId[] = [];

/** Gives the values to look behind a value for; none ends the way there. */
export type Backward = (value: Value, id: ValueId) => readonly ValueId[];

/**
 * The values of which this one is one, a step back: through casts, awaits, assignments, branches and defaults. None where
 * it is made. Of `a && b` only b counts, because a is handed on when it is nothing.
 */
export function alternatives(value: Value): readonly ValueId[] {
  switch (value.kind) {
    case 'variable':
    case 'choice':
      return value.values;
    case 'conditional':
      return [value.whenTrue, value.whenFalse];
    case 'logical':
      return value.op === '&&' ? [value.right] : [value.left, value.right];
    case 'await':
    case 'cast':
      return [value.value];
    default:
      return none;
  }
}

/** The values that a test is put together from, a step back: both sides of an operator, what `!` stands before, else the alternatives. */
export function operands(value: Value): readonly ValueId[] {
  if (value.kind === 'logical' || value.kind === 'binary') return [value.left, value.right];
  return value.kind === 'unary' ? [value.value] : alternatives(value);
}

/** The object whose method a call calls; nothing when it calls no method. */
export function receiver(values: readonly Value[], call: Value): readonly ValueId[] {
  const callee = call.kind === 'call' ? values[call.callee] : undefined;
  return callee?.kind === 'member' ? [callee.base] : none;
}

/** The alternatives, and what is read from: the object of a member, an element or a method that is called. */
export function throughReads(values: readonly Value[]): (value: Value) => readonly ValueId[] {
  return (value) => {
    if (value.kind === 'member' || value.kind === 'element') return [value.base];
    return value.kind === 'call' ? receiver(values, value) : alternatives(value);
  };
}

/** The only value that this one can be: behind casts, awaits and variables that are written once. */
export function peel(values: readonly Value[], id: ValueId): ValueId {
  let at = id;
  for (let steps = 0; steps < maxValues; steps++) {
    const value = values[at];
    const isWrittenOnce = value?.kind === 'variable' && value.values.length === 1;
    const only = value?.kind === 'cast' || value?.kind === 'await' ? value.value : isWrittenOnce && value.values[0];
    if (typeof only !== 'number') break;
    at = only;
  }
  return at;
}

/** The value and all that is reached backward from it, each once and in the order of a reader; it ends after 500 values. */
export function backwardSlice(values: readonly Value[], start: ValueId, onward: Backward): ValueId[] {
  const seen = new Set<ValueId>();
  const open = [start];
  for (let id = open.pop(); id !== undefined && seen.size < maxValues; id = open.pop()) {
    const value = values[id];
    if (!value || seen.has(id)) continue;
    seen.add(id);
    open.push(...onward(value, id).toReversed());
  }
  return [...seen];
}
