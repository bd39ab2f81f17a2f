/** A directory on the disk that is kept ready between calls, and looked at anew at each of them. */
import { dirname, join } from 'node:path';
import { type ConfigOptions, loadConfig, type LoadedConfig, readConfig } from '../config.ts';
import type { Failure } from '../finding.ts';
import { confine } from '../input/confine.ts';
import { discover } from '../input/discover.ts';
import { pathFrom } from '../input/repository.ts';
import { createRewriter } from '../input/rewrite.ts';
import { changedBetween, stampsOf } from '../input/stamps.ts';
import { createLiveSession, type LiveSession } from '../live/live-session.ts';
import type { Model } from '../models/model.ts';
import type { Change, ToolWorkspace } from './host.ts';
import { createOverlay } from './overlay.ts';

export interface WarmOptions {
  /** Absolute. */
  root: string;
  /** A configuration file to use whatever the directories say; absolute. */
  config?: string;
  /** Ids of all rules. */
  rules: readonly string[];
  models: readonly Model[];
}

interface State {
  key: string;
  loaded: LoadedConfig;
  live: LiveSession;
  stamps: ReadonlyMap<string, string>;
}

/** Gives the workspace as it is now: what changed on the disk since the last time is read anew, and nothing else. */
export function warmWorkspace({ root, config, rules, models }: WarmOptions): () => ToolWorkspace {
  const known: ConfigOptions = { rules, cwd: root };
  let state: State | undefined;

  function current(): State {
    const loaded = config === undefined ? loadConfig(root, known) : readConfig(config, known);
    const key = JSON.stringify(loaded);
    const files = filesBelow(loaded);
    const stamps = stampsOf(files.keys());
    if (state?.key === key) {
      const { live } = state;
      live.changed(changedBetween(state.stamps, stamps).map((absolute) => pathFrom(live.root, absolute)));
      return (state = { ...state, stamps });
    }
    const live = createLiveSession({ paths: [root], loaded, models: [...models, ...loaded.models], cwd: root });
    return (state = { key, loaded, live, stamps });
  }

  function filesBelow({ config: { ignore = [] }, file }: LoadedConfig): Set<string> {
    const found = discover([root], { cwd: root, ignore, ...(file === undefined ? {} : { ignoreBase: dirname(file) }) });
    const manifests = Object.values(found.manifests).flat();
    return new Set([
      ...[...found.files, ...found.documents].map(({ absolute }) => absolute),
      ...manifests.map((path) => join(found.root, path)),
    ]);
  }

  return () => {
    const { live, loaded } = current();
    return {
      root,
      problems: loaded.failures,
      session: () => live.session(),
      lint(options) {
        const result = live.lint(options);
        return { ...result, warnings: [...loaded.warnings, ...result.warnings] };
      },
      over: createOverlay(live),
      write(changes) {
        const failures = writeAll(root, live, changes);
        live.changed(changes.map(({ file }) => file));
        return failures;
      },
    };
  };
}

function writeAll(root: string, live: LiveSession, changes: readonly Change[]): Failure[] {
  const before = new Map(changes.map((change) => [change.file, change.before]));
  const { files, documents } = live.session().workspace;
  const rewriter = createRewriter([...files, ...documents], (file) => before.get(file) ?? '');
  const possible = changes.map(({ file }) => {
    const found = confine(root, join(live.root, file));
    if ('reason' in found) rewriter.failures.push({ file, reason: found.reason });
    return 'absolute' in found && rewriter.isPossible(file);
  });
  if (possible.every(Boolean)) {
    for (const { file, after } of changes) rewriter.write(file, after);
    return rewriter.failures;
  }
  const lost = changes.filter(
    ({ file }, index) => !possible[index] && !rewriter.failures.some((each) => each.file === file),
  );
  const reason = 'was not fixed, because it cannot be written as it was read; save it as UTF-8';
  return [...rewriter.failures, ...lost.map(({ file }) => ({ file, reason }))];
}
