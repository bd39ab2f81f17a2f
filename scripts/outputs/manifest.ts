/** package.json: the parts of the extension's manifest that come from the rules, the settings and the tools. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RuleMeta } from '../../server/rule.ts';
import { configName } from '../../server/config.ts';
import { configShape } from '../../server/config-shape.ts';
import { defaultSettings, type Settings, settingsShape } from '../../server/lsp/protocol/settings.ts';
import { tools } from '../../server/tools/all.ts';
import { formatted, type Output } from './output.ts';
import { exportedName } from './rule-files.ts';

type Schema = Record<string, unknown>;

/** What VS Code must know of a setting beyond its shape; a setting that is added does not compile until it stands here. */
const traits: Record<keyof Settings, Schema> = {
  enable: { default: defaultSettings.enable, scope: 'resource' },
  run: {
    default: defaultSettings.run,
    scope: 'resource',
    enumDescriptions: ['While you type.', 'When a file is saved.'],
  },
  severity: {
    default: 'info',
    scope: 'resource',
    enumDescriptions: ['Errors only.', 'Errors and warnings.', 'Everything.'],
  },
  confidence: {
    default: 'high',
    scope: 'resource',
    enumDescriptions: ['Only what is sure.', 'Also what is likely.', 'Everything.'],
  },
  pedantic: { default: defaultSettings.pedantic, scope: 'resource' },
  includeTests: { default: false, scope: 'resource' },
  rules: { description: 'Rules by id: off, on, or the severity of their findings.', default: {}, scope: 'resource' },
  config: { default: '', scope: 'resource' },
};

const ownSettings: Record<string, Schema> = {
  'trace.server': {
    description: 'What is written to the output channel Bailiwick Trace of what editor and server say to each other.',
    type: 'string',
    enum: ['off', 'messages', 'compact', 'verbose'],
    enumDescriptions: ['Nothing.', 'That there was a message.', 'In short.', 'Every message whole.'],
    default: 'off',
    scope: 'window',
  },
};

/** `contributes.configuration` for these rules. */
export function configuration(rules: readonly RuleMeta[]): Schema {
  const { properties = {} } = z.toJSONSchema(settingsShape, { target: 'draft-7', io: 'input' });
  const settings = Object.entries(traits).map(([name, own]): [string, Schema] => {
    const shape = properties[name] as Schema;
    return [name, { ...(name === 'rules' ? rulesSchema(shape, rules) : shape), ...own }];
  });
  const all = [...settings, ...Object.entries(ownSettings)];
  return {
    title: 'Bailiwick',
    properties: Object.fromEntries(
      all.map(([name, schema], order) => [`bailiwick.${name}`, { order, ...explained(name, schema) }]),
    ),
  };
}

// A file of the project goes before a setting: people must find that where they look for the setting.
function explained(name: string, { description, ...schema }: Schema): Schema {
  const hint = name in configShape.shape ? ` A \`${configName}\` in the folder goes first.` : '';
  return { markdownDescription: `${String(description)}${hint}`, ...schema };
}

// A rule's map with a confidence of its own belongs into the configuration file; here words can be picked from a list.
function rulesSchema({ description, additionalProperties }: Schema, rules: readonly RuleMeta[]): Schema {
  const { anyOf } = additionalProperties as { anyOf: Schema[] };
  const words = anyOf.find((side) => 'enum' in side);
  const properties = rules.map(({ id, title }) => [id, { description: title, ...words }]);
  return {
    description,
    type: 'object',
    properties: Object.fromEntries(properties) as Schema,
    additionalProperties: false,
  };
}

/** `contributes.languageModelTools`: the tools of `bailiwick mcp` for the models of the editor. */
export function languageModelTools(): Schema[] {
  return tools.map(({ name, title, description, input }) => {
    const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { target: 'draft-7', io: 'input' });
    return {
      name: `bailiwick_${name}`,
      toolReferenceName: exportedName(`bailiwick-${name.replaceAll('_', '-')}`),
      displayName: title,
      userDescription: /^.*?\.(?= |$)/.exec(description)?.[0] ?? description,
      modelDescription: description,
      icon: '$(shield)',
      tags: ['bailiwick', 'security', 'lint'],
      canBeReferencedInPrompt: true,
      inputSchema,
    };
  });
}

/** package.json with what is derived; the rest stays as it is. */
export function manifest(rules: readonly RuleMeta[]): Promise<Output> {
  const all = JSON.parse(readFileSync('package.json', 'utf8')) as Schema & { contributes: Schema };
  const contributes = {
    ...all.contributes,
    configuration: configuration(rules),
    languageModelTools: languageModelTools(),
  };
  return formatted('package.json', JSON.stringify({ ...all, contributes }));
}
