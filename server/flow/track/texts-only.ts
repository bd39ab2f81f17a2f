/** Where the program has seen that a value is a text, and so no object or list in which something lies. */
import type { Facts, ValueId } from '../../facts/facts.ts';
import { oncePerFile } from '../../facts/once-per-file.ts';
import { everything, type FieldPath, headOf, isItself } from '../field-path.ts';
import { gather } from '../../gather.ts';
import { offsetOf } from './overwrites.ts';
import type { Use } from './uses.ts';

interface Span {
  start: number;
  end: number;
}

const spansOf = oncePerFile(spansIn);

/** True where what lies in the value under the path cannot pass by, since the use stands behind `typeof value === 'string'`. */
export function isTextOnly(facts: Facts, id: ValueId, path: FieldPath, use: Use): boolean {
  if (isItself(path) || headOf(path) === everything) return false;
  const spans = spansOf(facts).get(id);
  const at = spans ? offsetOf(facts, use)?.start : undefined;
  return at !== undefined && spans !== undefined && spans.some(({ start, end }) => at >= start && at < end);
}

function spansIn(facts: Facts): ReadonlyMap<ValueId, Span[]> {
  const spans = new Map<ValueId, Span[]>();
  for (const { test, thenStart: start, thenEnd: end } of facts.guards)
    for (const id of textsIn(facts.values, test))
      if (!isWrittenIn(facts.values, id, { start, end })) gather(spans, id, { start, end });
  return spans;
}

// `if (typeof options === 'string') options = { url: options, headers };`
function isWrittenIn(values: Facts['values'], id: ValueId, { start, end }: Span): boolean {
  const value = values[id];
  const given = value?.kind === 'variable' ? value.values.flatMap((each) => values[each] ?? []) : [];
  return given.some((each) => each.start >= start && each.start < end);
}

// `typeof a === 'string' && typeof b === 'string'`
function textsIn(values: Facts['values'], test: ValueId): ValueId[] {
  const value = values[test];
  if (value?.kind === 'logical' && value.op === '&&')
    return [value.left, value.right].flatMap((id) => textsIn(values, id));
  if (value?.kind !== 'binary' || (value.op !== '===' && value.op !== '==')) return [];
  const [left, right] = [values[value.left], values[value.right]];
  const isOfText =
    left?.kind === 'unary' && left.op === 'typeof' && right?.kind === 'literal' && right.value === 'string';
  return isOfText ? [left.value] : [];
}
