/** A workspace that is edited while it is linted: the disk under open buffers, one state after the other. */
import { dirname, join } from 'node:path';
import type { LoadedConfig } from './config.ts';
import { isFile } from './input/read.ts';
import { lint, type LintOptions, type LintResult } from './lint.ts';
import type { Model } from './models/model.ts';
import { createSession, type Session } from './session.ts';
import { createSessionMemory } from './session-memory.ts';
import { diskWorkspace, type Workspace } from './workspace.ts';

export interface LiveSession {
  /** Absolute. */
  readonly root: string;
  /** The text of an open buffer, also after each change; it counts instead of the file, which need not be there, until `close`. Paths are relative to the root. */
  open(path: string, text: string): void;
  close(path: string): void;
  /** The disk changed at these relative paths: created, changed or deleted. */
  changed(paths: readonly string[]): void;
  /** The session of the current state. */
  session(): Session;
  /** What `lint` says of a fresh session over the current state; throws `Aborted` when the answer is no longer wanted. */
  lint(options: LintOptions): LintResult;
}

export interface LiveSessionOptions {
  /** Files and directories, relative to `cwd` or absolute. */
  paths: string[];
  loaded: LoadedConfig;
  /** All models: the built-in ones and those of the configuration. */
  models: Model[];
  cwd: string;
  /** Asked in long loops; true ends a lint with `Aborted`. */
  isAborted?: () => boolean;
}

/** A live session over the disk: of what was read only that is read again which changed, and the directories are walked again only when files may have come or gone. */
export function createLiveSession({ paths, loaded, models, cwd, isAborted }: LiveSessionOptions): LiveSession {
  const { config } = loaded;
  const buffers = new Map<string, string>();
  const unsaved = new Set<string>();
  const memory = createSessionMemory();
  let workspace = discovered();
  let current: Session | undefined;

  function discovered(): Workspace {
    return diskWorkspace(paths, {
      cwd,
      ignore: config.ignore ?? [],
      buffers,
      ...(loaded.file === undefined ? {} : { ignoreBase: dirname(loaded.file) }),
    });
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

  function forget(path: string): void {
    memory.forget(path);
    current = undefined;
  }

  function walkAgain(): void {
    workspace = discovered();
    memory.forgetProject();
    current = undefined;
  }

  // Only its text can have changed; another file may have brought others, or hold how they are found.
  function isKnownSource(path: string): boolean {
    const known = workspace.files.find((file) => file.path === path);
    return known !== undefined && isFile(known.absolute);
  }

  function session(): Session {
    return (current ??= createSession({ workspace, config, models, memory, ...(isAborted ? { isAborted } : {}) }));
  }

  return {
    get root() {
      return workspace.root;
    },
    open(path, text) {
      if (buffers.get(path) === text) return;
      const isNew = !buffers.has(path);
      buffers.set(path, text);
      if (isNew && !isListed(path)) {
        unsaved.add(path);
        walkAgain();
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
    session,
    lint(options) {
      try {
        return lint(session(), options);
      } catch (error) {
        // What was broken off in the middle is half linked.
        current = undefined;
        throw error;
      }
    },
  };
}
