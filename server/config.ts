/** `.bailiwick.yaml`: what a project says about itself. Data only; nothing in it is ever run. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readConfig } from './config-file.ts';
import type { Config } from './config-shape.ts';
import type { Confidence, Failure, Severity } from './finding.ts';
import type { readText } from './input/read.ts';
import { commonDirectory, gitRoot, isWithin, pathFrom, upwards } from './input/repository.ts';
import type { Model } from './models/model.ts';

export { readConfig };
export type { Config };

/** The name that is looked for. */
export const configName = '.bailiwick.yaml';

export interface LoadedConfig {
  /** Empty when there is no file or when it is wrong. */
  config: Config;
  /** Absolute path of the file that was read. */
  file?: string;
  /** The models that the file lists or holds. */
  models: Model[];
  failures: Failure[];
  /** What is written there to no effect; the rest of it holds. */
  warnings: Failure[];
  /** Absolute paths of configurations that would hold for one of the paths alone, but not for all of them. */
  unused: string[];
}

export interface ConfigOptions {
  /** Ids of all rules; others are errors. */
  rules: readonly string[];
  /** Places in failures are relative to it, and without a git repository no directory above it is searched. */
  cwd: string;
  /** The text of a file by its absolute path; the disk unless told. */
  read?: typeof readText;
}

/** The configuration that holds for the paths: the nearest one at or above the directory that they share. */
export function loadConfig(paths: string | readonly string[], options: ConfigOptions): LoadedConfig {
  const { cwd } = options;
  const directories = [paths].flat().map((path) => directoryOf(resolve(cwd, path)));
  const found = findConfig(commonDirectory(directories) ?? cwd, cwd);
  const others = new Set(directories.flatMap((directory) => findConfig(directory, cwd) ?? []));
  const unused = [...others].filter((other) => other !== found).sort();
  if (!found) return { config: {}, models: [], failures: [], warnings: [], unused };
  if (basename(found) === configName) return { ...readConfig(found, options), unused };
  const failure = { file: pathFrom(cwd, found), reason: `is not read; rename it to ${configName}` };
  return { config: {}, models: [], failures: [failure], warnings: [], unused };
}

function directoryOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

function findConfig(directory: string, cwd: string): string | undefined {
  // Without a repository a file of another owner further up, in /tmp say, must not silence rules.
  const top = gitRoot(directory) ?? (isWithin(cwd, directory) ? cwd : directory);
  const within = upwards(directory).filter((candidate) => isWithin(top, candidate));
  const names = [configName, '.bailiwick.yml'];
  return within.flatMap((candidate) => names.map((name) => join(candidate, name))).find((file) => existsSync(file));
}

/** Whether a rule runs and what its findings are worth, after the configuration; `wanted` brings a pedantic rule in. */
export function ruleSetting(
  config: Config,
  rule: { id: string; severity: Severity; pedantic?: true },
  wanted = false,
): { isOn: boolean; severity: Severity; confidence?: Confidence } {
  const entry = config.rules?.[rule.id];
  const { severity: level, confidence: least } = typeof entry === 'string' ? { severity: entry } : (entry ?? {});
  const isOn = level === 'off' ? false : entry !== undefined || wanted || !rule.pedantic;
  const effective = level === undefined || level === 'off' || level === 'on' ? rule.severity : level;
  const minimum = least ?? config.confidence;
  return minimum ? { isOn, severity: effective, confidence: minimum } : { isOn, severity: effective };
}
