/** Reads of a request of which one is taken where the other is missing. */
import { alternatives, backwardSlice, throughReads } from '../../facts/backward.ts';
import type { Value, ValueId } from '../../facts/facts.ts';
import { calleeName, type LoadedFile } from '../graph.ts';

// What is given both chooses one of them.
const choosing = /auth|token|secret|cred|api_?key|session|identity|connection|bearer|login/i;

/** The ids of wanted values that stand, in a choice or among the arguments of one call, beside a value like `beside`. */
export function readsTogether(
  file: LoadedFile,
  beside: (id: ValueId) => boolean,
  wanted: (id: ValueId) => boolean,
): ValueId[] {
  const { values } = file.facts;
  return values.flatMap((value, id) => {
    const isChoosing = value.kind === 'call' && choosing.test(calleeName(file, id));
    const sides = isChoosing ? value.args.map((arg) => arg.value) : alternatives(value);
    if (sides.length < 2) return [];
    const groups = sides.map((side) => reads(values, side));
    if (!groups.some((group) => group.some(beside))) return [];
    return groups.filter((group) => !group.some(beside)).flatMap((group) => group.filter(wanted));
  });
}

// The reads and calls that the value is made of: behind casts, defaults, choices and methods of texts.
function reads(values: readonly Value[], start: ValueId): ValueId[] {
  return backwardSlice(values, start, throughReads(values)).filter(
    (id) => values[id]?.kind === 'member' || values[id]?.kind === 'call',
  );
}
