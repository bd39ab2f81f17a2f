/** What ours must reach beside others, as ratios of one run; a target that is missed is told and fails nothing. */
import type { Measurement } from './measure.ts';
import { cpus, range, ratio, times, walls } from './statistics.ts';

interface Target {
  /** Names of contenders. */
  of: string;
  to: string;
  atMost?: number;
  atLeast?: number;
  /** For which trees it was set; for all where this is missing. */
  where?: { isFor: (tree: TreeSize) => boolean; said: string };
}

/** What a target may depend on. */
export interface TreeSize {
  files: number;
  bytes: number;
  /** Of them what ours parses. */
  parsedBytes: number;
}

const large = { isFor: ({ bytes }: TreeSize) => bytes >= 5e6, said: 'from 5 MB on' };
const small = { isFor: ({ bytes }: TreeSize) => bytes < 5e6, said: 'below 5 MB' };
const many = { isFor: ({ files }: TreeSize) => files >= 10_000, said: 'from 10,000 files on' };
const dense = {
  isFor: ({ bytes, parsedBytes }: TreeSize) => parsedBytes >= bytes / 5,
  said: 'where a fifth or more has to do with agents',
};
const sparse = {
  isFor: ({ bytes, parsedBytes }: TreeSize) => parsedBytes < bytes / 5,
  said: 'where less than a fifth has to do with agents',
};

const cold = 'bailiwick, cold';
const warm = 'bailiwick, warm';
/** The name of the contender that does no more than ask the file system. */
export const walkAndHash = 'bare walk and hash';

const targets: Target[] = [
  { of: cold, to: 'bare parse, same files', atMost: 1.35 },
  { of: warm, to: cold, atMost: 0.1, where: many },
  { of: warm, to: walkAndHash, atMost: 1.3 },
  { of: 'bailiwick, warm after a checkout', to: walkAndHash, atMost: 1.3 },
  { of: 'oxlint', to: warm, atLeast: 3, where: many },
  { of: 'eslint typed + security', to: cold, atLeast: 20, where: large },
  { of: 'eslint typed + security', to: cold, atLeast: 12, where: small },
  { of: 'tsc 6 --noEmit', to: cold, atLeast: 10 },
  { of: 'tsc 7 --noEmit', to: cold, atLeast: 2, where: large },
  // At most 1.2 times as long as it.
  { of: 'tsc 7 --noEmit', to: cold, atLeast: 0.83, where: small },
  { of: cold, to: 'ast-grep', atMost: 2, where: dense },
  { of: cold, to: 'ast-grep', atMost: 0.5, where: sparse },
  { of: cold, to: 'oxlint', atMost: 5 },
  { of: 'Semgrep', to: cold, atLeast: 1 },
];

/** One line for each target whose two sides were measured. */
export function verdicts(measurements: readonly Measurement[], tree: TreeSize): string[] {
  const named = (name: string): Measurement | undefined => measurements.find((each) => each.contender.name === name);
  return targets.flatMap(({ of, to, atMost, atLeast, where }) => {
    if (where && !where.isFor(tree)) return [];
    const [a, b] = [named(of), named(to)];
    if (!a || !b) return [];
    const time = ratio(walls(a), walls(b));
    const isMet = atMost === undefined ? time.median >= (atLeast ?? 0) : time.median <= atMost;
    const wanted = atMost === undefined ? `at least ${atLeast ?? 0}` : `at most ${atMost}`;
    const byCpu = times(ratio(cpus(a), cpus(b)).median);
    const condition = where ? ` ${where.said}` : '';
    return [
      `- ${of} / ${to}: ${range(time)}, by CPU time ${byCpu}; wanted ${wanted} ×${condition}: ${isMet ? 'met' : 'missed'}`,
    ];
  });
}
