/** Fixes of manifests leave every other byte as it is: the ends of lines, a mark at the beginning, and the last line. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDocumentName } from '../server/input/kinds.ts';
import { apply, firstFixes } from './harness/fix-trials.ts';
import { lintFiles } from './harness/lint-files.ts';
import { type Case, parsePage } from './harness/page.ts';

const folder = fileURLToPath(new URL('../rules/', import.meta.url));

/** The same text as another editor would have saved it. */
const savings: [string, (text: string) => string][] = [
  ['with carriage returns', (text) => text.replaceAll('\n', '\r\n')],
  ['without a last line break', (text) => text.replace(/\n$/, '')],
];

function fixedCases(page: string): Case[] {
  return parsePage(readFileSync(folder + page, 'utf8')).filter(
    ({ verdict, fixed }) => verdict === 'bad' && Object.keys(fixed).some(isManifest),
  );
}

const isManifest = (file: string): boolean => isDocumentName(file.slice(file.lastIndexOf('/') + 1));

/** Where the last line is taken out, the one before it keeps its own break. */
function withBreak(before: string, fixed: string, after: string | undefined): string {
  const last = before.slice(before.lastIndexOf('\n') + 1);
  const isTakenOut = last !== '' && !fixed.endsWith(last);
  return isTakenOut && after === `${fixed}\n` ? after : fixed;
}

describe('fixes of manifests, byte for byte', () => {
  for (const page of readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'COVERAGE.md'))
    for (const { title, files, fixed } of fixedCases(page))
      for (const [how, saved] of savings)
        it(`${page}: ${title}, ${how}`, () => {
          const each = (texts: Record<string, string>): Record<string, string> =>
            Object.fromEntries(
              Object.entries(texts).map(([file, text]) => [file, isManifest(file) ? saved(text) : text]),
            );
          const before = each(files);
          const rule = page.slice(0, -'.md'.length);
          const own = lintFiles(before).filter((finding) => finding.rule === rule);
          const after = apply(before, firstFixes(own));
          for (const [file, text] of Object.entries(each(fixed)))
            assert.equal(after[file], withBreak(before[file] ?? '', text, after[file]), file);
        });
});
