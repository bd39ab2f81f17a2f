/** The first scan of a folder, shown as work in progress that a person can break off. */
import type { Connection } from 'vscode-languageserver';
import { nameOf } from '../uris.ts';

export interface ScanProgress {
  begin(folder: string): void;
  end(folder: string): void;
}

/** The progress of scans; `onCancel` is told the folder whose scan a person breaks off. */
export function createScanProgress(connection: Connection, onCancel: (folder: string) => void): ScanProgress {
  const open = new Map<string, { end(): void }>();

  return {
    begin(folder) {
      if (open.has(folder)) return;
      let isOver = false;
      // The client answers while the scan runs, or after it is over.
      const shown = connection.window.createWorkDoneProgress().then((progress) => {
        if (isOver) return undefined;
        progress.begin(`Bailiwick: scanning ${nameOf(folder)}`, undefined, undefined, true);
        progress.token.onCancellationRequested(() => onCancel(folder));
        return progress;
      });
      shown.catch(() => {});
      open.set(folder, {
        end() {
          isOver = true;
          shown.then(
            (progress) => progress?.done(),
            () => {},
          );
        },
      });
    },
    end(folder) {
      open.get(folder)?.end();
      open.delete(folder);
    },
  };
}
