/** The server as the rest of the extension sees it: asked, listened to, started again. */
import { type CancellationToken, type Disposable, EventEmitter, type Event, type LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Notifications, Requests } from './protocol.ts';
import { createRestarts } from './restarts.ts';
import type { Status } from './status-text.ts';

export interface Server extends Disposable {
  readonly status: Status;
  readonly onDidChangeStatus: Event<Status>;
  readonly onDidChangeFindings: Event<void>;
  /** The client, once it was started for the first time. */
  readonly client: LanguageClient | undefined;
  /** Waits for the running start; rejects with a sentence for people when the server cannot be asked. */
  ask<M extends keyof Requests>(
    method: M,
    params: Requests[M]['params'],
    token?: CancellationToken,
  ): Promise<Requests[M]['result']>;
  /** Starts it, once more if it runs; never rejects, and tells of what went wrong through the status. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  module: string;
  output: LogOutputChannel;
  trace: LogOutputChannel;
  tellRestart(): void;
  tellEnd(): void;
}

/** A server that is not started yet. */
export function createServer({ module, output, trace, tellRestart, tellEnd }: ServerOptions): Server {
  const statusChanges = new EventEmitter<Status>();
  const findingsChanges = new EventEmitter<void>();
  let status: Status = { state: 'starting' };
  let client: LanguageClient | undefined;
  let creation: Promise<LanguageClient> | undefined;
  let starting: Promise<void> | undefined;
  /** The process of the last start came to an end; what follows from that is decided by restarts.ts. */
  let hasEnded = false;

  const setStatus = (next: Status): void => statusChanges.fire((status = next));
  const fail = (message: string): void => setStatus({ state: 'failed', findings: 0, errors: 0, files: 0, message });
  const restarts = createRestarts({
    now: () => Date.now(),
    later(milliseconds, start) {
      const timer = setTimeout(start, milliseconds);
      return () => clearTimeout(timer);
    },
    start: () => void run(),
    tellRestart,
    tellEnd() {
      fail('The server ended several times in a row and is no longer started. Restart it when you want to try again.');
      tellEnd();
    },
  });

  async function create(): Promise<LanguageClient> {
    const { createClient } = await import('./language-client.ts');
    const created = createClient({
      module,
      output,
      trace,
      ended() {
        hasEnded = true;
        const again = restarts.ended();
        if (again) setStatus({ state: 'starting' });
        return again;
      },
    });
    created.onNotification('bailiwick/status', (next: Notifications['bailiwick/status']) => setStatus(next));
    created.onNotification('bailiwick/findingsChanged', () => findingsChanges.fire());
    return created;
  }

  async function stopClient(): Promise<void> {
    if (!client?.needsStop()) return;
    await client.stop().catch((error: unknown) => output.warn(`The server did not stop: ${reasonOf(error)}`));
  }

  function run(): Promise<void> {
    const attempt = (async () => {
      client = await (creation ??= create());
      hasEnded = false;
      setStatus({ state: 'starting' });
      await stopClient();
      await client.start();
    })();
    starting = attempt.catch((error: unknown) => {
      const message = `The server did not start: ${reasonOf(error)}`;
      output.error(message);
      if (!hasEnded) fail(message);
    });
    return starting;
  }

  return {
    get status() {
      return status;
    },
    get client() {
      return client;
    },
    onDidChangeStatus: statusChanges.event,
    onDidChangeFindings: findingsChanges.event,
    async ask(method, params, token) {
      await starting;
      if (!client?.isRunning()) throw new Error('the server is not running; restart it, or read the output');
      // Whatever is given counts as a parameter, even when it is undefined.
      if (params === undefined) return token ? client.sendRequest(method, token) : client.sendRequest(method);
      return token ? client.sendRequest(method, params, token) : client.sendRequest(method, params);
    },
    start() {
      restarts.reset();
      return run();
    },
    async stop() {
      restarts.reset();
      await stopClient();
    },
    dispose() {
      statusChanges.dispose();
      findingsChanges.dispose();
    },
  };
}

/** What went wrong, in words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
