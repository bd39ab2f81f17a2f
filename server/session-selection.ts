/** Which files of a session are worth parsing, by a look at their bytes, and who imports whom among the others. */
import { importersAmong, type Importers, isSameScans, type Scanned, scanImports } from './input/importers.ts';
import type { InputFile } from './input/inventory.ts';
import type { Trigger } from './input/trigger.ts';
import type { ModuleResolver } from './flow/modules/modules.ts';
import type { Scan, SessionMemory } from './session-memory.ts';
import { ignoreWord } from './suppress.ts';
import type { Workspace } from './workspace.ts';

export interface Selection {
  /** Relative paths, sorted. */
  files: string[];
  /** Which of the other files import the file. */
  importersOf(path: string): Importers;
}

interface SelectionInput {
  workspace: Workspace;
  memory: SessionMemory;
  isTelling: Trigger;
  resolver: ModuleResolver;
  checkpoint?: () => void;
}

/** The files with a telling word, and those that nothing but a comment which may suppress makes worth reading. */
export function selectTelling(input: SelectionInput): Selection & { commented: string[] } {
  const { workspace, memory, resolver } = input;
  const files: string[] = [];
  const commented: string[] = [];
  const scans = new Map<string, Scanned>();
  for (const file of workspace.files) {
    const scan = lookAt(file, input);
    if (scan.kind === 'telling') files.push(file.path);
    else {
      scans.set(file.path, scan.imports);
      if (scan.isCommented) commented.push(file.path);
    }
  }
  const { project } = memory;
  if (!project.importers || !isSameScans(project.importers.scans, scans))
    project.importers = {
      scans,
      of: importersAmong(scans, (importer, specifier) => fileOf(resolver, importer, specifier)),
    };
  return { files: files.sort(), importersOf: project.importers.of, commented };
}

/** The file of the project behind a specifier, if one stands there. */
export function fileOf(resolver: ModuleResolver, importer: string, specifier: string): string | undefined {
  const target = resolver.resolve(importer, specifier);
  return target.kind === 'file' ? target.file : undefined;
}

/** What the bytes of a file tell. */
export function lookAt(file: InputFile, input: Omit<SelectionInput, 'resolver'>): Scan {
  return (input.memory.of(file.path).scan ??= scanned(file, input));
}

function scanned(file: InputFile, { workspace, isTelling, checkpoint }: Omit<SelectionInput, 'resolver'>): Scan {
  checkpoint?.();
  const found = workspace.bytes(file);
  if (!found || isTelling(found.bytes, found.length)) return { kind: 'telling' };
  const bytes = Buffer.from(found.bytes.buffer, found.bytes.byteOffset, found.length);
  return { kind: 'silent', imports: scanImports(bytes), isCommented: bytes.includes(ignoreWord) };
}
