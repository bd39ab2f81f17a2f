/** Files that change on the disk, as far as the client tells of them. */
import { type Connection, DidChangeWatchedFilesNotification, WatchKind } from 'vscode-languageserver';
import type { Link } from './link.ts';
import { isRelevantOnDisk, watched } from '../relevance.ts';
import type { ServerState } from './server-state.ts';
import { toPath } from '../uris.ts';

/** Takes what the client tells. */
export function followDisk(connection: Connection, { projects, schedule }: ServerState, link: Link): void {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = [...new Set(changes.map(({ uri }) => uri))].filter((uri) => isRelevantOnDisk(toPath(uri) ?? ''));
    const concerned = new Set(uris.flatMap((uri) => projects.concernedBy(uri, isRelevantOnDisk)));
    // An installation or a checkout tells of thousands of files.
    if (concerned.size === 0) return;
    link.tell({ kind: 'changed', uris });
    schedule.touch(concerned);
  });
}

/** Asks the client to watch. */
export async function registerWatchers(connection: Connection): Promise<void> {
  const watchers = watched.map((globPattern) => ({ globPattern }));
  // A directory that comes or goes is told as itself, not as the files in it.
  const directories = { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete };
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers, directories] });
}
