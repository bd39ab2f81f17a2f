/** `npm run generate [-- --check]`: writes what is derived from rules, models and shapes, or says what is stale. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { catalogs } from './outputs/catalogs.ts';
import { coverage } from './outputs/coverage.ts';
import type { Output } from './outputs/output.ts';
import { metasData, page, pagesData, readme } from './outputs/pages.ts';
import { statementSources } from './outputs/statements.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const isCheck = process.argv.includes('--check');

try {
  const stale = settle(catalogs());
  // Rules read the compiled catalogues, so they are loaded only when those stand.
  const { ruleFiles, rulesIndex } = await import('./outputs/rule-files.ts');
  const files = await ruleFiles();
  const pages = files.map((file) => ({ id: file.id, ...page(file) }));
  stale.push(...settle([await rulesIndex(files), ...pages, pagesData(pages), metasData(files), await readme(files)]));
  const metas = files.map(({ rule }) => rule.meta);
  stale.push(...settle([coverage(metas, statementSources())]));
  const { picture } = await import('./outputs/picture.ts');
  const shown = files.find(({ id }) => id === 'token-passthrough');
  if (shown) stale.push(...settle([picture(shown.rule)]));
  const { manifest } = await import('./outputs/manifest.ts');
  stale.push(...settle([await manifest(metas)]));
  const { schemas } = await import('./outputs/schemas.ts');
  stale.push(...settle(await schemas()));
  if (isCheck && stale.length > 0) {
    console.error(`Stale: ${stale.join(', ')}\nrun npm run generate`);
    process.exitCode = 1;
  } else if (!isCheck) {
    console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'Everything is fresh.');
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function settle(outputs: Output[]): string[] {
  const changed = outputs.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  if (!isCheck) {
    for (const { path, text } of changed) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
  return changed.map(({ path }) => path);
}
