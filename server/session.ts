/** A workspace made ready for questions: facts on demand, each file read and parsed at most once. */
import { Aborted, watchedBy } from './aborted.ts';
import type { Config } from './config.ts';
import type { RuleContext } from './context.ts';
import type { Document } from './documents/document.ts';
import type { Facts, IgnoreComment } from './facts/facts.ts';
import type { Failure } from './finding.ts';
import type { InputFile, Skip } from './input/inventory.ts';
import { createLines, type Lines } from './input/lines.ts';
import type { Manifests } from './manifests/manifest.ts';
import type { Model } from './models/model.ts';
import { createSessionDocuments } from './session-documents.ts';
import { createLinker, type Part } from './session-link.ts';
import { createSessionMemory, factsOf, listed, type SessionMemory } from './session-memory.ts';
import { createSeen, type SeenFile } from './session-seen.ts';
import { createStopwatch, type Stats, type Stopwatch } from './stopwatch.ts';
import type { Workspace } from './workspace.ts';

export type { Stats };

export interface SessionOptions {
  workspace: Workspace;
  config: Config;
  models: Model[];
  /** False parses every file: the findings must be the same, which a test checks. */
  isFiltered?: boolean;
  /** Measures the phases; a run of several sessions shares one. */
  watch?: Stopwatch;
  /** What an earlier state of the same workspace, configuration and models has read; of files that changed it is forgotten. */
  memory?: SessionMemory;
  /** Looks at a part of the workspace only. */
  part?: Part;
  /** Asked in long loops; true makes whatever runs throw `Aborted`. */
  isAborted?: () => boolean;
}

/** What is asked of a program once the rules were. */
export type Remembered = Pick<RuleContext, 'roleAround' | 'scopeRequests'>;

export interface Session {
  workspace: Workspace;
  config: Config;
  /** The program, linked when first asked for. */
  program(): RuleContext;
  /** What the program is asked after a lint, if it is linked or was; a question that is not worth linking for asks this. */
  linked(): Remembered | undefined;
  /** The manifests that programs make, once the session is linked. */
  made(): readonly Document[];
  /** The manifests without the program; of the sources only these make some. */
  manifestsAlone(made: readonly string[]): Manifests;
  /** How many sources were read. */
  sourcesRead(): number;
  /** Lets the linked program go, and the facts where something of the program is remembered; asked for it again, the session links anew. */
  letGo(remembered?: Remembered): void;
  /** The directory of the package that a file belongs to; '' where there is none. */
  packageOf(path: string): string;
  facts(path: string): Facts | undefined;
  /** A manifest, whether or not it was selected. */
  document(path: string): Document | undefined;
  /** Files with comments that suppress, as far as anything was read of them. */
  commented(): readonly string[];
  /** The comments of a file that suppress, whether or not anything else made it worth reading. */
  ignores(path: string): readonly IgnoreComment[];
  /** The decoded text of a file that was read; '' otherwise. */
  text(path: string): string;
  lines(path: string): Lines;
  isTest(path: string): boolean;
  /** Whether a source has a telling word; by a look at its bytes. */
  isTelling(path: string): boolean;
  /** The file of the project behind a specifier, if one stands there. */
  fileOf(importer: string, specifier: string): string | undefined;
  /** Whether a file answers what an earlier session asked of it as it did then. */
  isSeenAs(path: string, then: SeenFile): boolean;
  /** What was left out or could not be read while files were loaded, beside what discovery found. */
  notes: { skipped: Skip[]; failures: Failure[]; warnings: Failure[] };
  watch: Stopwatch;
  /** Counts and milliseconds until now. */
  stats(): Stats;
}

/** A session over one state of the workspace. */
export function createSession(options: SessionOptions): Session {
  const { workspace, config, models, isFiltered = true, watch = createStopwatch(), isAborted, part } = options;
  const memory = options.memory ?? createSessionMemory();
  const { byPath, tests } = (memory.project.files ??= listed(workspace));
  const texts = new Map<string, string>();
  const factsByPath = new Map<string, Facts | undefined>();
  // Files that nothing but a comment which may suppress made worth reading.
  const commented = new Set<string>();
  const notes: Session['notes'] = { skipped: [], failures: [], warnings: [] };
  const parsed = { parsedFiles: 0, parsedCharacters: 0 };
  let program: RuleContext | undefined;
  let remembered: Remembered | undefined;
  // Of files whose facts were let go.
  const ignoresThen = new Map<string, readonly IgnoreComment[]>();

  const checkpoint = isAborted
    ? (): void => {
        if (isAborted()) throw new Aborted();
      }
    : undefined;

  const documents = createSessionDocuments({
    workspace,
    textOf,
    memory,
    ...(checkpoint ? { checkpoint } : {}),
  });

  function textOf(file: InputFile): string | undefined {
    const known = texts.get(file.path);
    if (known !== undefined) return known;
    const loaded = (memory.of(file.path).loaded ??= workspace.load(file));
    if (loaded.kind === 'skip') notes.skipped.push(loaded.skip);
    else if (loaded.kind === 'failure') notes.failures.push(loaded.failure);
    else {
      if (loaded.warning) notes.warnings.push(loaded.warning);
      texts.set(file.path, loaded.text);
      return loaded.text;
    }
    return undefined;
  }

  function facts(path: string): Facts | undefined {
    if (!factsByPath.has(path)) {
      checkpoint?.();
      factsByPath.set(
        path,
        watch.time('parse', () => read(path)),
      );
    }
    return factsByPath.get(path);
  }

  function read(path: string): Facts | undefined {
    const file = byPath.get(path);
    const text = file && textOf(file);
    if (text === undefined) return undefined;
    const found = factsOf(memory, path, text);
    if (ignoresThen.has(path)) return found;
    const [problem] = found.problems;
    if (problem?.isFatal) {
      notes.failures.push({ file: path, reason: `${problem.message}; nothing of the file was read` });
      return undefined;
    }
    if (problem) {
      const place = lines(path).at(problem.start);
      notes.warnings.push({ file: path, ...place, reason: `${problem.message}; the rest of the file was read` });
    }
    parsed.parsedFiles++;
    parsed.parsedCharacters += text.length;
    return found;
  }

  function ignores(path: string): readonly IgnoreComment[] {
    const then = ignoresThen.get(path);
    if (then) return then;
    if (byPath.has(path)) return factsByPath.has(path) || commented.has(path) ? (facts(path)?.ignores ?? []) : [];
    return watch.time('manifests', () => documents.ignores(path));
  }

  // What a part does not read, the whole has read.
  function textRead(path: string): string | undefined {
    const known = texts.get(path);
    if (known !== undefined || !part) return known;
    const { loaded } = memory.of(path);
    return loaded?.kind === 'text' ? loaded.text : undefined;
  }

  function lines(path: string): Lines {
    const known = textRead(path);
    return known === undefined ? createLines('') : (memory.of(path).lines ??= createLines(known));
  }

  // A look at the bytes: a barrel of a hundred files is not parsed to find which of them has the name.
  function mentions(path: string, name: string): boolean {
    const file = byPath.get(path);
    const known = texts.get(path);
    if (known !== undefined || !file) return true;
    const { mentions: asked } = memory.of(path);
    let answer = asked.get(name);
    if (answer === undefined) asked.set(name, (answer = holds(file, name)));
    return answer;
  }

  function holds(file: InputFile, name: string): boolean {
    const found = workspace.bytes(file);
    const bytes = found && Buffer.from(found.bytes.buffer, found.bytes.byteOffset, found.length);
    return !bytes || bytes.includes(name) || bytes.includes('export *') || bytes.includes(0);
  }

  const linker = createLinker({
    workspace,
    memory,
    models,
    config,
    documents,
    watch,
    paths: () => byPath.keys(),
    isFiltered,
    facts,
    text: (path) => text(path),
    mentions,
    isTest: (path) => isTest(path),
    onCommented: (paths) => {
      for (const path of paths) commented.add(path);
    },
    ...(checkpoint ? { checkpoint } : {}),
  });
  const text = (path: string): string => textRead(path) ?? '';
  const isTest = (path: string): boolean => tests.has(path);

  return {
    workspace,
    config,
    program: () => (program ??= watchedBy(checkpoint, part ? linker.part(part) : linker.whole())),
    linked: () => program ?? remembered,
    made: () => linker.made(),
    manifestsAlone: (paths) => linker.manifestsAlone(paths),
    sourcesRead: () => parsed.parsedFiles,
    letGo(of) {
      program = undefined;
      if (!of) return;
      remembered = of;
      linker.letGo();
      for (const [path, found] of factsByPath) if (found) ignoresThen.set(path, found.ignores);
      for (const path of ignoresThen.keys()) factsByPath.delete(path);
    },
    packageOf: (path) => linker.packageOf(path),
    facts,
    document: (path) => documents.document(path),
    commented: () =>
      [...workspace.files, ...workspace.documents].flatMap(({ path }) => (ignores(path).length > 0 ? [path] : [])),
    ignores,
    text,
    lines,
    isTest,
    isTelling(path) {
      const file = byPath.get(path);
      return file !== undefined && linker.lookAt(file).kind === 'telling';
    },
    fileOf: (importer, specifier) => linker.fileOf(importer, specifier),
    isSeenAs: createSeen({ workspace, documents, linker, mentions }),
    notes,
    watch,
    stats: () => ({ ...parsed, parsedFiles: parsed.parsedFiles + documents.count(), ...watch.times() }),
  };
}
