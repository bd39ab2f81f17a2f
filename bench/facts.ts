/** Prints how long the walk takes beside the parse, over every script below the given directories. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extract, parse } from '../server/facts/typescript.ts';

const rounds = 5;
const maxBytes = 1024 * 1024;

function scripts(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === '.git' ? [] : scripts(path);
    const isScript = entry.isFile() && /\.[mc]?[jt]sx?$/.test(entry.name) && !/\.d\.[mc]?ts$/.test(entry.name);
    return isScript && statSync(path).size <= maxBytes ? [path] : [];
  });
}

const files = process.argv.slice(2).flatMap(scripts);
if (files.length === 0) {
  console.error('usage: tsx bench/facts.ts DIRECTORY…');
  process.exit(2);
}
const texts = files.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const megabytes = texts.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
console.log(`${files.length} files, ${megabytes.toFixed(1)} MB`);
for (let round = 1; round <= rounds; round++) {
  let parsing = 0;
  let walking = 0;
  let values = 0;
  for (const { path, text } of texts) {
    const start = performance.now();
    const source = parse(path, text, []);
    const parsed = performance.now();
    if (source) values += extract(source, text).values.length;
    walking += performance.now() - parsed;
    parsing += parsed - start;
  }
  const ratio = (walking / parsing).toFixed(2);
  console.log(
    `round ${round}: parse ${parsing.toFixed(0)} ms, extract ${walking.toFixed(0)} ms, ratio ${ratio}, ${values} values`,
  );
}
