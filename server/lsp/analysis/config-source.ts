/** The configuration of a project: the open buffer counts, and a file with mistakes leaves the last good one in force. */
import { isAbsolute, resolve } from 'node:path';
import { type ConfigOptions, type LoadedConfig, loadConfig, readConfig } from '../../config.ts';
import type { Failure } from '../../finding.ts';
import { readText } from '../../input/read.ts';
import { type Settings, withSettings } from '../protocol/settings.ts';

export interface ConfigSource {
  /** Reads again; true when another configuration is in force now. */
  reload(): boolean;
  /** The configuration in force, with the settings of the editor below it. */
  loaded(): LoadedConfig;
  /** The mistakes of the files as they are now; `file` is absolute. */
  failures(): (Failure & { file: string })[];
  /** What stands there to no effect, in the same way. */
  warnings(): (Failure & { file: string })[];
  /** Absolute paths of the files that were read, and their texts. */
  texts(): ReadonlyMap<string, string>;
}

export interface ConfigSourceOptions {
  /** A folder, or a file outside every folder. */
  path: string;
  /** The folder, or the directory of the file. */
  directory: string;
  settings: Settings;
  rules: readonly string[];
  /** The text of an open document. */
  bufferOf(absolute: string): string | undefined;
}

/** The configuration of one project: that of the settings alone until it is reloaded. */
export function createConfigSource(options: ConfigSourceOptions): ConfigSource {
  const { path, directory: cwd, settings, rules, bufferOf } = options;
  let good: LoadedConfig | undefined;
  let failures: (Failure & { file: string })[] = [];
  let warnings: (Failure & { file: string })[] = [];
  let texts = new Map<string, string>();

  function read(absolute: string): ReturnType<typeof readText> {
    const buffer = bufferOf(absolute);
    const found = buffer === undefined ? readText(absolute) : { text: buffer };
    texts.set(absolute, 'text' in found ? found.text : '');
    return found;
  }

  function absolute({ file = '', ...rest }: Failure): Failure & { file: string } {
    return { ...rest, file: isAbsolute(file) ? file : resolve(cwd, file) };
  }

  return {
    reload() {
      texts = new Map();
      const known: ConfigOptions = { rules, cwd, read };
      const found = settings.config === undefined ? loadConfig(path, known) : readConfig(settings.config, known);
      failures = found.failures.map(absolute);
      warnings = found.warnings.map(absolute);
      if (failures.length > 0 && good) return false;
      const before = JSON.stringify(good);
      good = { ...found, config: withSettings(found.config, settings) };
      return JSON.stringify(good) !== before;
    },
    loaded: () => good ?? { config: withSettings({}, settings), models: [], failures: [], warnings: [], unused: [] },
    failures: () => failures,
    warnings: () => warnings,
    texts: () => texts,
  };
}
