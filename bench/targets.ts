/** What ours must reach beside others, as ratios of one run; a target that is missed is told and fails nothing. */
import type { Measurement } from './measure.ts';
import { cpus, range, ratio, times, walls } from './statistics.ts';

interface Target {
  /** Names of contenders. */
  of: string;
  to: string;
  atMost?: number;
  atLeast?: number;
}

const cold = 'bailiwick, cold';

const targets: Target[] = [
  { of: cold, to: 'bare parse, same files', atMost: 1.35 },
  { of: 'bailiwick, warm', to: cold, atMost: 0.1 },
  { of: 'eslint typed + security', to: cold, atLeast: 20 },
  { of: 'tsc 6 --noEmit', to: cold, atLeast: 10 },
  { of: 'tsc 7 --noEmit', to: cold, atLeast: 2 },
  { of: cold, to: 'ast-grep', atMost: 2 },
  { of: cold, to: 'oxlint', atMost: 5 },
  { of: 'Semgrep', to: cold, atLeast: 1 },
];

/** One line for each target whose two sides were measured. */
export function verdicts(measurements: readonly Measurement[]): string[] {
  const named = (name: string): Measurement | undefined => measurements.find((each) => each.contender.name === name);
  return targets.flatMap(({ of, to, atMost, atLeast }) => {
    const [a, b] = [named(of), named(to)];
    if (!a || !b) return [];
    const time = ratio(walls(a), walls(b));
    const isMet = atMost === undefined ? time.median >= (atLeast ?? 0) : time.median <= atMost;
    const wanted = atMost === undefined ? `at least ${atLeast ?? 0}` : `at most ${atMost}`;
    const byCpu = times(ratio(cpus(a), cpus(b)).median);
    return [`- ${of} / ${to}: ${range(time)}, by CPU time ${byCpu}; wanted ${wanted} ×: ${isMet ? 'met' : 'missed'}`];
  });
}
