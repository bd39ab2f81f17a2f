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

export interface DocumentEvents {
  /** Hands over what was left until it is saved, where that is no longer wanted. */
  catchUp(): void;
}

/** Follows what the client opens, types, saves and closes. */
export function followDocuments({ state, link, requests, isWatched }: DocumentEventsOptions): DocumentEvents {
  const { documents, projects, schedule, stoppable } = state;
  const sent = new Map<string, number>();

  function send(document: TextDocument): void {
    sent.set(document.uri, document.version);
    link.tell({ kind: 'open', document: openText(document) });
    schedule.touch(projects.concernedBy(document.uri));
  }

  function waitsForSave({ uri }: TextDocument): boolean {
    return projects.ownerOf(uri)?.settings.run === 'onSave';
  }

  documents.onDidOpen(({ document }) => {
    projects.open(document.uri);
    send(document);
  });
  documents.onDidChangeContent(({ document }) => {
    if (sent.get(document.uri) === document.version) return;
    stoppable.supersede(document.uri);
    requests.edited(document.uri);
    state.edited(document.uri);
    if (!waitsForSave(document)) send(document);
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
  return {
    catchUp() {
      for (const document of documents.all())
        if (sent.get(document.uri) !== document.version && !waitsForSave(document)) send(document);
    },
  };
}
