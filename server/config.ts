/** `.bailiwick.yaml`: what a project says about itself. Data only; nothing in it is ever run. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Confidence, Failure, Severity } from './finding.ts';
import { readText } from './input/read.ts';
import { commonDirectory, gitRoot, isWithin, pathFrom, upwards } from './input/repository.ts';
import type { Model } from './models/model.ts';
import { modelShape, parseModel } from './models/shape.ts';
import { parseShaped, type Shaped } from './shape.ts';
import { didYouMean } from './similar.ts';

/** The name that is looked for. */
export const configName = '.bailiwick.yaml';

const severity = z.enum(['error', 'warning', 'info']);
const confidence = z.enum(['high', 'medium', 'low']);
const text = z.string().min(1, 'must not be empty');

const ruleShape = z
  .union([
    z.enum(['off', 'on', 'error', 'warning', 'info']),
    z.strictObject({
      severity: z
        .enum(['off', 'on', 'error', 'warning', 'info'])
        .exactOptional()
        .describe('off, on, or the severity of its findings.'),
      confidence: confidence.exactOptional().describe('Show only findings of this rule that are at least so sure.'),
    }),
  ])
  .describe('off, on (with its own severity), error, warning or info; or a map with severity and confidence.');

/** The configuration file; its JSON Schema comes from here. */
export const configShape = z
  .strictObject({
    rules: z.record(z.string(), ruleShape).exactOptional().describe('Rule ids with off, on, a severity, or more.'),
    ignore: z
      .array(text)
      .exactOptional()
      .describe('Paths to leave out, in gitignore syntax, relative to this file; a leading ! brings a path back.'),
    models: z
      .array(z.union([text, modelShape]))
      .exactOptional()
      .describe(
        'Knowledge about your own libraries: rows as in a model file, or the path of one relative to this file.',
      ),
    resource: z
      .array(text)
      .exactOptional()
      .describe('URLs of your own servers: the audience that tokens for them must carry.'),
    issuers: z
      .array(text)
      .exactOptional()
      .describe('URLs of the authorization servers that issue your tokens; a token may go back to its issuer.'),
    internalHosts: z
      .array(text)
      .exactOptional()
      .describe('Host suffixes of your own services: internal.example covers api.internal.example.'),
    exchangeHelpers: z
      .array(text)
      .exactOptional()
      .describe('Functions whose result is an exchanged token: a name, or module#name.'),
    authTerminatedUpstream: z
      .boolean()
      .exactOptional()
      .describe('True when a gateway or proxy in front of every HTTP endpoint authenticates all requests.'),
    allow: z
      .array(
        z.strictObject({
          id: text.describe('The scope, or its id in the scope catalogue.'),
          reason: text.describe('Why the agent needs it.'),
        }),
      )
      .exactOptional()
      .describe('Broad scopes that are wanted, each with its reason.'),
    severity: severity.exactOptional().describe('Show only findings that are at least so severe.'),
    confidence: confidence.exactOptional().describe('Show only findings that are at least so sure.'),
    includeTests: z.boolean().exactOptional().describe('Show findings on test, fixture and example paths too.'),
  })
  .describe('Configuration of Bailiwick.');

export type Config = z.infer<typeof configShape>;

export interface LoadedConfig {
  /** Empty when there is no file or when it is wrong. */
  config: Config;
  /** Absolute path of the file that was read. */
  file?: string;
  /** The models that the file lists or holds. */
  models: Model[];
  failures: Failure[];
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
  if (!found) return { config: {}, models: [], failures: [], unused };
  if (basename(found) === configName) return { ...readConfig(found, options), unused };
  const failure = { file: pathFrom(cwd, found), reason: `is not read; rename it to ${configName}` };
  return { config: {}, models: [], failures: [failure], unused };
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

/** The configuration in a file, whatever its name. */
export function readConfig(path: string, options: ConfigOptions): LoadedConfig {
  const { read: readFile = readText } = options;
  const file = resolve(options.cwd, path);
  const shown = pathFrom(options.cwd, file);
  const read = readFile(file);
  if ('reason' in read)
    return { config: {}, file, models: [], failures: [{ file: shown, reason: read.reason }], unused: [] };
  const shaped = parseShaped(read.text, configShape);
  const problems = shaped.value ? unknownRules(shaped, shaped.value, options.rules) : shaped.problems;
  const failures: Failure[] = problems.map(({ message, ...place }) => ({ file: shown, ...place, reason: message }));
  const models = (shaped.value?.models ?? []).flatMap((entry, index) => {
    if (typeof entry !== 'string') return parseModel(JSON.stringify(entry), shown).model ?? [];
    const loaded = readModel(resolve(dirname(file), entry), options.cwd, readFile);
    if ('model' in loaded) return loaded.model;
    const { message: reason, ...place } = shaped.problemAt(['models', index], loaded.reason ?? '');
    failures.push(...(loaded.reason === undefined ? loaded.failures : [{ file: shown, ...place, reason }]));
    return [];
  });
  return {
    config: failures.length > 0 ? {} : (shaped.value ?? {}),
    file,
    models: failures.length > 0 ? [] : models,
    failures,
    unused: [],
  };
}

function unknownRules(shaped: Shaped<Config>, config: Config, known: readonly string[]) {
  return Object.keys(config.rules ?? {})
    .filter((id) => !known.includes(id))
    .map((id) => {
      const meant = didYouMean(id, known);
      const hint = meant ? `did you mean "${meant}"?` : '`bailiwick rules` lists them';
      return shaped.problemAt(['rules', id], `unknown rule "${id}"; ${hint}`, 'key');
    });
}

function readModel(
  absolute: string,
  cwd: string,
  readFile: typeof readText,
): { model: Model } | { reason?: string; failures: Failure[] } {
  const file = pathFrom(cwd, absolute);
  const read = readFile(absolute);
  if ('reason' in read) return { reason: `${file}: ${read.reason}`, failures: [] };
  const { model, problems } = parseModel(read.text, file);
  if (model) return { model };
  return { failures: problems.map(({ message, ...place }) => ({ file, ...place, reason: message })) };
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
