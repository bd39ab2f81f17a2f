/** `npm run new-rule <id>`: the two files of a rule, which fail their tests until they are filled in. */
import { existsSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { formatted } from './outputs/output.ts';
import { exportedName } from './outputs/rule-files.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const [id = ''] = process.argv.slice(2);
if (!/^[a-z]+(-[a-z\d]+)+$/.test(id)) {
  fail('usage: npm run new-rule <id>, where the id names the smell in kebab case: token-in-url');
} else if (existsSync(`rules/${id}.ts`) || existsSync(`rules/${id}.md`)) {
  fail(`rules/${id} is there already`);
} else {
  const { path, text } = await formatted(`rules/${id}.ts`, ruleText(id));
  writeFileSync(path, text);
  writeFileSync(`rules/${id}.md`, pageText());
  console.log(`rules/${id}.ts and rules/${id}.md are there. Next:
  1. write a case into the page, and watch it fail: npx mocha test/pages.test.ts --grep ${id}
  2. fill in meta and check until it passes; a page needs five bad and five good cases
  3. npm run generate`);
}

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 2;
}

function ruleText(rule: string): string {
  return `import { defineRule } from '../server/sdk.ts';

export const ${exportedName(rule)} = defineRule({
  meta: {
    id: '${rule}',
    title: '',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [],
  },
  *check({ flows }) {
    for (const flow of flows({ from: ['inbound-token'], to: [] })) {
      yield { at: flow.sink, path: flow.steps, confidence: flow.confidence, message: '', why: '', help: '' };
    }
  },
});
`;
}

function pageText(): string {
  const fence = '```';
  return `
What is wrong, why it matters, what to do.

## Found

### the mistake in one function

${fence}ts bad
${fence}

## Silent

### the right way

${fence}ts good
${fence}
`;
}
