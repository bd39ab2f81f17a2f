/** How long a language server takes from its start to its first answers, over stdio, on the small agent of the demo. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { processorMs, startLanguageServer } from './language-server.ts';
import { spread } from './statistics.ts';

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
  const server = await startLanguageServer(root);
  const initialized = performance.now() - began;
  await server.open(uri, text);
  const report: DocumentDiagnosticReport = await server.connection.sendRequest('textDocument/diagnostic', {
    textDocument: { uri },
  });
  const diagnostics = performance.now() - began;
  const cpu = processorMs(server.process.pid ?? 0);
  if (report.kind !== 'full' || report.items.length === 0) throw new Error(`${path} has no findings`);
  await server.end();
  return { initialized, diagnostics, cpu };
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
