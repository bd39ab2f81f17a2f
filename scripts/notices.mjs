/** The licences of what the bundles hold of other people's work. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One text with the name, version, licence and licence text of each package that stands in one of the bundles, and in
 * `others`: directories of packages, with the versions where another than the installed one was bundled.
 */
export function notices(metafiles, others) {
  const inputs = metafiles.flatMap(({ inputs: files }) => Object.keys(files));
  const packages = new Map(
    inputs.flatMap((input) => packageOf(input) ?? []).map((directory) => [directory, undefined]),
  );
  const parts = [...packages, ...others].map(notice).sort((a, b) => (a < b ? -1 : 1));
  return `What Bailiwick holds of the work of others, and under which licences.\n\n${[...new Set(parts)].join('\n')}`;
}

/** `node_modules/a/node_modules/@b/c/lib/x.js`: the directory of `@b/c`. */
function packageOf(input) {
  return /^(?:[\w-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function notice([directory, bundled]) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const files = readdirSync(directory).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files
    .sort((a, b) => (a < b ? -1 : 1))
    .map((file) => readFileSync(join(directory, file), 'utf8').trim());
  if (typeof license !== 'string') throw new Error(`${directory} does not say its licence`);
  return [`## ${name} ${bundled ?? version} (${license})`, ...texts, ''].join('\n\n');
}
