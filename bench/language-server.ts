/** The bundled language server in a process of its own, over stdio. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';

const bundle = fileURLToPath(new URL('../dist/server.cjs', import.meta.url));

export interface LanguageServer {
  connection: MessageConnection;
  process: ChildProcess;
  /** Sends `initialized` and opens a document. */
  open(uri: string, text: string): Promise<void>;
  /** Asks the server to leave and waits until it has. */
  end(): Promise<void>;
}

/** Starts the server on a folder as an editor that pulls diagnostics does, and waits for its answer to `initialize`. */
export async function startLanguageServer(root: string): Promise<LanguageServer> {
  const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  const folder = { uri: URI.file(root).toString(), name: 'folder' };
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folder.uri,
    workspaceFolders: [folder],
    capabilities: {
      textDocument: { diagnostic: {} },
      workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
    },
  });
  return {
    connection,
    process: child,
    async open(uri, text) {
      await connection.sendNotification('initialized', {});
      const textDocument = { uri, languageId: 'typescript', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    async end() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

/** Milliseconds of processor time of all threads until now; NaN where it cannot be told. */
export function processorMs(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) * 10;
}

/** Megabytes that the process holds in memory; NaN where it cannot be told. */
export function residentMb(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const [, kilobytes = 'NaN'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
