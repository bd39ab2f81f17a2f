/** `npm run new-rule <id>`: the two files of a rule, which fail their tests until they are filled in. */
import { existsSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { formatted } from './outputs/output.ts';
import { pageText, ruleText } from './outputs/scaffold.ts';

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
  // The index must know the rule before its page can be tested.
  await import('./generate.ts');
  console.log(`Next:
  1. write a case into rules/${id}.md, and watch it fail: npm test -- test/pages.test.ts --grep ${id}
  2. fill in meta and check in rules/${id}.ts until it passes; a page needs five bad and five good cases
  3. npm run generate`);
}

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 2;
}
