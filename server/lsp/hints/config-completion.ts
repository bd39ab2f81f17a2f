/** Completion in `.bailiwick.yaml`: keys and words of its schema, ids of rules and of scopes. */
import compiled from '../../../rules/schema/config.schema.json' with { type: 'json' };
import type { RuleMeta } from '../../rule.ts';
import { scopeCatalog } from '../../models/scopes.ts';
import type { CompletionEntry } from './completion.ts';
import { descriptionAt, type JsonSchema, schemasAt } from './json-schema.ts';
import { entryMarkdown, providerTitles } from './scope-hover.ts';
import { type YamlPosition, yamlPositions } from './yaml-position.ts';

const schema: JsonSchema = compiled;

export interface ConfigInput {
  text: string;
  offset: number;
  rules: readonly { meta: RuleMeta }[];
}

/** What may stand at the offset. Insertions are snippets. */
export function completeConfig({ text, offset, rules }: ConfigInput): CompletionEntry[] {
  return yamlPositions(text, offset).flatMap((position) => {
    const entries = position.as === 'key' ? keys(position, rules) : values(position);
    return entries.map((entry) => ({ ...entry, replaces: position.word }));
  });
}

type Draft = Omit<CompletionEntry, 'replaces'>;

function keys(position: YamlPosition, rules: ConfigInput['rules']): Draft[] {
  const { path, siblings, hasColon, isFlow } = position;
  const isRules = path.length === 1 && path[0] === 'rules';
  const known = isRules
    ? rules.map(({ meta }) => ruleKey(meta, hasColon))
    : schemasAt(schema, path).flatMap(({ properties = {} }) =>
        Object.keys(properties).map((name) => ({
          label: name,
          kind: 'property' as const,
          detail: descriptionAt(schema, [...path, name]) ?? '',
          insert: hasColon ? name : name + opening([...path, name], isFlow),
        })),
      );
  return known.filter(({ label }) => !siblings.includes(label));
}

function ruleKey({ id, title, severity, pillar }: RuleMeta, hasColon: boolean): Draft {
  const others = ['error', 'warning', 'info', 'off', 'on'].filter((level) => level !== severity);
  return {
    label: id,
    kind: 'rule',
    detail: title,
    documentation: `${title}\n\n${pillar} · ${severity} unless configured`,
    insert: hasColon ? id : `${id}: \${1|${[severity, ...others].join(',')}|}`,
  };
}

// What follows a key: a word, a list or a map that begins.
function opening(path: (string | number)[], isFlow: boolean): string {
  const [first] = schemasAt(schema, path);
  if (isFlow || !first) return ': ';
  if (first.type === 'object') return ':\n  ';
  if (first.type !== 'array') return ': ';
  const required = schemasAt(schema, [...path, 0]).find((item) => item.required)?.required ?? [];
  const fields = required.map((name, index) => `${name}: $${index + 1}`);
  return `:\n  - ${fields.join('\n    ')}`;
}

function values({ path, isQuoted }: YamlPosition): Draft[] {
  const words = schemasAt(schema, path).flatMap(wordsOf);
  const detail = descriptionAt(schema, path) ?? '';
  const known = [...new Set(words)].map((word) => ({ label: word, kind: 'value' as const, detail, insert: word }));
  const isScope = path.length === 3 && path[0] === 'allow' && path[2] === 'id';
  return isScope ? scopeIds(isQuoted) : known;
}

function wordsOf({ enum: words = [], type }: JsonSchema): readonly string[] {
  return type === 'boolean' ? ['true', 'false'] : words;
}

function scopeIds(isQuoted: boolean): Draft[] {
  return scopeCatalog()
    .entries.filter((entry) => scopeCatalog().isBroad(entry))
    .map((entry) => ({
      label: entry.id,
      kind: 'value' as const,
      detail: `${entry.name} · ${providerTitles[entry.provider] ?? entry.provider}`,
      documentation: entryMarkdown(entry),
      // `*` begins an alias, and `: ` a map.
      insert: isQuoted || /^[\w./-][\w./:@-]*$/.test(entry.id) ? entry.id : `'${entry.id}'`,
    }));
}
