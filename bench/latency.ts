/** `npm run bench:editor`: from a keystroke to the diagnostics, over stdio, by length of the file and size of the workspace. */
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { type LanguageServer, residentMb, startLanguageServer } from './language-server.ts';
import { makeWorkspace } from './made-workspace.ts';
import { table } from './table.ts';

const [workspaces = '100,1000,5000', lengths = '500,1000,5000', count = '100'] = process.argv.slice(2);
const numbers = (list: string): number[] => list.split(',').map(Number);

interface Run {
  first: number;
  /** Milliseconds of each edit, ascending. */
  edits: number[];
  /** Megabytes after the first tenth of the edits, and after the last. */
  memory: [number, number];
}

// Typing a name, an import, syntax that breaks and is mended again: what an editor sends while somebody works.
const written = ['c', 'o', 'n', 's', 't', ' ', 'x', ' = (', ')', ';\n', "import './area0/part3.js';\n", '{', '}', '\n'];

async function measure(files: number, lines: number, edits: number): Promise<Run> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-bench-')));
  const path = makeWorkspace(root, files, lines);
  const uri = URI.file(join(root, path)).toString();
  const text = readFileSync(join(root, path), 'utf8');
  const end = text.split('\n').length - 1;
  const began = performance.now();
  const server = await startLanguageServer(root);
  await server.open(uri, text);
  await pull(server, uri);
  const first = performance.now() - began;
  const memory = (): number => residentMb(server.process.pid ?? 0);
  const times: number[] = [];
  let early = Number.NaN;
  let version = 1;
  let length = 0;
  for (let edit = 0; edit < edits; edit++) {
    const typed = written[edit % written.length] ?? '';
    const isReset = edit % written.length === 0;
    // What was written goes again, so that the file keeps its length.
    const range = { start: { line: end, character: 0 }, end: { line: isReset ? end + length : end, character: 0 } };
    length = isReset ? typed.split('\n').length : length + typed.split('\n').length - 1;
    const started = performance.now();
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range, text: typed }],
    });
    await pull(server, uri);
    times.push(performance.now() - started);
    if (edit === Math.floor(edits / 10)) early = memory();
  }
  const late = memory();
  await server.end();
  rmSync(root, { recursive: true });
  return { first, edits: times.sort((a, b) => a - b), memory: [early, late] };
}

async function pull({ connection }: LanguageServer, uri: string): Promise<void> {
  const report: DocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', {
    textDocument: { uri },
  });
  if (report.kind === 'full' && report.items.length === 0) throw new Error(`${uri} lost its finding`);
}

const rows: string[][] = [];
for (const files of numbers(workspaces)) {
  for (const lines of numbers(lengths)) {
    const { first, edits, memory } = await measure(files, lines, Number(count));
    const at = (share: number): string => (edits[Math.ceil(edits.length * share) - 1] ?? Number.NaN).toFixed(0);
    const [early, late] = memory.map((megabytes) => megabytes.toFixed(0));
    rows.push([`${files}`, `${lines}`, first.toFixed(0), at(0.5), at(0.95), at(0.99), `${early}`, `${late}`]);
    console.error(`${files} files, ${lines} lines: done`);
  }
}
const head = ['files', 'lines', 'first ms', 'p50 ms', 'p95 ms', 'p99 ms', 'MB early', 'MB late'];
console.log(table(head, rows));
