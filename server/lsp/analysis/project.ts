/** One project in the analysis thread: a folder, or a document outside every folder, with its live session. */
import { dirname, join } from 'node:path';
import { isFile } from '../../input/read.ts';
import { isWithin, pathFrom } from '../../input/repository.ts';
import type { LoadedConfig } from '../../config.ts';
import type { Model } from '../../models/model.ts';
import type { EarlierAnswers } from '../../live/earlier.ts';
import { createLiveSession, type LiveSession } from '../../live/live-session.ts';
import type { Rule } from '../../rule.ts';
import type { Analysis } from './analysis.ts';
import type { ClientTraits } from '../protocol/client-traits.ts';
import { createConfigSource, type ConfigSource } from './config-source.ts';
import { documentSession } from './document-session.ts';
import type { ProjectOrder } from '../messages.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import { countsFor, isConfiguration, isLinted, isRelevant } from '../relevance.ts';
import { toPath, toUri } from '../uris.ts';

export interface ProjectParts {
  rules: readonly Rule[];
  models: Model[];
  documents: OpenDocuments;
  /** Where answers are kept beyond this process. */
  earlier?: EarlierAnswers;
  client: ClientTraits;
}

export interface Project {
  readonly order: ProjectOrder;
  /** Absolute; undefined for a document that has no place on the disk. */
  readonly path: string | undefined;
  readonly config: ConfigSource;
  /** The URI of an absolute path: of an open document the one that the client gave it. */
  uriOf(absolute: string): string;
  /** True when the text of the document counts for the project. */
  concerns(document: OpenDocument): boolean;
  /** An open document that counts changed, came or went. */
  touch(document: OpenDocument): void;
  /** The disk changed at these absolute paths. */
  changed(paths: readonly string[]): void;
  /** Forgets all that was read. */
  forget(): void;
  /** The analysis of the current state, made anew where something changed since the last; a first answer to an edit where that is enough. Throws `Aborted`. */
  lint(isAborted: () => boolean, isFirstEnough?: boolean): Analysis;
  /** The last analysis, unless something changed since. */
  current(): Analysis | undefined;
  /** Nobody works: keeps the last analysis for later processes, if nothing changed since, and lets go of what it was made of. */
  keep(): void;
  /** The live session behind the last analysis of a folder, if that looked at the whole and nothing changed since. */
  live(): LiveSession | undefined;
}

/** A project that has read nothing yet. */
export function createProject(order: ProjectOrder, parts: ProjectParts): Project {
  const { rules, models, documents, earlier, client } = parts;
  const path = toPath(order.key);
  const directory = path === undefined ? '' : order.kind === 'folder' ? path : dirname(path);
  const config = createConfigSource({
    path: path ?? directory,
    directory,
    settings: order.settings,
    rules: rules.map((rule) => rule.meta.id),
    bufferOf: (absolute) => documents.byPath(absolute)?.text,
  });
  let isConfigStale = true;
  let isAborted = (): boolean => false;
  let live: LiveSession | undefined;
  let livePaths = '';
  let opened = new Set<string>();
  let analysis: Analysis | undefined;
  const changedOnDisk = new Set<string>();

  function ownDocuments(): OpenDocument[] {
    return [...documents.all()].filter((document) => document.uri === order.key || counts(document.path));
  }

  function counts(absolute: string | undefined): boolean {
    return path !== undefined && absolute !== undefined && isRelevant(absolute) && countsFor(path, absolute);
  }

  function reads(absolute: string): boolean {
    if (config.texts().has(absolute)) return true;
    return path !== undefined && isConfiguration(absolute) && countsFor(path, absolute);
  }

  // A build writes thousands of files where nobody looks.
  function isLeftOut(absolute: string): boolean {
    const { root = '', session: known } = analysis ?? {};
    const skipped = known?.workspace.skipped ?? [];
    return (
      isWithin(root, absolute) &&
      skipped.some((skip) => skip.path.endsWith('/') && pathFrom(root, absolute).startsWith(skip.path))
    );
  }

  function pathsToLint(): string[] {
    if (path === undefined || order.extent === 'all') return path === undefined ? [] : [path];
    return ownDocuments().flatMap(({ path: absolute }) =>
      absolute && isLinted(absolute) && isWithin(path, absolute) && isFile(absolute) ? [absolute] : [],
    );
  }

  /** The session over the disk under the open documents, made anew only when it looks at something else. */
  function session(loaded: LoadedConfig): LiveSession {
    const paths = pathsToLint();
    const all = [...models, ...loaded.models];
    const own = documents.byUri(order.key);
    if (own && (paths.length === 0 || !isFile(own.path ?? ''))) {
      return documentSession(own, { config: loaded.config, models: all, isAborted: () => isAborted() });
    }
    if (!live || livePaths !== paths.join('\n')) {
      live = createLiveSession({
        paths,
        loaded,
        models: all,
        cwd: directory,
        isAborted: () => isAborted(),
        ...(earlier && order.extent === 'all' ? { earlier } : {}),
      });
      livePaths = paths.join('\n');
      opened = new Set();
    }
    return live;
  }

  /** The session, told of what changed on the disk; made anew when it cannot take that. */
  function upToDate(loaded: LoadedConfig): LiveSession {
    const known = live;
    const current = session(loaded);
    const { root } = current;
    const changed = [...changedOnDisk].filter((absolute) => isWithin(root, absolute));
    changedOnDisk.clear();
    if (current !== known || changed.length === 0) return current;
    try {
      current.changed(changed.map((absolute) => pathFrom(root, absolute)));
    } catch (error) {
      live = undefined;
      throw error;
    }
    return current;
  }

  function relativeTo(root: string, document: OpenDocument): string | undefined {
    if (root === '') return document.uri === order.key ? document.name : undefined;
    return isWithin(root, document.path ?? '') ? pathFrom(root, document.path ?? '') : undefined;
  }

  function handOver(to: LiveSession): Map<string, OpenDocument> {
    const byPath = new Map<string, OpenDocument>();
    for (const document of ownDocuments()) {
      const relative = relativeTo(to.root, document);
      if (relative === undefined) continue;
      byPath.set(relative, document);
      to.open(relative, document.text);
    }
    for (const relative of opened) if (!byPath.has(relative)) to.close(relative);
    opened = new Set(byPath.keys());
    return byPath;
  }

  function lint(isFirstEnough: boolean): Analysis {
    if (isConfigStale) {
      if (config.reload()) analysis = live = undefined;
      isConfigStale = false;
    }
    if (analysis && (analysis.isWhole || isFirstEnough)) return analysis;
    const loaded = config.loaded();
    const current = upToDate(loaded);
    const byPath = handOver(current);
    const versions = new Map([...byPath].map(([relative, { version }]) => [relative, version]));
    const uris = new Map([...byPath].map(([relative, { uri }]) => [relative, uri]));
    const asked = { rules, ...(order.settings.pedantic ? { isPedantic: true } : {}) };
    const first = isFirstEnough ? current.first(asked) : undefined;
    const result = first ?? current.lint(asked);
    const { root } = current;
    analysis = {
      root,
      uri: (relative) => uris.get(relative) ?? toUri(join(root, relative)),
      path: (uri) => {
        const absolute = toPath(uri);
        if (absolute === undefined || root === '') return [...uris].find(([, each]) => each === uri)?.[0];
        return isWithin(root, absolute) ? pathFrom(root, absolute) : undefined;
      },
      version: (relative) => versions.get(relative) ?? null,
      open: [...byPath.keys()],
      session: current.session(),
      result,
      isWhole: !first,
      about: current.about(),
      loaded,
      rules,
      client,
    };
    return analysis;
  }

  return {
    order,
    path,
    config,
    uriOf: (absolute) => documents.byPath(absolute)?.uri ?? toUri(absolute),
    concerns(document) {
      if (document.uri === order.key || counts(document.path)) return true;
      return document.path !== undefined && config.texts().has(document.path);
    },
    touch(document) {
      analysis = undefined;
      if (document.path !== undefined && reads(document.path)) isConfigStale = true;
    },
    changed(paths) {
      const counted = paths.filter((changed) => path !== undefined && countsFor(path, changed) && !isLeftOut(changed));
      if (paths.some(reads)) isConfigStale = true;
      if (counted.length === 0 && !isConfigStale) return;
      analysis = undefined;
      for (const each of counted) changedOnDisk.add(each);
    },
    forget() {
      analysis = undefined;
      live = undefined;
      isConfigStale = true;
    },
    lint(wasAborted, isFirstEnough = false) {
      isAborted = wasAborted;
      try {
        return lint(isFirstEnough);
      } finally {
        // What is asked of the analysis later is not broken off by what broke off the lint, or came too late to.
        isAborted = () => false;
      }
    },
    keep() {
      if (!analysis?.isWhole) return;
      live?.keep();
      live?.rest();
    },
    current: () => analysis,
    live: () => (analysis?.isWhole && order.kind === 'folder' ? live : undefined),
  };
}
