/** From the open documents of the client to the analysis: what is typed counts at once, or when it is saved. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DiagnosticRequests } from './diagnostic-requests.ts';
import { openText } from './documents.ts';
import type { Link } from './link.ts';
import type { ServerState } from './server-state.ts';

export interface DocumentEventsOptions {
  state: ServerState;
  link: Link;
  requests: DiagnosticRequests;
  /** True when the client tells of files that change on the disk. */
  isWatched(): boolean;
}

export function followDocuments({ state, link, requests, isWatched }: DocumentEventsOptions): void {
  const { documents, projects, schedule, stoppable } = state;
  const sent = new Map<string, number>();

  function send(document: TextDocument): void {
    sent.set(document.uri, document.version);
    link.tell({ kind: 'open', document: openText(document) });
    schedule.touch(projects.concernedBy(document.uri));
  }

  documents.onDidOpen(({ document }) => {
    projects.open(document.uri);
    send(document);
  });
  documents.onDidChangeContent(({ document }) => {
    if (sent.get(document.uri) === document.version) return;
    stoppable.supersede(document.uri);
    requests.edited(document.uri);
    if (projects.ownerOf(document.uri)?.settings.run !== 'onSave') send(document);
  });
  documents.onDidSave(({ document }) => {
    if (!isWatched()) {
      link.tell({ kind: 'changed', uris: [document.uri] });
      schedule.touch(projects.concernedBy(document.uri));
    }
    if (sent.get(document.uri) !== document.version) send(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    sent.delete(uri);
    link.tell({ kind: 'close', uri });
    schedule.touch(projects.concernedBy(uri));
    projects.close(uri);
    requests.closed(uri);
  });
}
