/** Every fix of every example leaves a program that type-checks no worse than before. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { trials } from './harness/fix-trials.ts';
import { lintFiles } from './harness/lint-files.ts';
import { parsePage } from './harness/page.ts';
import { typeErrors } from './harness/type-errors.ts';

const folder = new URL('../rules/', import.meta.url);

describe('fixed examples', () => {
  it('type-check no worse than before', function () {
    // The fixes of all rules, one after the other.
    this.timeout(300_000);
    const pages = readdirSync(folder).filter((name) => /^[a-z].*\.md$/.test(name));
    const examples = pages.flatMap((page) =>
      parsePage(readFileSync(new URL(page, folder), 'utf8')).flatMap(({ title, verdict, files }) => {
        const tried = verdict.endsWith('bad') ? trials(files, lintFiles(files)) : [];
        return tried.length > 0 ? [{ name: `${page}: ${title}`, files, tried }] : [];
      }),
    );
    assert.ok(examples.length > 40, `${examples.length} examples have a fix`);
    const errors = typeErrors(examples.flatMap(({ files, tried }) => [files, ...tried.map((trial) => trial.files)]));
    let at = 0;
    const worse = examples.flatMap(({ name, tried }) => {
      const before = errors[at++] ?? [];
      return tried.flatMap((trial) =>
        surplus(errors[at++] ?? [], before).map((error) => `${name} (${trial.name}): ${error}`),
      );
    });
    assert.deepEqual(worse, []);
  });

  it('are looked at by a checker that sees mistakes', () => {
    const [none = [], some = []] = typeErrors([
      { 'a.ts': "import { jwtVerify } from 'jose';\nexport const verify = jwtVerify;\n" },
      { 'a.ts': "import { jwtVerify } from 'jose';\nexport const verify = jwtVerify(1, stranger);\n" },
    ]);
    assert.deepEqual(none, []);
    assert.match(some.join('\n'), /Cannot find name 'stranger'/);
  });
});

// The words of an error name types, which a fix may change: the file and the code tell whether it is a new one.
function surplus(after: readonly string[], before: readonly string[]): string[] {
  const kindOf = (error: string): string => /^.*?: TS\d+/.exec(error)?.[0] ?? error;
  const rest = before.map(kindOf);
  return after.filter((error) => {
    const index = rest.indexOf(kindOf(error));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}
