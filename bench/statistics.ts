/** Middle, least and most of a few measured numbers. */
import type { Measurement } from './measure.ts';

export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Milliseconds of every run by the clock. */
export const walls = ({ runs }: Measurement): number[] => runs.map(({ wallMs }) => wallMs);
/** Milliseconds of processor time of every run; NaN where it cannot be told. */
export const cpus = ({ runs }: Measurement): number[] => runs.map(({ usage }) => usage?.cpuMs ?? Number.NaN);

/** The spread of at least one number. */
export function spread(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, min: at(0), max: at(sorted.length - 1) };
}

/** The spread of `a / b`, round by round: what slows a whole round slows both and falls out. */
export function ratio(a: readonly number[], b: readonly number[]): Spread {
  return spread(a.map((value, round) => value / (b[round] ?? Number.NaN)));
}

/** A ratio as it is printed; '–' where it could not be measured. */
export function times(value: number): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(value < 10 ? 2 : 1)} ×`;
}

/** A ratio with its least and most. */
export function range({ median, min, max }: Spread): string {
  return Number.isNaN(median) ? '–' : `${times(median)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}
