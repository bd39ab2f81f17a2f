/** `npm run bench:scale`: what a run from cold, a run over what is known, and a keystroke cost by the size of the workspace. */
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildPrograms } from './bundle.ts';
import { lineChart, type Series } from './chart/lines.ts';
import { unlessZero, type Work } from './contenders/contender.ts';
import { ours, oursChanged, oursTouched, oursWarm } from './contenders/ours.ts';
import { oxlint } from './contenders/patterns.ts';
import { keep, keepInReadme, keepMarkdown } from './keep.ts';
import { measureKeystrokes } from './keystrokes.ts';
import { measure, type Measurement } from './measure.ts';
import { scaledWorkspace } from './scaled-workspace.ts';
import { cpus, ratio, slope, spread, times, walls } from './statistics.ts';
import { table } from './table.ts';
import { verdicts, walkAndHash } from './targets.ts';

interface SizeResult {
  files: number;
  cold: Measurement;
  warm: Measurement;
  /** Warm, where no file has the time that it had. */
  touched: Measurement;
  /** After a change of a file that is read. */
  changed: Measurement;
  floor: Measurement;
  keystroke: { p50: number; p95: number; megabytes: number };
  /** One line for each target. */
  verdicts: string[];
}

const usage = `usage: npm run bench:scale -- [options]
  --files N,N,…   sizes of the workspaces (default 1000,10000)
  --all           1000, 10000 and 100000
  --rounds N      measured rounds (default 1)
  --edits N       keystrokes (default 40)
  --keep          write the tables and the chart into README.md and bench/results/`;

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function measureSize(
  files: number,
  rounds: number,
  edits: number,
  program: (name: string) => string,
): Promise<SizeResult> {
  say(`${files} files: making the workspace …`);
  const { root, edited, other } = scaledWorkspace(files);
  const work: Work = { files, bytes: 0 };
  const floor = {
    name: walkAndHash,
    command: [process.execPath, program('walk-hash'), root],
    isNode: true,
    work,
    complaint: unlessZero,
  };
  const measured = await measure(
    [
      oursWarm(root, work),
      oursTouched(root, work),
      floor,
      ours(root, work),
      oursChanged(root, join(root, edited), work),
      oxlint(root, work),
    ],
    rounds,
    program('usage'),
    say,
  );
  const [warm, touched, bare, cold, changed] = measured;
  if (!warm || !touched || !bare || !cold || !changed) throw new Error('five were to be measured');
  const { times: edit, megabytes } = await measureKeystrokes(root, { path: edited, other }, edits);
  const at = (share: number): number => edit[Math.ceil(edit.length * share) - 1] ?? Number.NaN;
  return {
    files,
    cold,
    warm,
    touched,
    changed,
    floor: bare,
    keystroke: { p50: at(0.5), p95: at(0.95), megabytes: megabytes.late },
    verdicts: verdicts(measured, { ...work, parsedBytes: 0 }),
  };
}

function report(results: readonly SizeResult[]): string {
  const megabytes = ({ runs }: Measurement): number =>
    spread(runs.map(({ usage }) => (usage?.peakBytes ?? Number.NaN) / 1e6)).median;
  const ms = (values: number[]): string => spread(values).median.toFixed(0);
  const rows = results.map(({ files, cold, warm, touched, changed, floor, keystroke }) => [
    files.toLocaleString('en'),
    ms(walls(cold)),
    ms(cpus(cold)),
    megabytes(cold).toFixed(0),
    ms(walls(warm)),
    ms(walls(touched)),
    times(ratio(cpus(warm), cpus(cold)).median),
    times(ratio(cpus(warm), cpus(floor)).median),
    ms(walls(changed)),
    ms(cpus(changed)),
    times(ratio(cpus(changed), cpus(cold)).median),
    keystroke.p50.toFixed(0),
    keystroke.p95.toFixed(0),
    keystroke.megabytes.toFixed(0),
  ]);
  const told = results
    .map((each) => `${each.files.toLocaleString('en')} files:\n\n${each.verdicts.join('\n')}\n\n`)
    .join('');
  const runs = [
    'files',
    'cold ms',
    'CPU ms',
    'peak MB',
    'warm ms',
    'after a checkout ms',
    'CPU warm / cold',
    'CPU warm / walk + hash',
    'one file changed ms',
    'CPU ms',
    'CPU changed / cold',
  ];
  return `${table([...runs, 'keystroke p50 ms', 'p95 ms', 'server MB'], rows)}\n\n${told}${slopes(results)}`;
}

// The exponent of the size: 1 is linear, 0 does not grow.
function slopes(results: readonly SizeResult[]): string {
  if (results.length < 2) return '';
  const over = (of: (result: SizeResult) => number): string =>
    slope(results.map((result) => [result.files, of(result)] as const)).toFixed(2);
  return (
    `With n files the CPU time of a cold run grows as n^${over(({ cold }) => spread(cpus(cold)).median)}, ` +
    `of a warm run as n^${over(({ warm }) => spread(cpus(warm)).median)}, of the bare walk and hash as ` +
    `n^${over(({ floor }) => spread(cpus(floor)).median)}, and a keystroke as n^${over(({ keystroke }) => keystroke.p50)}.`
  );
}

function chart(results: readonly SizeResult[]): string {
  const series = (name: string, color: string, of: (result: SizeResult) => number): Series => ({
    name,
    color,
    points: results.map((result) => [result.files, of(result)] as const),
  });
  const wall = (measurement: Measurement): number => spread(walls(measurement)).median;
  const peak = ({ runs }: Measurement): number =>
    spread(runs.map(({ usage }) => (usage?.peakBytes ?? 1e6) / 1e6)).median;
  return lineChart('What a run and a keystroke cost by the number of files', 'files in the workspace', [
    {
      title: 'Time',
      series: [
        series('cold run', '#1d5fbf', ({ cold }) => wall(cold)),
        series('warm run', '#2a9d6f', ({ warm }) => wall(warm)),
        series('bare walk and hash', '#8a97a5', ({ floor }) => wall(floor)),
        series('keystroke, median', '#c2571a', ({ keystroke }) => keystroke.p50),
      ],
      shown: (value) => (value < 1000 ? `${value} ms` : `${value / 1000} s`),
    },
    {
      title: 'Memory',
      series: [
        series('cold run, peak', '#1d5fbf', ({ cold }) => peak(cold)),
        series('warm run, peak', '#2a9d6f', ({ warm }) => peak(warm)),
        series('language server', '#c2571a', ({ keystroke }) => keystroke.megabytes),
      ],
      shown: (value) => `${value} MB`,
    },
  ]);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '1000,10000' },
      all: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '1' },
      edits: { type: 'string', default: '40' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const sizes = values.all ? [1000, 10_000, 100_000] : values.files.split(',').map(Number);
  const numbers = [...sizes, Number(values.rounds), Number(values.edits)];
  if (values.help || !numbers.every((each) => Number.isInteger(each) && each > 0)) return console.error(usage);
  const program = await buildPrograms();
  const results: SizeResult[] = [];
  for (const files of sizes) {
    results.push(await measureSize(files, Number(values.rounds), Number(values.edits), program));
    console.log(report(results));
  }
  if (!values.keep) return;
  keep('scale.svg', chart(results));
  await keepMarkdown('scale.md', `# Cost by size\n\n${report(results)}`);
  await keepInReadme('scale', slopes(results));
}

await main();
