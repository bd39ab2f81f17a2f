/** Objects and lists of a file that do not stay as they are written: something is put into them, or taken out, later on. */
import { alternatives, backwardSlice } from './backward.ts';
import type { Facts, ValueId } from './facts.ts';

/** What changes: the fields that are stored by name, and whether others may change, too. */
export interface LaterChange {
  names: Set<string>;
  isOpen: boolean;
}

const changing = new Set(['push', 'unshift', 'splice', 'pop', 'shift', 'fill', 'set', 'add', 'delete', 'clear']);

/** The objects and lists into which the file stores something, or whose methods or `Object.assign` change them. */
export function changedLater({ values, stores, calls }: Facts): Map<ValueId, LaterChange> {
  const found = new Map<ValueId, LaterChange>();
  for (const { base, name } of stores) change(base, name);
  for (const id of calls) {
    const changed = changedBy(id);
    if (changed !== undefined) change(changed, undefined);
  }
  return found;

  function change(base: ValueId, name: string | undefined): void {
    for (const id of backwardSlice(values, base, alternatives)) {
      const kind = values[id]?.kind;
      if (kind !== 'object' && kind !== 'array') continue;
      const known = found.get(id) ?? { names: new Set(), isOpen: false };
      if (name === undefined) known.isOpen = true;
      else known.names.add(name);
      found.set(id, known);
    }
  }

  function changedBy(id: ValueId): ValueId | undefined {
    const call = values[id];
    const callee = call?.kind === 'call' ? values[call.callee] : undefined;
    if (call?.kind !== 'call' || callee?.kind !== 'member') return undefined;
    const base = values[callee.base];
    if (callee.name === 'assign' && base?.kind === 'global' && base.name === 'Object') return call.args[0]?.value;
    return changing.has(callee.name) ? callee.base : undefined;
  }
}
