/** Reads a configuration file; apart, because most runs have none, and shapes take a while to make. */
import { dirname, resolve } from 'node:path';
import type { ConfigOptions, LoadedConfig } from './config.ts';
import { type Config, configShape } from './config-shape.ts';
import type { Failure } from './finding.ts';
import { readText } from './input/read.ts';
import { pathFrom } from './input/repository.ts';
import type { Model } from './models/model.ts';
import { allPublishedPermissions } from './models/published-permissions.ts';
import { scopeCatalog } from './models/scopes.ts';
import { parseModel } from './models/shape.ts';
import { parseShaped, type Shaped } from './shape.ts';
import { alike, didYouMean } from './similar.ts';

/** The configuration in a file, whatever its name. */
export function readConfig(path: string, options: ConfigOptions): LoadedConfig {
  const { read: readFile = readText } = options;
  const file = resolve(options.cwd, path);
  const shown = pathFrom(options.cwd, file);
  const read = readFile(file);
  if ('reason' in read)
    return { config: {}, file, models: [], failures: [{ file: shown, reason: read.reason }], warnings: [], unused: [] };
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
    warnings: shaped.value ? unknownScopes(shaped, shaped.value, shown) : [],
    unused: [],
  };
}

// What nobody knows silences nothing: most likely it is spelled wrong.
function unknownScopes(shaped: Shaped<Config>, { allow = [] }: Config, file: string): Failure[] {
  const catalog = allow.length > 0 ? scopeCatalog() : undefined;
  return allow.flatMap(({ id }, index) => {
    if (!catalog || catalog.knows(id)) return [];
    const known = [...catalog.entries, ...allPublishedPermissions()].flatMap((entry) => [entry.name, entry.id]);
    const [first, ...others] = [...new Set(alike(id, known))].slice(0, 3);
    const meant = [first, ...others].map((each) => `"${each}"`).join(' or ');
    const hint = first === undefined ? 'name it as a finding does' : `did you mean ${meant}?`;
    const reason = `"${id}" is no scope, permission or role that is known, so this allows nothing; ${hint}`;
    const { message, ...place } = shaped.problemAt(['allow', index, 'id'], reason);
    return { file, ...place, reason: message };
  });
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
