/** The settings of an editor, `bailiwick.*`: what the configuration file may say too, and a few things of the editor. */
import { z } from 'zod';
import { type Config, configShape } from '../../config-shape.ts';

const { severity, confidence, includeTests, rules } = configShape.shape;

/** The settings; `contributes.configuration` of the extension comes from here. */
export const settingsShape = z.strictObject({
  enable: z.boolean().exactOptional().describe('Analyse this folder.'),
  run: z
    .enum(['onType', 'onSave'])
    .exactOptional()
    .describe('When findings are renewed: while you type, or when a file is saved.'),
  config: z
    .string()
    .exactOptional()
    .describe('Path of the configuration file, relative to the folder, instead of the nearest .bailiwick.yaml.'),
  pedantic: z.boolean().exactOptional().describe('Show findings of every confidence, and run pedantic rules.'),
  severity,
  confidence,
  includeTests,
  rules,
});

export type Settings = z.infer<typeof settingsShape>;

/** What holds where nothing is set. */
export const defaultSettings = { enable: true, run: 'onType', pedantic: false } as const;

const shapes: Record<string, z.ZodType> = settingsShape.shape;
const sentences: Record<keyof Settings, string> = {
  enable: 'expected true or false',
  run: 'expected onType or onSave',
  config: 'expected the path of a file',
  pedantic: 'expected true or false',
  severity: 'expected error, warning or info',
  confidence: 'expected high, medium or low',
  includeTests: 'expected true or false',
  rules: 'expected a map from rule ids to off, on, error, warning or info',
};

/** The settings among what a client sent, and a sentence for each that is not what it should be and counts as unset. */
export function readSettings(
  given: unknown,
  knownRules: readonly string[],
): { settings: Settings; problems: string[] } {
  const settings: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(isRecord(given) ? given : {})) {
    const shape = shapes[key];
    if (!shape || value === null || value === undefined || value === '') continue;
    const parsed = shape.safeParse(value);
    if (parsed.success) settings[key] = parsed.data;
    else problems.push(`bailiwick.${key}: ${sentences[key as keyof Settings]}`);
  }
  const read: Settings = settings;
  if (read.rules) {
    const unknown = Object.keys(read.rules).filter((id) => !knownRules.includes(id));
    problems.push(...unknown.map((id) => `bailiwick.rules: there is no rule "${id}"`));
    read.rules = Object.fromEntries(Object.entries(read.rules).filter(([id]) => knownRules.includes(id)));
  }
  return { settings: read, problems };
}

/** The configuration under which a folder is linted: what its file says goes before the settings, rule by rule. */
export function withSettings(config: Config, settings: Settings): Config {
  const set = Object.fromEntries(
    (['severity', 'confidence', 'includeTests'] as const).flatMap((key) =>
      settings[key] === undefined ? [] : [[key, settings[key]]],
    ),
  ) as Pick<Config, 'severity' | 'confidence' | 'includeTests'>;
  const all = { ...settings.rules, ...config.rules };
  return { ...set, ...config, ...(Object.keys(all).length > 0 ? { rules: all } : {}) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
