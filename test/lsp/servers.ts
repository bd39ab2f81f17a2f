/** Ways to run the server for a test: in this process, with a real worker, and as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, linkSync, readdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createConnection as createServerConnection } from 'vscode-languageserver';
import pages from '../../rules/pages.json' with { type: 'json' };
import { startAnalysis } from '../../server/command/start-analysis.ts';
import { ofV8, type Rest } from '../../server/lsp/at-rest.ts';
import type { Thread } from '../../server/lsp/protocol/link.ts';
import type { FromAnalysis, ToAnalysis } from '../../server/lsp/messages.ts';
import { serve } from '../../server/lsp/protocol/server.ts';
import { startWorker } from '../../server/lsp/analysis/worker.ts';

export const bundle = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));

export interface Server {
  connection: MessageConnection;
  /** The exit code, when the server is gone; null when a signal ended it. */
  ended: Promise<number | null>;
  child?: ChildProcess;
}

/** The server in this process, its analysis too: what a test sees is the code as it is written. */
export function serverInMemory(): Server {
  return inMemory(threadHere);
}

/** Answers of the analysis that a test holds back, so that a lint lasts as long as the test wants. */
export interface Gate {
  server: () => Server;
  /** From now on answers to lints wait. */
  close(): void;
  /** Lets those through that wait, and all that come. */
  open(): void;
  /** Resolves when an answer waits. */
  reached(): Promise<void>;
  /** From now on what the analysis is told waits. */
  hold(): void;
  /** Resolves when so many messages of the kind wait. */
  held(kind: ToAnalysis['kind'], count?: number): Promise<void>;
  /** Lets those through that wait, in their order, and all that come. */
  release(): void;
}

/** The server in this process, whose lints end when the gate is open. */
export function serverBehindGate(): Gate {
  let isClosed = false;
  let told = (): void => {};
  const waiting: (() => void)[] = [];
  let isHeld = false;
  let noticed = (): void => {};
  const held: { kind: ToAnalysis['kind']; pass(): void }[] = [];
  const gated = (): Thread => {
    const thread = threadHere();
    return {
      ...thread,
      post(message) {
        if (!isHeld) return thread.post(message);
        held.push({ kind: message.kind, pass: () => thread.post(message) });
        noticed();
      },
      onMessage: (receive) =>
        thread.onMessage((message) => {
          if (!isClosed || message.kind === 'ready' || message.kind === 'answered') return receive(message);
          waiting.push(() => receive(message));
          told();
        }),
    };
  };
  return {
    server: () => inMemory(gated),
    close: () => void (isClosed = true),
    open() {
      isClosed = false;
      for (const pass of waiting.splice(0)) pass();
    },
    reached: () => (waiting.length > 0 ? Promise.resolve() : new Promise((resolve) => (told = resolve))),
    hold: () => void (isHeld = true),
    held: (kind, count = 1) =>
      new Promise((resolve) => {
        noticed = () => held.filter((each) => each.kind === kind).length >= count && resolve();
        noticed();
      }),
    release() {
      isHeld = false;
      for (const { pass } of held.splice(0)) pass();
    },
  };
}

/** The server in this process with the worker of the bundle, which a test may end. */
export function serverWithWorker(onStart: (thread: Thread) => void = () => {}): Server {
  return inMemory(() => {
    const thread = startWorker(bundle);
    thread.onPrint(() => {});
    onStart(thread);
    return thread;
  });
}

/** The bundle as a process, over stdio or node-ipc, as another user if need be. */
export function serverProcess(transport: 'stdio' | 'node-ipc' = 'stdio', options: { uid?: number } = {}): Server {
  const entry = options.uid === undefined ? bundle : bundleForOthers();
  const child =
    transport === 'stdio'
      ? spawn(process.execPath, [entry, '--stdio'], { ...options, stdio: ['pipe', 'pipe', 'inherit'] })
      : spawn(process.execPath, [entry, '--node-ipc'], { ...options, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const { stdin, stdout } = child;
  const connection =
    stdin && stdout
      ? createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin))
      : createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  return { connection, ended, child };
}

// A clone may lie where only its owner looks, as below a directory that mktemp made.
function bundleForOthers(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bailiwick-bundle-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  for (const name of readdirSync(dirname(bundle))) place(join(dirname(bundle), name), join(directory, name));
  chmodSync(directory, 0o755);
  return join(directory, basename(bundle));
}

// Sixteen megabytes are quickly linked and slowly written.
function place(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function inMemory(spawnThread: () => Thread): Server {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  let exit = (_code: number): void => {};
  const ended = new Promise<number>((resolve) => (exit = resolve));
  const connection = createServerConnection(
    (logger) => createProtocolConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), logger),
    { shutdownReceived: false, initialize: () => {}, exit: (code) => exit(code) },
    ProposedFeatures.all,
  );
  serve(connection, { version: '0.0.0', pages, spawn: spawnThread });
  connection.listen();
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  return { connection: client, ended };
}

/** Tidies up, and leaves the heap of the tests alone: two full collections after each of them took longer than all of them. */
export const restHere: Rest = { ...ofV8, collect: () => {} };

function threadHere(): Thread {
  let toAnalysis = (_message: ToAnalysis): void => {};
  let toProtocol = (_message: FromAnalysis): void => {};
  setImmediate(() =>
    startAnalysis(
      {
        post: (message) => void setImmediate(() => toProtocol(structuredClone(message))),
        onMessage: (receive) => (toAnalysis = receive),
      },
      restHere,
    ),
  );
  return {
    post: (message) => void setImmediate(() => toAnalysis(structuredClone(message))),
    onMessage: (receive) => (toProtocol = receive),
    onDeath: () => {},
    end: () => Promise.resolve(),
  };
}
