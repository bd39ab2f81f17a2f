/** A workspace that is edited while it is linted: the disk under open buffers, one state after the other. */
import { dirname, join } from 'node:path';
import type { LoadedConfig } from '../config.ts';
import { createIncrementalReader } from '../facts/incremental.ts';
import { type Scanned, scanImports } from '../input/importers.ts';
import type { InputFile } from '../input/inventory.ts';
import { isFile } from '../input/read.ts';
import type { LintOptions, LintResult } from '../lint.ts';
import type { Model } from '../models/model.ts';
import type { Part } from '../session-link.ts';
import { createSession, type Session } from '../session.ts';
import { createSessionMemory, keepRead, type KeptFacts, manifestsWith, press } from '../session-memory.ts';
import { diskWorkspace, loadSaved, type Workspace } from '../workspace.ts';
import { createAnswers } from './answers.ts';
import { createEarlier, type EarlierAnswers } from './earlier.ts';
import { createImportIndex, type ImportIndex } from './import-index.ts';
import { lookAtOpened } from './opened.ts';

export interface LiveSession {
  /** Absolute. */
  readonly root: string;
  /** The text of an open buffer, also after each change; it counts instead of the file, which need not be there, until `close`. Paths are relative to the root. */
  open(path: string, text: string): void;
  close(path: string): void;
  /** The disk changed at these relative paths: created, changed or deleted. */
  changed(paths: readonly string[]): void;
  /** The session behind the last answer. */
  session(): Session;
  /** The files that the last answer is about, where it says nothing of the others. */
  about(): ReadonlySet<string> | undefined;
  /**
   * What the edit of one file changes in the last answer of `lint`, as far as the files near it can tell: at the cost
   * of these, and mostly what `lint` says. Before the first `lint` what an earlier process said of the same files, or
   * what the files around the open ones tell of these.
   * Undefined where there is nothing to save or nothing to go by.
   */
  first(options: LintOptions): LintResult | undefined;
  /** What `lint` says of a fresh session over the current state; throws `Aborted` when the answer is no longer wanted. */
  lint(options: LintOptions): LintResult;
  /** Keeps the answer of the last `lint` for later processes, if it is still the answer to what the disk holds. */
  keep(): void;
  /** Nobody works: lets go of what the next lint can make anew, but for what an edit is answered by. */
  rest(): void;
}

export interface LiveSessionOptions {
  /** Files and directories, relative to `cwd` or absolute. */
  paths: string[];
  loaded: LoadedConfig;
  /** All models: the built-in ones and those of the configuration. */
  models: Model[];
  cwd: string;
  /** Where answers are kept beyond this process; nowhere unless told. */
  earlier?: EarlierAnswers;
  /** Asked in long loops; true ends a lint with `Aborted`. */
  isAborted?: () => boolean;
}

/** A live session over the disk: of what was read only that is read again which changed, and the directories are walked again only when files may have come or gone. */
export function createLiveSession(options: LiveSessionOptions): LiveSession {
  const { paths, loaded, models, cwd, isAborted } = options;
  const { config } = loaded;
  const buffers = new Map<string, string>();
  const unsaved = new Set<string>();
  let kept: KeptFacts | undefined;
  const keptFacts = (): KeptFacts | undefined => (kept ??= options.earlier?.facts(workspace.root));
  const memory = createSessionMemory(
    createIncrementalReader(
      (path) => buffers.has(path),
      (path, text) => keptFacts()?.find(path, text),
    ),
    manifestsWith((path, text) => keptFacts()?.document(path, text)),
  );
  const earlier =
    options.earlier &&
    createEarlier({
      answers: options.earlier,
      about: (asked) => [config, loaded.models, asked],
      memory,
      open: () => buffers.keys(),
      isSaved: () => [...buffers].every(([path, text]) => isOnDisk(path, text)),
    });
  let workspace = discovered();
  let index: ImportIndex | undefined;
  let hasLinted = false;
  let typedIn: string | undefined;
  let before: { session: Session; result: LintResult; about?: ReadonlySet<string> } | undefined;
  let last: { options: LintOptions; result: LintResult } | undefined;
  const answers = createAnswers({
    session: sessionOf,
    index: currentIndex,
    sizeOf: (path) => memory.project.files?.byPath.get(path)?.size ?? 0,
    isDocument: (path) => workspace.documents.some((file) => file.path === path),
    isTelling: (path) => memory.of(path).scan?.kind === 'telling',
  });

  function discovered(): Workspace {
    const found = diskWorkspace(paths, {
      cwd,
      ignore: config.ignore ?? [],
      buffers,
      ...(loaded.file === undefined ? {} : { ignoreBase: dirname(loaded.file) }),
    });
    return earlier?.watching(found) ?? found;
  }

  function isOnDisk(path: string, text: string): boolean {
    const { files, documents } = workspace;
    const file = [files, documents].flatMap((list) => list.find((each) => each.path === path) ?? [])[0];
    const saved = file && loadSaved(file);
    return saved?.kind === 'text' && saved.text === text;
  }

  // What the walk left out it leaves out unsaved, too.
  function isListed(path: string): boolean {
    const { files, documents, skipped } = workspace;
    const isIn = (place: string): boolean => place === path || (place.endsWith('/') && path.startsWith(place));
    return (
      [files, documents].some((list) => list.some((file) => file.path === path)) ||
      skipped.some(({ path: left, reason }) => isIn(left) && reason !== 'larger than 1 MiB')
    );
  }

  function sessionOf(part?: Part): Session {
    return createSession({
      workspace,
      config,
      models,
      memory,
      ...(part ? { part } : {}),
      ...(isAborted ? { isAborted } : {}),
    });
  }

  function currentIndex(): ImportIndex {
    if (index) return index;
    const { fileOf } = sessionOf();
    return (index = createImportIndex({
      files: workspace.files.map((file) => file.path),
      scanOf: (path) => scanOf(memory.project.files?.byPath.get(path)),
      fileOf,
    }));
  }

  function scanOf(file: InputFile | undefined): Scanned | undefined {
    if (!file) return undefined;
    const { scan, loaded } = memory.of(file.path);
    if (scan?.kind === 'silent') return scan.imports;
    if (loaded?.kind === 'text') return scanImports(loaded.text);
    const found = workspace.bytes(file);
    return found && scanImports(Buffer.from(found.bytes.buffer, found.bytes.byteOffset, found.length));
  }

  function forget(path: string): void {
    memory.forget(path);
    earlier?.forget(path);
    last = before = undefined;
    if (!isSource(path)) delete memory.project.manifests;
    index?.forget(path);
    answers.edited(path);
  }

  function walkAgain(): void {
    workspace = discovered();
    memory.forgetProject();
    last = before = undefined;
    index = undefined;
    answers.changed();
  }

  // Only its text can have changed; another file may have brought others, or hold how they are found.
  function isKnownSource(path: string): boolean {
    const known = workspace.files.find((file) => file.path === path);
    return known !== undefined && isFile(known.absolute);
  }

  function isSource(path: string): boolean {
    return memory.project.files?.byPath.has(path) ?? false;
  }

  // An editor opens a file with the text that the disk has.
  function isSameAsRead(path: string, text: string): boolean {
    const { loaded } = memory.of(path);
    return loaded?.kind === 'text' && loaded.text === text && !loaded.warning;
  }

  return {
    get root() {
      return workspace.root;
    },
    open(path, text) {
      if (buffers.get(path) === text) return;
      const isNew = !buffers.has(path);
      if (isNew && !isListed(path)) {
        buffers.set(path, text);
        unsaved.add(path);
        walkAgain();
      } else if (isNew && isSameAsRead(path, text)) {
        buffers.set(path, text);
        return;
      } else {
        if (isSource(path)) answers.beforeEdit(path);
        if (!isNew) typedIn = path;
        buffers.set(path, text);
      }
      forget(path);
    },
    close(path) {
      if (!buffers.delete(path)) return;
      forget(path);
      // What nobody saved goes with its buffer, and so does what was deleted below it.
      if (unsaved.delete(path) || !isFile(join(workspace.root, path))) walkAgain();
    },
    changed(changes) {
      for (const path of changes) forget(path);
      if (changes.some((path) => !isKnownSource(path))) walkAgain();
    },
    session: () => before?.session ?? answers.session(),
    about: () => before?.about,
    first(asked) {
      const known = answers.first(asked);
      if (known || hasLinted) return known;
      before =
        earlier?.find(sessionOf(), asked) ??
        lookAtOpened({ open: [...buffers.keys()], options: asked, session: sessionOf, index: currentIndex });
      return before?.result;
    },
    lint(asked) {
      hasLinted = true;
      last = before = undefined;
      earlier?.begin();
      const result = answers.lint(asked);
      last = { options: asked, result };
      kept?.letGo();
      return result;
    },
    keep() {
      if (last) earlier?.keep(workspace, last.options, last.result);
      // What nobody saved is nobody's but the editor's.
      if (kept) keepRead(memory, kept, ({ path, text }) => !buffers.has(path) || isOnDisk(path, text));
      kept?.letGo();
    },
    rest() {
      // Each edit of a document is answered by asking the program again.
      if (typedIn !== undefined && buffers.has(typedIn) && !isSource(typedIn)) return;
      const near = answers.rest();
      if (near) press(memory, (path) => near.has(path) || buffers.has(path));
    },
  };
}
