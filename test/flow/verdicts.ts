/** Verdicts of all rules: `//! rule-id` at the end of a line says that exactly these rules speak there. */
import assert from 'node:assert/strict';
import { lintFiles } from '../harness/lint-files.ts';

/** Holds all findings against the marks; a text alone is `server.ts`. */
export function assertVerdicts(files: string | Record<string, string>): void {
  const texts = typeof files === 'string' ? { 'server.ts': files } : files;
  const found = lintFiles(texts).map(({ rule, at }) => `${at.file}:${lineOf(texts[at.file] ?? '', at.start)} ${rule}`);
  const expected = Object.entries(texts).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const rules = /\/\/! (.+)$/.exec(line)?.[1]?.split(' ') ?? [];
      return rules.map((rule) => `${file}:${index + 1} ${rule}`);
    }),
  );
  assert.deepEqual(found.sort(), expected.sort());
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
