/** What was read of a workspace, kept for its next state: an edit forgets one file and keeps all others. */
import type { Document } from './documents/document.ts';
import { readDocument } from './documents/read.ts';
import type { Facts } from './facts/facts.ts';
import { decode, encode } from './facts/pack.ts';
import { readTypeScript } from './facts/typescript.ts';
import type { ModuleResolver } from './flow/modules/modules.ts';
import type { Importers, Scanned } from './input/importers.ts';
import type { InputFile } from './input/inventory.ts';
import type { FileSyntax } from './input/syntax.ts';
import type { Lines } from './input/lines.ts';
import type { Trigger } from './input/trigger.ts';
import type { Manifests } from './manifests/manifest.ts';
import type { Catalog } from './models/catalog.ts';
import type { DocumentCache } from './session-documents.ts';
import type { Loaded, Workspace } from './workspace.ts';

/** What a look at the bytes of a source file told. */
export type Scan =
  | { kind: 'telling' }
  /** No telling word; `isCommented` when a comment in it may suppress. */
  | { kind: 'silent'; imports: Scanned; isCommented: boolean };

/** What was read of one file; nothing in it depends on any other file. */
export interface FileMemory {
  loaded?: Loaded;
  facts?: Facts | undefined;
  /** The facts as bytes, a twentieth of what they take in memory; they stay beside facts that were made of them. */
  pressed?: Uint8Array;
  lines?: Lines;
  scan?: Scan;
  /** For a document: whether it may be a manifest. */
  isSelected?: boolean;
  /** Names that were looked for in the bytes. */
  mentions: Map<string, boolean>;
}

/** A file that was read, with what it says as bytes, for few files none. */
export interface ReadFile {
  path: string;
  text: string;
  packed(): Uint8Array | undefined;
}

/** A manifest that was read. */
export interface ReadManifest {
  path: string;
  text: string;
  document: Document;
}

/** Facts and manifests that earlier processes read. */
export interface KeptFacts {
  /** The facts of a text, which are those that a fresh look gives; undefined when nobody kept them. */
  find(path: string, text: string): Facts | undefined;
  /** The same for a manifest. */
  document(path: string, text: string): Document | undefined;
  /** Keeps them for later processes; returns why it could not, if so. */
  keep(files: Iterable<ReadFile>, manifests: Iterable<ReadManifest>): string | undefined;
  /** Holds nothing in memory any more; the next question reads again. */
  letGo(): void;
}

/** What was made of many files. */
interface ProjectMemory {
  /** The sources by path, and the paths of tests. */
  files?: { byPath: ReadonlyMap<string, InputFile>; tests: ReadonlySet<string> };
  resolver?: ModuleResolver;
  /** What the documents say, without the manifests that programs make. */
  manifests?: Manifests;
  /** Who imports whom among the scanned files, with the scans that it was made of. */
  importers?: { scans: ReadonlyMap<string, Scanned>; of(path: string): Importers };
}

export interface SessionMemory {
  /** The facts of a text, which must be those that a fresh look gives. */
  read(path: string, text: string): Facts;
  /** The same for a manifest. */
  readDocument(path: string, text: string, syntax: FileSyntax): Document;
  of(path: string): FileMemory;
  /** Every file of which anything was asked, by its path. */
  files(): Iterable<[path: string, file: FileMemory]>;
  /** Its text is another one now, or it is gone. */
  forget(path: string): void;
  /** Files came or went, or one that says how the project is put together changed. */
  forgetProject(): void;
  project: ProjectMemory;
  documents: DocumentCache;
  /** The models in working order, which no file changes. */
  models?: { catalog: Catalog; isTelling: Trigger };
}

/** An empty memory, for one configuration and one set of models. */
export function createSessionMemory(
  read: SessionMemory['read'] = readTypeScript,
  documentRead: SessionMemory['readDocument'] = readDocument,
): SessionMemory {
  const files = new Map<string, FileMemory>();
  return {
    read,
    readDocument: documentRead,
    of(path) {
      let file = files.get(path);
      if (!file) files.set(path, (file = { mentions: new Map() }));
      return file;
    },
    files: () => files,
    forget: (path) => void files.delete(path),
    forgetProject() {
      this.project = {};
    },
    project: {},
    documents: new Map(),
  };
}

/** Reads what nobody kept. */
export function readingWith(kept: KeptFacts, read: SessionMemory['read'] = readTypeScript): SessionMemory['read'] {
  return (path, text) => kept.find(path, text) ?? read(path, text);
}

/** Reads the manifests that nobody kept. */
export function manifestsWith(
  kept: (path: string, text: string) => Document | undefined,
): SessionMemory['readDocument'] {
  return (path, text, syntax) => kept(path, text) ?? readDocument(path, text, syntax);
}

/** The manifests that were read as they are now. */
export function readManifests(memory: SessionMemory): ReadManifest[] {
  return [...memory.documents].flatMap(([path, { text, document }]) => {
    const { loaded } = memory.of(path);
    return loaded?.kind === 'text' && loaded.text === text ? [{ path, text, document }] : [];
  });
}

/** The files whose facts were read. */
export function readFiles(memory: SessionMemory): ReadFile[] {
  return [...memory.files()].flatMap(([path, file]) => {
    const { loaded, facts, pressed } = file;
    return loaded?.kind === 'text' && (facts ?? pressed) ? [{ path, text: loaded.text, packed: () => pack(file) }] : [];
  });
}

/** Keeps for later processes what was read of the files of which this is true. */
export function keepRead(
  memory: SessionMemory,
  kept: KeptFacts,
  isSaved: (file: Pick<ReadFile, 'path' | 'text'>) => boolean,
): void {
  kept.keep(readFiles(memory).filter(isSaved), readManifests(memory).filter(isSaved));
}

/** The facts of a file, which are read once. */
export function factsOf(memory: SessionMemory, path: string, text: string): Facts {
  const file = memory.of(path);
  return (file.facts ??= (file.pressed && decode(file.pressed)) ?? memory.read(path, text));
}

/** Keeps as bytes the facts of all files but those that are near: what nobody works with may be read back. */
export function press(memory: SessionMemory, isNear: (path: string) => boolean): void {
  for (const [path, file] of memory.files()) if (!isNear(path) && pack(file)) file.facts = undefined;
}

function pack(file: FileMemory): Uint8Array | undefined {
  if (file.pressed || !file.facts) return file.pressed;
  const bytes = encode(file.facts);
  if (bytes) file.pressed = bytes;
  return bytes;
}

/** What a workspace lists, by path, and which of it is test code. */
export function listed({ files, documents }: Workspace): NonNullable<SessionMemory['project']['files']> {
  return {
    byPath: new Map(files.map((file) => [file.path, file])),
    tests: new Set([...files, ...documents].flatMap(({ path, isTest }) => (isTest ? [path] : []))),
  };
}
