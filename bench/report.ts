/** Says what was measured: a table for each tree, and how it stands to the targets. */
import { relative } from 'node:path';
import type { Phases } from './inside/phases.ts';
import type { Measurement } from './measure.ts';
import type { PreparedTree } from './prepare.ts';
import { cpus, range, ratio, spread, type Spread, times, walls } from './statistics.ts';
import { table } from './table.ts';
import { type TreeSize, verdicts } from './targets.ts';

export interface TreeResult {
  tree: PreparedTree;
  ours: Measurement;
  warm: Measurement;
  parseAll: Measurement;
  parseSame: Measurement;
  /** Everybody's, in the order of the table. */
  all: Measurement[];
  phases: Phases[];
}

const ms = (value: number): string => value.toFixed(0);

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
  const [node] = measurements;
  const rows = measurements.map((measurement) => [
    measurement.contender.name,
    ...costs(measurement),
    node ? times(ratio(cpus(measurement), cpus(node)).median) : '–',
  ]);
  return table(['start alone', 'ms', 'min–max', 'CPU ms', 'peak MB', 'CPU / node'], rows);
}

/** Everything about one tree. */
export function treeReport(result: TreeResult, showsFiles: boolean): string {
  const { tree } = result;
  return [
    `## ${tree.name}`,
    treeSummary(tree),
    costTable(result),
    verdicts(result.all, sizeOf(tree)).join('\n'),
    phasesTable(result.phases),
    ...(showsFiles ? [unparsed(tree)] : []),
  ].join('\n\n');
}

/** What targets may depend on. */
export function sizeOf({ all, parsed }: PreparedTree): TreeSize {
  return { files: all.work.files, bytes: all.work.bytes, parsedBytes: parsed.work.bytes };
}

/** How large a tree is, and how much of it ours parses. */
export function treeSummary({ all, parsed, plan }: PreparedTree): string {
  const fates = (fate: string): number => plan.seen.filter((file) => file.fate === fate).length;
  const size = ({ files, bytes }: { files: number; bytes: number }): string =>
    `${files} files, ${(bytes / 1e6).toFixed(2)} MB`;
  return `${size(all.work)} seen; ${size(parsed.work)} parsed by ours, ${fates('untold')} without a telling word, ${fates('left out')} left out by content; ${plan.findings} findings.`;
}

/** Everybody's costs; the ratios say how many times as long as ours from cold they take. */
export function costTable({ ours, all }: TreeResult): string {
  const rows = all.map((measurement) => {
    const { name, work } = measurement.contender;
    return [
      name,
      `${work?.files ?? 0}`,
      ((work?.bytes ?? 0) / 1e6).toFixed(2),
      ...costs(measurement),
      range(ratio(walls(measurement), walls(ours))),
      times(ratio(cpus(measurement), cpus(ours)).median),
    ];
  });
  const head = [
    'contender',
    'files',
    'MB',
    'ms',
    'min–max',
    'CPU ms',
    'peak MB',
    'time / ours cold',
    'CPU / ours cold',
  ];
  return table(head, rows);
}

function phasesTable(phases: Phases[]): string {
  const row = (name: keyof Phases, label: string): string[] => {
    const { median, min, max } = spread(phases.map((each) => each[name]));
    return [label, ms(median), `${ms(min)}–${ms(max)}`, times(ratioOf(phases, name).median)];
  };
  return table(
    ['in one warm process', 'ms', 'min–max', '/ parse'],
    [
      row('parseLoop', 'bare parse, same files'),
      row('total', 'ours'),
      row('walk', '- walk'),
      row('select', '- trigger test'),
      row('facts', '- read, parse, facts'),
      row('link', '- link'),
      row('rules', '- rules'),
    ],
  );
}

function ratioOf(phases: Phases[], name: keyof Phases): Spread {
  return ratio(
    phases.map((each) => each[name]),
    phases.map(({ parseLoop }) => parseLoop),
  );
}

function unparsed({ plan }: PreparedTree): string {
  const files = plan.seen.filter(({ fate }) => fate !== 'parsed');
  return files.map(({ absolute, fate }) => `- ${relative(plan.root, absolute)}: ${fate}`).join('\n');
}
