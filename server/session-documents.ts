/** The manifests of a session: which documents are worth reading, each read once and kept as long as its text stays. */
import type { Document } from './documents/document.ts';
import type { IgnoreComment } from './finding.ts';
import type { InputFile } from './input/inventory.ts';
import { syntaxOf } from './input/syntax.ts';
import { compileTrigger, type Trigger } from './input/trigger.ts';
import { dialects } from './manifests/dialects.ts';
import type { SessionMemory } from './session-memory.ts';
import type { Workspace } from './workspace.ts';

/** Documents by path with the text that they were read from; a session over the next state may be given the same one. */
export type DocumentCache = Map<string, { text: string; document: Document }>;

export interface SessionDocuments {
  /** Paths of the documents that may be manifests, sorted. */
  selected(): readonly string[];
  document(path: string): Document | undefined;
  /** Whether a document may be a manifest. */
  isSelected(file: InputFile): boolean;
  /** The comments that suppress, of a document that was read. */
  ignores(path: string): readonly IgnoreComment[];
  /** How many were read. */
  count(): number;
}

interface DocumentsInput {
  workspace: Workspace;
  textOf(file: InputFile): string | undefined;
  memory: SessionMemory;
  checkpoint?: () => void;
}

/** The documents of a workspace, selected by name and by a look at their bytes. */
export function createSessionDocuments({ workspace, textOf, memory, checkpoint }: DocumentsInput): SessionDocuments {
  const byPath = new Map(workspace.documents.map((file) => [file.path, file]));
  const read = new Map<string, Document | undefined>();
  let chosen: string[] | undefined;

  function document(path: string): Document | undefined {
    if (read.has(path)) return read.get(path);
    checkpoint?.();
    const file = byPath.get(path);
    const syntax = syntaxOf(path);
    const text = file && textOf(file);
    const known = memory.documents.get(path);
    let found: Document | undefined;
    if (text !== undefined && syntax) {
      found = known?.text === text ? known.document : memory.readDocument(path, text, syntax);
      memory.documents.set(path, { text, document: found });
    }
    read.set(path, found);
    return found;
  }

  let isTriggered: Trigger | undefined;
  const trigger = (): Trigger => (isTriggered ??= compileTrigger(dialects().words));
  let isPythonTriggered: Trigger | undefined;
  const pythonTrigger = (): Trigger => (isPythonTriggered ??= compileTrigger(dialects().pythonWords));
  const isSelected = (file: InputFile): boolean => (memory.of(file.path).isSelected ??= isWorthReading(file));

  function isWorthReading(file: InputFile): boolean {
    checkpoint?.();
    const { isNamed, isWanted } = dialects();
    const syntax = syntaxOf(file.path);
    if (isNamed(file.path) || (syntax && isWanted(syntax))) return true;
    const found = workspace.bytes(file);
    if (!found) return true;
    // Only front matter says something that a program reads.
    if (syntax === 'markdown' && !startsFrontMatter(found.bytes, found.length)) return false;
    return (syntax === 'python' ? pythonTrigger() : trigger())(found.bytes, found.length);
  }

  const selected = (): readonly string[] => (chosen ??= workspace.documents.filter(isSelected).map(({ path }) => path));
  return {
    selected,
    document,
    isSelected,
    ignores: (path) => read.get(path)?.ignores ?? [],
    count: () => [...read.values()].filter(Boolean).length,
  };
}

function startsFrontMatter(bytes: Uint8Array, length: number): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, 8)).toString('utf8');
  return /^\uFEFF?---/.test(head) || head.includes('\0');
}
