/** `npm run bench:editor`: from a keystroke to the diagnostics, over stdio, by length of the file and size of the workspace. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keepMarkdown } from './keep.ts';
import { type EditKind, type Keystrokes, measureKeystrokes } from './keystrokes.ts';
import { makeWorkspace } from './made-workspace.ts';
import { table } from './table.ts';

const usage = `usage: npm run bench:editor -- [options]
  --files N,N,…   sizes of the workspaces (default 100,1000,5000)
  --lines N,N,…   lengths of the edited file (default 500,1000,5000)
  --edits N       edits of each file (default 1000)
  --quick         60 edits
  --keep          write the tables into bench/results/`;

const kinds: EditKind[] = ['typing a name', 'adding an import', 'breaking syntax', 'mending syntax'];

function at(sorted: readonly number[], share: number): string {
  const value = sorted[Math.ceil(sorted.length * share) - 1];
  return value === undefined ? '–' : value.toFixed(value < 10 ? 1 : 0);
}

async function measure(files: number, lines: number, edits: number): Promise<Keystrokes> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-bench-')));
  try {
    const path = makeWorkspace(root, files, lines);
    return await measureKeystrokes(root, { path, other: 'src/area0/part20.ts' }, edits);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function row(files: number, lines: number, measured: Keystrokes): string[] {
  const { first, again, changed, times, byKind, cancels, hovers, megabytes } = measured;
  return [
    `${files}`,
    `${lines}`,
    first.toFixed(0),
    again.toFixed(0),
    changed.other.toFixed(0),
    changed.own.toFixed(0),
    ...[0.5, 0.95, 0.99].map((share) => at(times, share)),
    ...kinds.map((kind) => at(byKind.get(kind) ?? [], 0.95)),
    at(cancels, 0.95),
    at(hovers, 0.95),
    `${megabytes.early.toFixed(0)}–${megabytes.late.toFixed(0)}`,
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '100,1000,5000' },
      lines: { type: 'string', default: '500,1000,5000' },
      edits: { type: 'string' },
      quick: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const numbers = (list: string): number[] => list.split(',').map(Number);
  const edits = Number(values.edits ?? (values.quick ? 60 : 1000));
  const [sizes, lengths] = [numbers(values.files), numbers(values.lines)];
  const isWrong = [...sizes, ...lengths, edits].some((each) => !Number.isInteger(each) || each <= 0);
  if (values.help || isWrong) return console.error(usage);
  const rows: string[][] = [];
  for (const files of sizes) {
    for (const lines of lengths) {
      rows.push(row(files, lines, await measure(files, lines, edits)));
      console.error(`${files} files, ${lines} lines: done`);
    }
  }
  const head = [
    'files',
    'lines',
    'first ms',
    'again',
    'changed',
    'own',
    'p50',
    'p95',
    'p99',
    'name p95',
    'import p95',
    'break p95',
    'mend p95',
  ];
  const report = table([...head, 'cancel p95', 'hover p95', 'server MB'], rows);
  console.log(report);
  if (!values.keep) return;
  const text = `Milliseconds from an edit to its diagnostics, over stdio; ${edits} edits a row. First: from the start of the server to its first diagnostics; again: of a workspace that did not change since; changed: of one in which another file did; own: the opened one. Cancel: until what is cancelled is answered. Hover: while a lint runs. Memory: at rest, after a tenth of the edits and after all of them.`;
  await keepMarkdown('editor.md', `# Answers while typing\n\n${text}\n\n${report}`);
}

await main();
