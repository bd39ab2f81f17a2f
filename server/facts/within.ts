/** What stands inside a function or a branch, found without a look at the rest of its file. */
import type { Span } from '../finding.ts';
import { gather } from '../gather.ts';
import { type Facts, type Guard, moduleLevel, type ValueId } from './facts.ts';
import { oncePerFile } from './once-per-file.ts';

interface Order {
  values?: Uint32Array;
  calls?: Uint32Array;
  guards?: Map<number, Guard[]>;
  /** The functions with a body that stand directly in each function, by where they start. */
  functions?: ReadonlyMap<number, readonly number[]>;
}

const orderOf = oncePerFile((): Order => ({}));

/** The ids of the values that lie inside the span, in the order of the file. */
export function valuesWithin(facts: Facts, span: Span): ValueId[] {
  const { values } = facts;
  const order = orderOf(facts);
  order.values ??= byStart(facts, values.length, (at) => at);
  return inside(facts, order.values, span);
}

/** The ids of the calls that lie inside the span, in the order of the file. */
export function callsWithin(facts: Facts, span: Span): ValueId[] {
  const order = orderOf(facts);
  order.calls ??= byStart(facts, facts.calls.length, (at) => facts.calls[at] ?? 0);
  return inside(facts, order.calls, span);
}

/** The guards of the function itself, in the order of the file. */
export function guardsOf(facts: Facts, fn: number): readonly Guard[] {
  const order = orderOf(facts);
  if (!order.guards) {
    order.guards = new Map();
    for (const guard of facts.guards) gather(order.guards, guard.owner, guard);
  }
  return order.guards.get(fn) ?? [];
}

/** True when the function, or the top of the file for `moduleLevel`, is the innermost with a body that holds the span. */
export function isInnermost(facts: Facts, fn: number, { start, end }: Span): boolean {
  const { functions } = facts;
  const own = functions[fn];
  if (own && !(own.hasBody && own.start <= start && own.end >= end)) return false;
  const order = orderOf(facts);
  order.functions ??= bodies(facts);
  const children = order.functions.get(fn) ?? [];
  const before = children[firstFrom(children.length, (at) => (functions[children[at] ?? 0]?.start ?? 0) > start) - 1];
  return before === undefined || (functions[before]?.end ?? 0) < end;
}

// By where they stand: a field that holds a function belongs to the constructor, and stands outside of it.
function bodies({ functions }: Facts): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const around: number[] = [];
  const ids = [...functions.keys()].filter((id) => functions[id]?.hasBody);
  for (const id of ids.sort((a, b) => startOf(a) - startOf(b))) {
    while (around.length > 0 && (functions[around.at(-1) ?? id]?.end ?? 0) <= startOf(id)) around.pop();
    gather(found, around.at(-1) ?? moduleLevel, id);
    around.push(id);
  }
  return found;

  function startOf(id: number): number {
    return functions[id]?.start ?? 0;
  }
}

// One for all files: a buffer each is memory that the engine gives back late.
let keys = new Float64Array(0);

// Numbers that hold both sort themselves: a comparison for each pair took a twentieth of a keystroke in a long file.
function byStart({ values }: Facts, count: number, idOf: (at: number) => ValueId): Uint32Array {
  const size = 2 ** Math.ceil(Math.log2(values.length + 1));
  if (keys.length < count) keys = new Float64Array(2 * count);
  for (let at = 0; at < count; at++) {
    const id = idOf(at);
    keys[at] = (values[id]?.start ?? 0) * size + id;
  }
  keys.subarray(0, count).sort();
  const sorted = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const key = keys[at] ?? 0;
    sorted[at] = key - Math.floor(key / size) * size;
  }
  return sorted;
}

function inside({ values }: Facts, order: Uint32Array, { start, end }: Span): ValueId[] {
  const first = firstFrom(order.length, (at) => (values[order[at] ?? 0]?.start ?? 0) >= start);
  const found: ValueId[] = [];
  for (let at = first; at < order.length; at++) {
    const id = order[at] ?? 0;
    const value = values[id];
    if (!value || value.start > end) break;
    if (value.end <= end) found.push(id);
  }
  return found.sort((a, b) => a - b);
}

// The first number from which on it is so; `length` when it never is.
function firstFrom(length: number, isSo: (at: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
