/**
 * What a session asked of each file. A session is a function of the answers: where every file would answer the same, it
 * would go the same way, whatever else changed in the files.
 */
import { isSameScan } from './input/importers.ts';
import type { InputFile } from './input/inventory.ts';
import type { Linker } from './session-link.ts';
import type { SessionDocuments } from './session-documents.ts';
import type { FileMemory, Scan } from './session-memory.ts';
import type { Workspace } from './workspace.ts';

/** What was asked of one file, and answered. */
export interface SeenFile extends Pick<FileMemory, 'scan' | 'isSelected'> {
  /** True when its text was asked for, so that anything in it may count. */
  isRead: boolean;
  mentions: readonly [name: string, isMentioned: boolean][];
}

interface SeenInput {
  workspace: Workspace;
  documents: SessionDocuments;
  linker: Linker;
  mentions(path: string, name: string): boolean;
}

/** What was asked of a file. */
export function seenOf({ loaded, scan, isSelected, mentions }: FileMemory): SeenFile {
  return {
    isRead: loaded !== undefined,
    mentions: [...mentions],
    ...(scan ? { scan } : {}),
    ...(isSelected === undefined ? {} : { isSelected }),
  };
}

/** Returns whether a file answers now what it answered then, by as much of it as was asked for. */
export function createSeen({ workspace, documents, linker, mentions }: SeenInput) {
  let byPath: Map<string, InputFile> | undefined;

  return function isSeenAs(path: string, then: SeenFile): boolean {
    byPath ??= new Map([...workspace.files, ...workspace.documents].map((file) => [file.path, file]));
    const file = byPath.get(path);
    if (!file || then.isRead) return false;
    return (
      (then.scan === undefined || isSameLook(linker.lookAt(file), then.scan)) &&
      (then.isSelected === undefined || documents.isSelected(file) === then.isSelected) &&
      then.mentions.every(([name, isMentioned]) => mentions(path, name) === isMentioned)
    );
  };
}

function isSameLook(a: Scan, b: Scan): boolean {
  if (a.kind === 'telling' || b.kind === 'telling') return a.kind === b.kind;
  return a.isCommented === b.isCommented && isSameScan(a.imports, b.imports);
}
