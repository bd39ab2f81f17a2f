/** What a rule finds, where its id stands: in the configuration and in an ignore comment. */
import { basename } from 'node:path';
import compiled from '../../../rules/schema/config.schema.json' with { type: 'json' };
import { configName } from '../../config.ts';
import { scopeCatalog } from '../../models/scopes.ts';
import { documentationUrl, type RuleMeta } from '../../rule.ts';
import { ignoreWord } from '../../suppress.ts';
import type { HoverAnswer, HoverInput } from './hover.ts';
import { descriptionAt, type JsonSchema } from './json-schema.ts';
import { entryMarkdown } from './scope-hover.ts';
import { yamlPositions } from './yaml-position.ts';

const schema: JsonSchema = compiled;

/** The rule, key or scope under the cursor of a configuration or an ignore comment. */
export function configHover(input: HoverInput): HoverAnswer | undefined {
  return ignoredRule(input) ?? (basename(input.path) === configName ? inConfiguration(input) : undefined);
}

function ignoredRule({ text, offset, rules }: HoverInput): HoverAnswer | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const start = offset - (/[\w-]*$/.exec(text.slice(lineStart, offset))?.[0].length ?? 0);
  const end = offset + (/^[\w-]*/.exec(text.slice(offset))?.[0].length ?? 0);
  const before = text.slice(lineStart, start);
  const rule = rules.find(({ meta }) => meta.id === text.slice(start, end))?.meta;
  const isInList = new RegExp(`${ignoreWord}[ \\t]+(?:[\\w-]+[ \\t]*,[ \\t]*)*$`).test(before);
  return rule && isInList ? { start, end, markdown: ruleMarkdown(rule) } : undefined;
}

function inConfiguration({ text, offset, rules }: HoverInput): HoverAnswer | undefined {
  const [position] = yamlPositions(text, offset).filter(({ word }) => word.end > word.start);
  if (!position) return undefined;
  const { word, path, as } = position;
  const written = text.slice(word.start, word.end);
  const rule = rules.find(({ meta }) => meta.id === written)?.meta;
  const scope = scopeCatalog().byId(written);
  const description = descriptionAt(schema, as === 'key' ? [...path, written] : path);
  const isRule = as === 'key' && path.length === 1 && path[0] === 'rules';
  const markdown = isRule ? rule && ruleMarkdown(rule) : as === 'value' && scope ? entryMarkdown(scope) : description;
  return markdown === undefined ? undefined : { ...word, markdown };
}

function ruleMarkdown({ id, title, pillar, severity }: RuleMeta): string {
  return `**${title}** · ${pillar} · ${severity}\n\n[${id}](${documentationUrl(id)})`;
}
