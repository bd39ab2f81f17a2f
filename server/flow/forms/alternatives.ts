/** Reads of a request of which one is taken where the other is missing. */
import type { Value, ValueId } from '../../facts/facts.ts';
import { calleeName, type LoadedFile } from '../graph.ts';

// What is given both chooses one of them.
const choosing = /auth|token|secret|cred|api_?key|session|identity|connection|bearer|login/i;
const maxDepth = 8;

/** The ids of wanted values that stand, in a choice or among the arguments of one call, beside a value like `beside`. */
export function readsTogether(
  file: LoadedFile,
  beside: (id: ValueId) => boolean,
  wanted: (id: ValueId) => boolean,
): ValueId[] {
  const { values } = file.facts;
  return values.flatMap((value, id) => {
    const groups = sides(value, choosing.test(value.kind === 'call' ? calleeName(file, id) : '')).map((side) =>
      leaves(values, side, 0),
    );
    if (groups.length < 2 || !groups.some((group) => group.some(beside))) return [];
    return groups.filter((group) => !group.some(beside)).flatMap((group) => group.filter(wanted));
  });
}

function sides(value: Value, isChoosing: boolean): ValueId[] {
  switch (value.kind) {
    case 'logical':
      return value.op === '&&' ? [] : [value.left, value.right];
    case 'conditional':
      return [value.whenTrue, value.whenFalse];
    case 'variable':
    case 'choice':
      return value.values;
    case 'call':
      return isChoosing ? value.args.map((arg) => arg.value) : [];
    default:
      return [];
  }
}

// What the value is made of: itself, behind casts, defaults, choices and methods of texts.
function leaves(values: readonly Value[], id: ValueId, depth: number): ValueId[] {
  const value = values[id];
  if (!value || depth > maxDepth) return [];
  const onward = (next: ValueId): ValueId[] => leaves(values, next, depth + 1);
  switch (value.kind) {
    case 'cast':
    case 'await':
      return onward(value.value);
    case 'logical':
      return [...onward(value.left), ...onward(value.right)];
    case 'conditional':
      return [...onward(value.whenTrue), ...onward(value.whenFalse)];
    case 'variable':
    case 'choice':
      return value.values.flatMap(onward);
    case 'element':
      return onward(value.base);
    case 'call': {
      const callee = values[value.callee];
      return [id, ...(callee?.kind === 'member' ? onward(callee.base) : [])];
    }
    case 'member':
      return [id, ...onward(value.base)];
    default:
      return [];
  }
}
