/** Diagnostics for clients that ask for them: of one document, and of everything. */
import type {
  CancellationToken,
  Connection,
  DocumentDiagnosticReport,
  FullDocumentDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { clean } from '../messages.ts';
import type { ServerState } from './server-state.ts';
import { quietly } from './quietly.ts';

export interface DiagnosticRequests {
  /** These files have other diagnostics now: whoever asked for them is told. */
  changed(uris: readonly string[]): void;
  /** The client changed the document itself and will ask again. */
  edited(uri: string): void;
  closed(uri: string): void;
}

/** Answers the requests of the connection. */
export function answerDiagnosticRequests(connection: Connection, state: ServerState): DiagnosticRequests {
  const { projects, schedule, answers, stoppable, documents } = state;
  // What the client holds, as far as it asked.
  const told = new Map<string, string>();
  const asking = new Map<string, number>();
  const edited = new Set<string>();
  const held = new Set<() => void>();
  let hasAskedForAll = false;

  function report(uri: string, previous: string | undefined): DocumentDiagnosticReport {
    const { resultId, items } = answers.of(uri, projects.ownerOf(uri)?.key);
    told.set(uri, resultId);
    edited.delete(uri);
    return previous === resultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
  }

  /** What changed elsewhere, for a client that does not ask for everything. */
  function others(asked: string): { relatedDocuments?: Record<string, FullDocumentDiagnosticReport> } {
    if (!state.client.relatedDocuments || hasAskedForAll) return {};
    const news = [...new Set([...answers.uris(), ...told.keys()])].filter(
      (uri) => uri !== asked && !asking.has(uri) && (told.get(uri) ?? clean) !== idOf(uri),
    );
    if (news.length === 0) return {};
    const full = news.sort().map((uri) => {
      const { resultId, items } = answers.of(uri, projects.ownerOf(uri)?.key);
      told.set(uri, resultId);
      return [uri, { kind: 'full' as const, resultId, items }];
    });
    return { relatedDocuments: Object.fromEntries(full) as Record<string, FullDocumentDiagnosticReport> };
  }

  function idOf(uri: string): string {
    return answers.of(uri, projects.ownerOf(uri)?.key).resultId;
  }

  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
    asking.set(uri, (asking.get(uri) ?? 0) + 1);
    try {
      await stoppable.wait(state.first(uri), token, uri);
      return { ...report(uri, previousResultId), ...others(uri) };
    } finally {
      const left = (asking.get(uri) ?? 1) - 1;
      if (left > 0) asking.set(uri, left);
      else asking.delete(uri);
    }
  });

  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _progress, partial) => {
    await stoppable.wait(projects.settled(), token);
    const isFirst = !hasAskedForAll;
    hasAskedForAll = true;
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    if (partial) await tellProjects(previous, token, (items) => partial.report({ items }));
    await stoppable.wait(state.allCurrent(), token);
    // Nothing new: the answer comes when there is something, so that nobody has to ask again and again.
    if (!isFirst && !hasNews(previous)) await somethingChanged(previous, token);
    return { items: reports(previous) };
  });

  /** What is ready is told while other projects are still looked at. */
  async function tellProjects(
    previous: Map<string, string>,
    token: CancellationToken,
    tell: (items: WorkspaceDocumentDiagnosticReport[]) => void,
  ): Promise<void> {
    for (const { key } of projects.orders()) {
      if (projects.orders().every((order) => schedule.isCurrent(order.key))) return;
      await stoppable.wait(schedule.current(key), token);
      const items = reports(previous).filter(({ kind, uri }) => kind === 'full' && projects.ownerOf(uri)?.key === key);
      for (const { uri, resultId } of items) if (resultId !== undefined) previous.set(uri, resultId);
      if (items.length > 0) tell(items);
    }
  }

  function reports(previous: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport[] {
    return [...concerned(previous)].sort().map((uri) => ({
      uri,
      version: documents.get(uri)?.version ?? null,
      ...report(uri, previous.get(uri)),
    }));
  }

  function hasNews(previous: ReadonlyMap<string, string>): boolean {
    return [...concerned(previous)].some((uri) => idOf(uri) !== previous.get(uri));
  }

  // A client forgets the result id of a document that it closes, but not always what it shows of it.
  function concerned(previous: ReadonlyMap<string, string>): Set<string> {
    const shown = [...told].filter(([, resultId]) => resultId !== clean).map(([uri]) => uri);
    return new Set([...answers.uris(), ...previous.keys(), ...shown]);
  }

  async function somethingChanged(previous: Map<string, string>, token: CancellationToken): Promise<void> {
    let wake = (): void => {};
    try {
      await stoppable.wait(
        new Promise<void>((resolve) => {
          wake = () => {
            if (hasNews(previous)) resolve();
          };
          held.add(wake);
        }),
        token,
      );
    } finally {
      held.delete(wake);
    }
  }

  return {
    changed(uris) {
      const stale = uris.filter((uri) => {
        const known = told.get(uri) ?? (hasAskedForAll ? clean : undefined);
        const asks = asking.has(uri) || edited.has(uri);
        return known !== undefined && !asks && known !== idOf(uri);
      });
      for (const wake of held) wake();
      const isTold = (uri: string): boolean => held.size > 0 && !documents.get(uri);
      if (state.refreshes && stale.some((uri) => !isTold(uri))) quietly(connection.languages.diagnostics.refresh());
    },
    edited: (uri) => void edited.add(uri),
    closed(uri) {
      if (!hasAskedForAll) told.delete(uri);
      edited.delete(uri);
    },
  };
}
