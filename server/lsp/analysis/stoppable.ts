/** Waiting that ends at once when a client no longer wants the answer, or when its question is out of date. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export interface Superseding {
  /** Waits, but not for longer than the question is wanted. */
  wait<T>(work: Promise<T>, token: CancellationToken, uri?: string): Promise<T>;
  /** A newer version of the document came: what waits for an older one is dropped. */
  supersede(uri: string): void;
}

/** A keeper of waits, each of which ends when nobody wants its answer any more. */
export function createSuperseding(): Superseding {
  const waiting = new Map<string, Set<(error: Error) => void>>();

  return {
    wait(work, token, uri) {
      return new Promise((resolve, reject) => {
        const stop = (error: Error): void => {
          forget();
          reject(error);
        };
        const listener = token.onCancellationRequested(() => stop(cancelled()));
        const set = uri === undefined ? undefined : (waiting.get(uri) ?? new Set());
        if (uri !== undefined && set) waiting.set(uri, set.add(stop));
        const forget = (): void => {
          listener.dispose();
          set?.delete(stop);
          if (uri !== undefined && set?.size === 0 && waiting.get(uri) === set) waiting.delete(uri);
        };
        if (token.isCancellationRequested) return stop(cancelled());
        work.then(
          (value) => {
            forget();
            resolve(value);
          },
          (error: unknown) => stop(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
    supersede(uri) {
      const stops = [...(waiting.get(uri) ?? [])];
      waiting.delete(uri);
      for (const stop of stops) stop(superseded());
    },
  };
}

function cancelled(): Error {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

function superseded(): Error {
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'there is a newer version', { retriggerRequest: true });
}
