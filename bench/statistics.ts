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

/** The exponent of the power law that fits the points best: 1 where y grows as x does. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (axis: 0 | 1): number => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const both = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return both / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}
