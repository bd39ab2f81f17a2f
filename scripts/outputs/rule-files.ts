/** The rules as their files export them. */
import { readdirSync } from 'node:fs';
import type { Rule } from '../../server/rule.ts';
import { formatted, type Output } from './output.ts';

/** A rule with the names under which its file exports it. */
export interface RuleFile {
  id: string;
  /** The exported name, in camel case. */
  name: string;
  rule: Rule;
}

/** Loads every rule, sorted by id; throws when a file does not export the rule that its name promises. */
export async function ruleFiles(): Promise<RuleFile[]> {
  const files = readdirSync('rules').filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  const ids = files.map((file) => file.slice(0, -'.ts'.length)).sort();
  return Promise.all(ids.map(load));
}

/** The name under which the file of a rule exports it. */
export function exportedName(id: string): string {
  return id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

async function load(id: string): Promise<RuleFile> {
  const name = exportedName(id);
  const module = (await import(`../../rules/${id}.ts`)) as Record<string, Rule | undefined>;
  const rule = module[name];
  if (rule?.meta.id !== id) throw new Error(`rules/${id}.ts must export ${name}, a rule with the id ${id}`);
  return { id, name, rule };
}

/** rules/index.ts. */
export function rulesIndex(files: RuleFile[]): Promise<Output> {
  const imports = files.map(({ id, name }) => `import { ${name} } from './${id}.ts';`).join('\n');
  return formatted(
    'rules/index.ts',
    `// Written by \`npm run generate\`.
import type { Rule } from '../server/sdk.ts';
${imports}

/** All rules, sorted by id. */
export const rules: readonly Rule[] = [${files.map(({ name }) => name).join(', ')}];
`,
  );
}
