/** Links a session: the program of all files that tell something, or of a part, with the manifests beside it. */
import type { Config } from './config.ts';
import type { RuleContext } from './context.ts';
import type { Document } from './documents/document.ts';
import { codeDocument } from './facts/code-document.ts';
import type { Facts } from './facts/facts.ts';
import { createModuleResolver, type ModuleResolver } from './flow/modules/modules.ts';
import { createProgram } from './flow/program.ts';
import type { Importers } from './input/importers.ts';
import type { InputFile } from './input/inventory.ts';
import { compileTrigger } from './input/trigger.ts';
import { dialects } from './manifests/dialects.ts';
import type { Manifests } from './manifests/manifest.ts';
import { createManifests } from './manifests/manifests.ts';
import { type Catalog, createCatalog } from './models/catalog.ts';
import type { Model } from './models/model.ts';
import type { SessionDocuments } from './session-documents.ts';
import type { Scan, SessionMemory } from './session-memory.ts';
import { fileOf, lookAt, type Selection, selectTelling } from './session-selection.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { Workspace } from './workspace.ts';

/** A part of a workspace that is asked about as if there were little else. */
export interface Part {
  /** The files that are asked about, sorted. */
  files: readonly string[];
  importersOf(path: string): Importers;
  /** Whether a file may be read that something leads to. */
  admits(path: string): boolean;
  /** What the whole knows and a part does not. */
  known: Partial<RuleContext>;
  /** Nobody has looked at the whole: what something elsewhere usually refutes is not told. */
  isAlone?: boolean;
  /** The manifests that programs make, to be looked at with the documents as they are now; without it only documents are. */
  made?: () => readonly Document[];
}

interface LinkInput {
  workspace: Workspace;
  memory: SessionMemory;
  models: Model[];
  config: Config;
  documents: SessionDocuments;
  watch: Stopwatch;
  /** The sources. */
  paths(): Iterable<string>;
  /** False takes every file for one that tells something. */
  isFiltered: boolean;
  facts(path: string): Facts | undefined;
  text(path: string): string;
  mentions(path: string, name: string): boolean;
  isTest(path: string): boolean;
  /** Files that nothing but a comment which may suppress made worth reading. */
  onCommented(paths: readonly string[]): void;
  checkpoint?: () => void;
}

type Compiled = NonNullable<SessionMemory['models']>;

export interface Linker {
  whole(): RuleContext;
  part(part: Part): RuleContext;
  /** The manifests that the programs of the whole make. */
  made(): readonly Document[];
  /** The manifests without the program; of the sources only these make some. */
  manifestsAlone(made: readonly string[]): Manifests;
  /** What the bytes of a source tell. */
  lookAt(file: InputFile): Scan;
  /** Lets go of what was made of the programs. */
  letGo(): void;
  packageOf(path: string): string;
  /** The file of the project behind a specifier, if one stands there. */
  fileOf(importer: string, specifier: string): string | undefined;
}

/** How the program of a session is linked, anew each time. */
export function createLinker(input: LinkInput): Linker {
  const { workspace, memory, models, config, documents, watch, paths, isFiltered } = input;
  const { facts, text, mentions, isTest, onCommented, checkpoint } = input;

  let made: (() => readonly Document[]) | undefined;

  function whole(): RuleContext {
    const chosen = isFiltered ? watch.time('select', select) : everything();
    const linked = linkFiles(chosen, facts);
    let code: readonly Document[] | undefined;
    made = () => (code ??= codeDocuments(chosen.files));
    return { ...linked, manifests: manifestsWith(made) };
  }

  function manifestsWith(code: () => readonly Document[]): Manifests {
    return createManifests({
      files: watch.time('manifests', () => documents.selected()),
      load: (path) => watch.time('manifests', () => documents.document(path)),
      code,
      text,
      locked: (path, name, registry) => resolver().locked(path, name, registry),
      ...(checkpoint ? { checkpoint } : {}),
    });
  }

  function everything(): Selection {
    return { files: [...paths()], importersOf: () => ({ importers: [], sources: [] }) };
  }

  function select(): Selection {
    const { isTelling } = compiled();
    const found = selectTelling({
      workspace,
      memory,
      isTelling,
      resolver: resolver(),
      ...(checkpoint ? { checkpoint } : {}),
    });
    onCommented(found.commented);
    return found;
  }

  function part({ files, importersOf, admits, known, isAlone = false, made: ofWhole }: Part): RuleContext {
    const load = (path: string): Facts | undefined => (admits(path) ? facts(path) : undefined);
    const linked = linkFiles({ files: [...files], importersOf }, load, isAlone);
    const manifests = ofWhole ? manifestsWith(ofWhole) : (memory.project.manifests ??= manifestsWith(noCode));
    return { ...linked, manifests, ...known };
  }

  function linkFiles(
    chosen: Selection,
    load: (path: string) => Facts | undefined,
    isAlone = false,
  ): Omit<RuleContext, 'manifests'> {
    const { catalog } = compiled();
    return watch.time('link', () =>
      createProgram({
        ...chosen,
        load,
        mentions,
        text,
        resolver: resolver(),
        catalog,
        config,
        isTest,
        isAlone,
        ...(checkpoint ? { checkpoint } : {}),
      }),
    );
  }

  function resolver(): ModuleResolver {
    return (memory.project.resolver ??= createModuleResolver({
      files: paths(),
      ...workspace.manifests,
      read: (path) => watch.time('manifests', () => workspace.manifest(path)),
    }));
  }

  function compiled(): Compiled {
    return (memory.models ??= compile());
  }

  function compile(): Compiled {
    const catalog = measured(
      watch.time('catalog', () => createCatalog(models)),
      watch,
    );
    return { catalog, isTelling: compileTrigger([...catalog.words, ...dialects().codeWords]) };
  }

  function codeDocuments(files: readonly string[]): Document[] {
    const { codeWords } = dialects();
    return files.flatMap((path) => {
      const found = facts(path);
      return found && codeWords.some((word) => text(path).includes(word)) ? [codeDocument(path, found)] : [];
    });
  }

  return {
    whole,
    part,
    made: () => made?.() ?? [],
    letGo: () => void (made = undefined),
    packageOf: (path) => resolver().packageOf(path)?.dir ?? '',
    manifestsAlone: (paths) => manifestsWith(() => codeDocuments(paths)),
    lookAt: (file) => lookAt(file, { workspace, memory, isTelling: compiled().isTelling }),
    fileOf: (importer, specifier) => fileOf(resolver(), importer, specifier),
  };
}

// Not beside what uses the program of a part: what is kept of the project would hold that program, too.
function noCode(): readonly Document[] {
  return [];
}

// The rows of a package are compiled when it is met, which is when a root of it is first asked for.
function measured(catalog: Catalog, watch: Stopwatch): Catalog {
  const met = new Set<string>();
  return {
    ...catalog,
    root(key) {
      if (met.has(key)) return catalog.root(key);
      met.add(key);
      return watch.time('catalog', () => catalog.root(key));
    },
  };
}
