/** How long a language server takes from its start to its first answers, over stdio, on the small agent of the demo. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type DocumentDiagnosticReport,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { spread } from './statistics.ts';

const bundle = fileURLToPath(new URL('../dist/server.cjs', import.meta.url));
const agent = fileURLToPath(new URL('../scripts/example-agent', import.meta.url));
const rounds = Number(process.argv[2] ?? 10);

interface Times {
  initialized: number;
  diagnostics: number;
  /** Of both threads until the diagnostics; what other processes take does not count. NaN where it cannot be told. */
  cpu: number;
}

/** One start in a process of its own; milliseconds since it was spawned. */
async function start(root: string, path: string): Promise<Times> {
  const text = readFileSync(join(root, path), 'utf8');
  const uri = URI.file(join(root, path)).toString();
  const began = performance.now();
  const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.listen();
  const folder = { uri: URI.file(root).toString(), name: 'agent' };
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folder.uri,
    workspaceFolders: [folder],
    capabilities: { textDocument: { diagnostic: {} }, workspace: { configuration: true, workspaceFolders: true } },
  });
  const initialized = performance.now() - began;
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'typescript', version: 1, text },
  });
  const report: DocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', {
    textDocument: { uri },
  });
  const diagnostics = performance.now() - began;
  const cpu = cpuMs(child.pid ?? 0);
  if (report.kind !== 'full' || report.items.length === 0) throw new Error(`${path} has no findings`);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await ended;
  connection.dispose();
  return { initialized, diagnostics, cpu };
}

function cpuMs(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) * 10;
}

const root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-bench-')));
cpSync(agent, root, { recursive: true });
const all: Times[] = [];
for (let round = 0; round < rounds; round++) all.push(await start(root, process.argv[3] ?? 'src/tools.ts'));
rmSync(root, { recursive: true });
for (const key of ['initialized', 'diagnostics', 'cpu'] as const) {
  const { median, min, max } = spread(all.map((times) => times[key]));
  console.log(
    `${key.padEnd(12)} median ${median.toFixed(0)} ms   least ${min.toFixed(0)} ms   most ${max.toFixed(0)} ms`,
  );
}
