/** Ignore files of every level, asked as git asks them: the deepest level that says something decides. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Failure } from '../finding.ts';
import { errorCode, whyUnreadable } from './unreadable.ts';

export interface IgnoreRules {
  /** Paths below this one (ending in '/', or '') are the ones that the patterns speak of. */
  base: string;
  /** Put before the path when the patterns are written for a directory above the root. */
  prefix: string;
  patterns: Ignore;
  parent?: IgnoreRules;
}

/** Patterns in gitignore syntax for the paths below `base`. */
export function toRules(text: string | string[], base: string, parent?: IgnoreRules, prefix = ''): IgnoreRules {
  // Git compares case-sensitively by default; following the platform would give different findings on different machines.
  const patterns = ignore({ ignorecase: false }).add(text);
  return parent ? { base, prefix, patterns, parent } : { base, prefix, patterns };
}

/** Whether the path (directories end in '/') is ignored or expressly kept; undefined when no pattern speaks of it. */
export function decide(rules: IgnoreRules | undefined, path: string): 'ignored' | 'kept' | undefined {
  for (let level = rules; level; level = level.parent) {
    if (!path.startsWith(level.base) || path.length === level.base.length) continue;
    const { ignored, unignored } = level.patterns.test(level.prefix + path.slice(level.base.length));
    if (ignored) return 'ignored';
    if (unignored) return 'kept';
  }
  return undefined;
}

/**
 * The rules that hold inside a directory, given those around it and the names in it.
 * A directory with `.git` is a repository of its own, for which the patterns outside do not count. Outside of any
 * repository `.gitignore` says nothing: it was left behind by what came without its history.
 */
export function rulesInside(
  directory: { absolute: string; path: string; isRepository: boolean },
  names: ReadonlySet<string>,
  outer: IgnoreRules | undefined,
  failures: Failure[],
): IgnoreRules | undefined {
  const base = directory.path && `${directory.path}/`;
  let rules = outer;
  const add = (name: string): void => {
    const text = readPatterns(join(directory.absolute, name), base + name, failures);
    if (text !== undefined) rules = toRules(text, base, rules);
  };
  if (names.has('.git')) {
    directory.isRepository = true;
    rules = undefined;
    add('.git/info/exclude');
  }
  if (directory.isRepository && names.has('.gitignore')) add('.gitignore');
  return rules;
}

function readPatterns(absolute: string, path: string, failures: Failure[]): string | undefined {
  try {
    return readFileSync(absolute, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    // `.git` is a file in a worktree, and info/exclude need not be there.
    if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error)))
      failures.push({ file: path, reason: whyUnreadable(error, 'file') });
    return undefined;
  }
}
