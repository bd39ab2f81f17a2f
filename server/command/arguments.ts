/** The arguments of `bailiwick check`, and what can be wrong with them. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Confidence, Severity } from '../finding.ts';
import { noSuchRule, ruleIds } from './rules.ts';

export interface CheckOptions {
  format: 'text' | 'json' | 'sarif' | 'github' | 'markdown';
  output?: string;
  rule?: string[];
  severity?: Severity;
  confidence?: Confidence;
  pedantic?: boolean;
  includeTests?: boolean;
  config?: string;
  fix?: boolean;
  maxWarnings?: number;
  quiet?: boolean;
  color: boolean;
  stats?: boolean;
  /** False when nothing of an earlier run may be taken over, and nothing is kept. */
  cache: boolean;
  cacheLocation?: string;
}

/** Every mistake, one sentence each. */
export function wrongArguments(paths: readonly string[], options: CheckOptions, cwd: string): string[] {
  const { rule = [], maxWarnings = 0 } = options;
  return [
    ...rule.filter((id) => !ruleIds.includes(id)).map(noSuchRule),
    ...(Number.isInteger(maxWarnings) ? [] : ['--max-warnings takes a whole number of at least 0']),
    ...paths
      .filter((path) => !existsSync(resolve(cwd, path)))
      .map((path) => `${path}: there is no such file or directory`),
  ];
}
