/** What our extension shows of the server: busy, ready or failed, and how much was found. */
import type { Connection } from 'vscode-languageserver';
import * as custom from './custom-protocol.ts';
import type { LintAnswer } from '../messages.ts';
import { quietly } from './quietly.ts';

export interface Status {
  begin(project: string, isScan: boolean): void;
  linted(answer: LintAnswer): void;
  failed(project: string, reason: string): void;
  brokenOff(): void;
  forget(project: string): void;
  /** The analysis is gone, for a moment or for good. */
  died(reason: string): void;
  of(project: string): Pick<LintAnswer, 'counts' | 'failures'> | undefined;
}

const none = { findings: 0, errors: 0, files: 0 };
// Shorter work is not worth a sign that flickers.
const noticeableMs = 300;

/** The status for one connection; nothing is sent where `isWanted` says no. */
export function createStatus(connection: Connection, isWanted: () => boolean): Status {
  const known = new Map<string, { counts: LintAnswer['counts']; failures: LintAnswer['failures'] }>();
  let timer: NodeJS.Timeout | undefined;
  let last = '';

  function send(state: custom.StatusParams['state'], message?: string): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isWanted()) return;
    const params: custom.StatusParams = { state, ...total(), ...(message === undefined ? {} : { message }) };
    const text = JSON.stringify(params);
    if (text !== last) quietly(connection.sendNotification(custom.status, params));
    last = text;
  }

  function total(): LintAnswer['counts'] {
    return [...known.values()].reduce(
      (sum, { counts }) => ({
        findings: sum.findings + counts.findings,
        errors: sum.errors + counts.errors,
        files: sum.files + counts.files,
      }),
      none,
    );
  }

  function ready(): void {
    const [failure] = [...known.values()].flatMap(({ failures }) => failures);
    if (failure) send('failed', failure.reason);
    else send('ready');
  }

  return {
    begin(_project, isScan) {
      if (isScan) send('busy');
      else timer ??= setTimeout(() => send('busy'), noticeableMs);
    },
    linted({ project, counts, failures }) {
      known.set(project, { counts, failures });
      ready();
    },
    failed(project, reason) {
      known.set(project, { counts: known.get(project)?.counts ?? none, failures: [{ reason }] });
      ready();
    },
    brokenOff: ready,
    forget(project) {
      if (known.delete(project)) ready();
    },
    died: (reason) => send('failed', reason),
    of: (project) => known.get(project),
  };
}
