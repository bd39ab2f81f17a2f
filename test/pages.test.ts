/** Every rule page: its bad examples are found where the carets stand, its good ones leave every rule silent. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../rules/index.ts';
import { readDocument } from '../server/documents/read.ts';
import { readTypeScript } from '../server/facts/typescript.ts';
import type { Finding } from '../server/finding.ts';
import { isSourceName } from '../server/input/kinds.ts';
import { syntaxOf } from '../server/input/syntax.ts';
import type { RuleMeta } from '../server/rule.ts';
import { difference, show } from './harness/compare.ts';
import { apply, firstFixes, type Trial, trials } from './harness/fix-trials.ts';
import { lintFiles } from './harness/lint-files.ts';
import { type Case, parsePage } from './harness/page.ts';

const folder = new URL('../rules/', import.meta.url);

describe('pages', () => {
  it('every page has its rule', () => {
    const pages = readdirSync(folder).filter((name) => /^[a-z].*\.md$/.test(name));
    assert.deepEqual(
      pages.map((name) => name.slice(0, -'.md'.length)),
      rules.map((rule) => rule.meta.id),
    );
  });

  for (const { meta } of rules) {
    describe(meta.id, () => {
      const { cases, text, problem } = casesOf(meta.id);
      it('is well formed', () => assert.equal(problem, undefined));
      it('has a title, references, and at least five bad and five good cases', () => {
        const count = (verdict: string): number => cases.filter((example) => example.verdict === verdict).length;
        assert.ok(meta.title.length > 0 && meta.references.length > 0, 'fill in title and references');
        assert.ok(count('bad') >= 5, `${count('bad')} bad cases`);
        assert.ok(count('good') >= 5, `${count('good')} good cases`);
        const showsFix = cases.some((example) => Object.keys(example.fixed).length > 0);
        assert.equal(showsFix, meta.fixable !== 'never', 'a page shows a fix exactly when its rule has one');
      });
      it('has a fix, or says why there is none', () => {
        const saysWhy = /^There is no fix: \S/m.test(text);
        assert.equal(saysWhy, meta.fixable === 'never', 'write "There is no fix: …" exactly when its rule has none');
      });
      it('shows each statement broken that it covers', () => {
        const claimed = meta.references.flatMap((each) =>
          each.startsWith('norm:') ? [each.slice('norm:'.length)] : [],
        );
        const shown = new Set(cases.flatMap(({ norms }) => norms));
        assert.deepEqual(
          [...shown].sort(),
          claimed.sort(),
          'write norm=… on the fence of the case, or drop the reference',
        );
      });
      for (const example of cases) it(`${example.verdict}: ${example.title}`, () => check(meta, example));
    });
  }
});

// A page that cannot be read fails one test and leaves the others alone.
function casesOf(id: string): { cases: Case[]; text: string; problem?: string } {
  const text = readFileSync(new URL(`${id}.md`, folder), 'utf8');
  try {
    return { cases: parsePage(text), text };
  } catch (error) {
    return { cases: [], text, problem: `rules/${id}.md: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function check({ id, fixable }: RuleMeta, example: Case): void {
  const findings = lintFiles(example.files);
  const own = findings.filter((finding) => finding.rule === id);
  if (example.verdict === 'bad') {
    const places = own.map((finding) => finding.at);
    const wrong = difference(example.files, example.marks, places);
    if (wrong !== undefined) assert.fail(wrong);
    const isShown = own.some(({ confidence }) => confidence === 'high');
    assert.equal(isShown, !example.isHidden, 'a bad case is shown by default, unless it is hidden');
    const isFixed = own.map((finding) => finding.fixes.length > 0);
    if (fixable === 'never') assert.ok(!isFixed.includes(true), 'meta says that there is no fix');
    if (fixable === 'always') assert.ok(!isFixed.includes(false), 'meta says that there is always a fix');
    checkFixes(example, findings, own);
  } else if (example.verdict === 'good') {
    const said = findings.map(({ rule, message, at }) => `${rule}: ${message}\n${show(example.files, at)}`);
    if (said.length > 0) assert.fail(said.join('\n'));
  } else if (example.verdict === 'todo bad') {
    assert.deepEqual(own, [], 'this miss is no more: make the case bad');
  } else {
    assert.notDeepEqual(own, [], 'this false alarm is no more: make the case good');
  }
}

/** Holds every fix of every finding, alone and all together, to what DESIGN promises of fixes. */
function checkFixes({ files, fixed }: Case, before: Finding[], own: Finding[]): void {
  const after = apply(files, firstFixes(own));
  for (const [file, text] of Object.entries(fixed)) assert.equal(after[file], text, `${file} after the fix`);
  if (firstFixes(own).length === 0) assert.deepEqual(fixed, {}, 'nothing is fixed here');
  for (const trial of trials(files, before)) checkTrial(files, before, trial);
}

function checkTrial(files: Record<string, string>, before: Finding[], trial: Trial): void {
  const { name, changed, left } = trial;
  // `Error`, `URL` and, since Node 19, `crypto` are everywhere; what another file reads, such as `process`, its project has.
  const known = [...everywhere, ...Object.entries(files).flatMap(([file, text]) => namesFromNowhere(file, text))];
  assert.ok(changed.length > 0, `${name}: changes something`);
  for (const file of changed) {
    const text = trial.files[file] ?? '';
    const strangers = namesFromNowhere(file, text).filter((each) => !known.includes(each));
    assert.deepEqual(strangers, [], `${name}: writes names into ${file} that are not in scope`);
    const [comments, remarks] = [commentsOf(file, files[file] ?? ''), commentsOf(file, text)];
    assert.deepEqual(remarks, comments, `${name}: changes a comment of ${file}`);
    const isWhole = problemsOf(file, text) <= problemsOf(file, files[file] ?? '');
    assert.ok(isWhole, `${name}: breaks the syntax of ${file}`);
  }
  const count = (all: Finding[], rule: string): number => all.filter((finding) => finding.rule === rule).length;
  for (const rule of new Set([...before, ...left].map((finding) => finding.rule))) {
    // What was fixed is gone, and nothing came: so a second pass has nothing to do.
    const most = count(before, rule) - count(trial.fixed, rule);
    assert.ok(count(left, rule) <= most, `${name}: ${count(left, rule)} findings of ${rule} are left, not ${most}`);
  }
}

const everywhere = ['Error', 'String', 'Number', 'URL', 'Object', 'Promise', 'crypto'];

const marks: Record<string, RegExp> = {
  yaml: /(?<!\S)#.*/g,
  toml: /(?<!\S)#.*/g,
  env: /(?<!\S)#.*/g,
  python: /(?<!\S)#.*/g,
  dockerfile: /^\s*#.*/gm,
  markdown: /(?<!\S)# .*|<!--[\s\S]*?-->/g,
  hcl: /(?<!\S)(?:#|\/\/).*|\/\*[\s\S]*?\*\//g,
};

function commentsOf(file: string, text: string): string[] {
  return text.match(marks[syntaxOf(file) ?? ''] ?? /(?<!\S)\/\/.*|\/\*[\s\S]*?\*\//g) ?? [];
}

function problemsOf(file: string, text: string): number {
  const syntax = syntaxOf(file);
  return syntax ? readDocument(file, text, syntax).problems.length : 0;
}

function namesFromNowhere(file: string, text: string): string[] {
  if (!isSourceName(file)) return [];
  return readTypeScript(file, text).values.flatMap((value) => (value.kind === 'global' ? [value.name] : []));
}
