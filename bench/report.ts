/** Says what was measured: a table for each tree, and how it stands to the targets. */
import { relative } from 'node:path';
import type { Phases } from './inside/phases.ts';
import type { Measurement } from './measure.ts';
import type { PreparedTree } from './prepare.ts';
import { ratio, spread, type Spread } from './statistics.ts';
import { table } from './table.ts';

/** What ours must reach: at most so many times the bare parse, at least so many times as fast as typed ESLint. */
const targets = { parse: 1.6, eslint: 10 };

export interface TreeResult {
  tree: PreparedTree;
  ours: Measurement;
  parseAll: Measurement;
  parseSame: Measurement;
  compilers: Measurement[];
  eslint: Measurement | undefined;
  warm: Phases[];
}

const walls = ({ runs }: Measurement): number[] => runs.map(({ wallMs }) => wallMs);
const cpus = ({ runs }: Measurement): number[] => runs.map(({ usage }) => usage?.cpuMs ?? Number.NaN);
const ms = (value: number): string => value.toFixed(0);
const times = (value: number): string => `${value.toFixed(2)} ×`;

function costs(measurement: Measurement): string[] {
  const { median, min, max } = spread(walls(measurement));
  const usages = measurement.runs.flatMap(({ usage }) => (usage ? [usage] : []));
  const hasUsage = usages.length === measurement.runs.length;
  return [
    ms(median),
    `${ms(min)}–${ms(max)}`,
    hasUsage ? ms(spread(usages.map(({ cpuMs }) => cpuMs)).median) : '–',
    hasUsage ? (spread(usages.map(({ peakBytes }) => peakBytes)).median / 1e6).toFixed(0) : '–',
  ];
}

/** The table of what a start costs. */
export function startReport(measurements: Measurement[]): string {
  const rows = measurements.map((measurement) => [measurement.contender.name, ...costs(measurement)]);
  return table(['start alone', 'ms', 'min–max', 'CPU ms', 'peak MB'], rows);
}

/** Everything about one tree. */
export function treeReport(result: TreeResult, showsFiles: boolean): string {
  const { tree } = result;
  const fates = (fate: string): number => tree.plan.seen.filter((file) => file.fate === fate).length;
  return [
    `## ${tree.name}`,
    `${size(tree.all.work)} seen; ${size(tree.parsed.work)} parsed by ours, ${fates('untold')} without a telling word, ${fates('left out')} left out by content; ${tree.plan.findings} findings.`,
    costTable(result),
    verdict(result),
    warmReport(result.warm),
    ...(showsFiles ? [unparsed(tree)] : []),
  ].join('\n\n');
}

function size({ files, bytes }: { files: number; bytes: number }): string {
  return `${files} files, ${(bytes / 1e6).toFixed(2)} MB`;
}

function costTable({ ours, parseAll, parseSame, compilers, eslint }: TreeResult): string {
  const measurements = [parseAll, parseSame, ours, ...compilers, ...(eslint ? [eslint] : [])];
  const rows = measurements.map((measurement) => {
    const { name, work } = measurement.contender;
    const against = (base: Measurement): string => times(ratio(walls(measurement), walls(base)).median);
    return [
      name,
      `${work?.files ?? 0}`,
      ((work?.bytes ?? 0) / 1e6).toFixed(2),
      ...costs(measurement),
      against(parseAll),
      against(parseSame),
    ];
  });
  const head = ['contender', 'files', 'MB', 'ms', 'min–max', 'CPU ms', 'peak MB', '/ parse all', '/ parse same'];
  return table(head, rows);
}

function verdict({ ours, parseAll, parseSame, eslint }: TreeResult): string {
  const same = ratio(walls(ours), walls(parseSame));
  const lines = [
    `- ours takes ${both(ours, parseSame)} of the bare parse of the files that it parses (target at most ${targets.parse} ×: ${isMet(same.median <= targets.parse)}), ${both(ours, parseAll)} of the bare parse of all that it sees`,
  ];
  if (eslint) {
    const faster = ratio(walls(eslint), walls(ours));
    lines.push(
      `- typed ESLint takes ${both(eslint, ours)} of ours (target at least ${targets.eslint} ×: ${isMet(faster.median >= targets.eslint)})`,
    );
  }
  return lines.join('\n');
}

/** By the clock, which counts, and by CPU time, which tells whether a foreign process has bent it. */
function both(a: Measurement, b: Measurement): string {
  return `${range(ratio(walls(a), walls(b)))}, by CPU time ${times(ratio(cpus(a), cpus(b)).median)},`;
}

function range({ median, min, max }: Spread): string {
  return `${times(median)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}

function isMet(yes: boolean): string {
  return yes ? 'met' : 'missed';
}

function warmReport(warm: Phases[]): string {
  const row = (name: keyof Phases, label: string): string[] => {
    const { median, min, max } = spread(warm.map((phases) => phases[name]));
    return [label, ms(median), `${ms(min)}–${ms(max)}`, times(ratioOf(warm, name).median)];
  };
  return table(
    ['in one warm process', 'ms', 'min–max', '/ parse same'],
    [
      row('parseLoop', 'parse same'),
      row('total', 'ours'),
      row('walk', '- walk'),
      row('select', '- trigger test'),
      row('facts', '- read, parse, facts'),
      row('link', '- link'),
      row('rules', '- rules'),
    ],
  );
}

function ratioOf(warm: Phases[], name: keyof Phases): Spread {
  return ratio(
    warm.map((phases) => phases[name]),
    warm.map(({ parseLoop }) => parseLoop),
  );
}

function unparsed({ plan }: PreparedTree): string {
  const files = plan.seen.filter(({ fate }) => fate !== 'parsed');
  return files.map(({ absolute, fate }) => `- ${relative(plan.root, absolute)}: ${fate}`).join('\n');
}
