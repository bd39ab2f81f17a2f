import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Facts } from '../../server/facts/facts.ts';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { doTest, shown } from './render.ts';

const zod = fileURLToPath(new URL('../../node_modules/zod', import.meta.url));

function scripts(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return scripts(path);
    return /\.[mc]?[jt]s$/.test(entry.name) && statSync(path).size < 500_000 ? [path] : [];
  });
}

/** Every id that the facts mention exists, and every value lies in the text. */
function checkWhole(facts: Facts, length: number): void {
  const ids = facts.values.length;
  const functions = facts.functions.length;
  const mention = (key: string, value: unknown): void => {
    if (Array.isArray(value)) return value.forEach((v) => mention(key, v));
    if (typeof value === 'object' && value !== null) return Object.entries(value).forEach(([k, v]) => mention(k, v));
    if (typeof value !== 'number') return;
    if (key === 'start' || key === 'end') assert.ok(value >= 0 && value <= length, `${key} ${value} of ${length}`);
    if (key === 'base' || key === 'callee' || key === 'params' || key === 'parts')
      assert.ok(value >= 0 && value < ids, key);
    if (key === 'owner' || key === 'parent') assert.ok(value >= -1 && value < functions, key);
  };
  mention('', facts);
}

describe('facts: hostile and broken input', () => {
  it('reads a chain of 5,000 operators', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `a${i}`);
    for (const op of [' + ', ' || ', ' === ', ', ']) {
      assert.deepEqual(readTypeScript('a.ts', `f((${names.join(op)}))`).problems, []);
    }
    const [text] = shown(readTypeScript('a.ts', `show(${names.join(' + ')})`));
    assert.ok(text?.endsWith('{global a4999})'));
  });

  it('says when brackets nest too deeply and reads the rest', () => {
    const facts = readTypeScript('a.ts', `show(1); x = ${'['.repeat(20_000)}${']'.repeat(20_000)}; show(2)`);
    assert.ok(facts.problems.some((p) => p.message === 'nested too deeply'));
  });

  it('costs only the statement that nests too deeply', () => {
    // The parser takes a chain by iteration, so that only the walk is too deep for it.
    const chained = `a${'.b()'.repeat(20_000)}`;
    const facts = readTypeScript(
      'a.ts',
      `show(1); ${chained}; function f() { ${chained} } class C { m() { show(this) } } show(2)`,
    );
    assert.deepEqual(shown(facts), ['1', 'this C', '2']);
    assert.deepEqual(
      facts.problems.map((p) => p.message),
      ['nested too deeply', 'nested too deeply'],
    );
  });

  it('reads what it can of a broken file', () => {
    const code = `const a = ;\nfunction f( { show(1)\nshow(a, `;
    const facts = readTypeScript('a.ts', code);
    assert.ok(facts.problems.length > 0);
    checkWhole(facts, code.length);
  });

  it('places a syntax problem', () => {
    const [problem] = readTypeScript('a.ts', 'const a = 1;\nconst = 2;').problems;
    assert.deepEqual(problem, { start: 19, end: 20, message: 'Variable declaration expected.' });
  });

  it('limits the problems', () => {
    assert.ok(readTypeScript('a.ts', 'const = ;\n'.repeat(100)).problems.length <= 20);
  });

  it('reads every prefix of a file', () => {
    const code = readFileSync(new URL('./render.ts', import.meta.url), 'utf8').slice(0, 3000);
    for (let end = 0; end < code.length; end += 7) checkWhole(readTypeScript('a.ts', code.slice(0, end)), end);
  });

  it('takes names that objects have by nature', () => {
    doTest(
      'const constructor = 1; const __proto__ = 2; show(constructor, __proto__, toString, { __proto__: 3 })',
      'const constructor(1)',
      'const __proto__(2)',
      'global toString',
      '{__proto__: 3}',
    );
  });

  it('decides the dialect by the path', () => {
    assert.deepEqual(readTypeScript('a.js', 'show(<b>{c}</b>)').problems, []);
    assert.deepEqual(readTypeScript('a.jsx', 'show(<b>{c}</b>)').problems, []);
    assert.deepEqual(readTypeScript('a.cts', 'show(<b>c)').problems, []);
    assert.deepEqual(readTypeScript('a.MTS', 'show(<b>c)').problems, []);
  });

  it('reads empty files', () => {
    assert.deepEqual(readTypeScript('a.ts', '').values, []);
  });

  it('gives plain data', () => {
    const code = readFileSync(new URL('./render.ts', import.meta.url), 'utf8');
    const facts = readTypeScript('a.ts', code);
    assert.deepEqual(structuredClone(facts), facts);
    const text = JSON.stringify(facts);
    assert.equal(JSON.stringify(JSON.parse(text)), text);
  });

  it('gives the same facts for the same text', () => {
    const code = readFileSync(new URL('./render.ts', import.meta.url), 'utf8');
    assert.deepEqual(readTypeScript('a.ts', code), readTypeScript('b.ts', code));
  });

  it('reads every script of a real package', () => {
    const paths = scripts(zod);
    assert.ok(paths.length > 100);
    for (const path of paths) {
      const text = readFileSync(path, 'utf8');
      checkWhole(readTypeScript(path, text), text.length);
    }
  });
});

describe('facts: comments that suppress', () => {
  const table: [idea: string, code: string, ...expected: string[]][] = [
    ['a line', '// bailiwick-ignore a -- b\nf()', 'bailiwick-ignore a -- b'],
    ['behind code', 'f() // bailiwick-ignore a', 'bailiwick-ignore a'],
    ['a block', '/* bailiwick-ignore a */ f()', 'bailiwick-ignore a'],
    ['a doc block', '/**\n * bailiwick-ignore a\n */\nf()', 'bailiwick-ignore a'],
    ['between tokens', 'f(/* bailiwick-ignore a */)', 'bailiwick-ignore a'],
    ['at the end', 'f()\n//bailiwick-ignore a', 'bailiwick-ignore a'],
    ['with CRLF', '// bailiwick-ignore a\r\nf()', 'bailiwick-ignore a'],
    ['a string', `f('// bailiwick-ignore a')`],
    ['a template', 'f(`\n// bailiwick-ignore a\n${b}// bailiwick-ignore c`)'],
    ['a regular expression', 'f(/[/]* bailiwick-ignore a/)'],
    ['inside another comment', '/*\n// bailiwick-ignore a\n*/ f() // see // bailiwick-ignore b'],
    ['not at the beginning', '// use bailiwick-ignore a'],
    ['behind a string with slashes', `f('http://x') // bailiwick-ignore a`, 'bailiwick-ignore a'],
    ['two', '// bailiwick-ignore a\n// bailiwick-ignore b\n', 'bailiwick-ignore a', 'bailiwick-ignore b'],
  ];
  for (const [idea, code, ...expected] of table) {
    it(idea, () =>
      assert.deepEqual(
        readTypeScript('a.ts', code).ignores.map((i) => i.text),
        expected,
      ),
    );
  }

  it('in JSX', () => {
    const { ignores } = readTypeScript('a.tsx', '<a>{/* bailiwick-ignore a */}// bailiwick-ignore b</a>');
    assert.deepEqual(
      ignores.map((i) => i.text),
      ['bailiwick-ignore a'],
    );
  });

  it('spans the whole comment', () => {
    const code = 'f(); /* bailiwick-ignore a */ // bailiwick-ignore b\ng()';
    const spans = readTypeScript('a.ts', code).ignores.map((i) => code.slice(i.start, i.end));
    assert.deepEqual(spans, ['/* bailiwick-ignore a */', '// bailiwick-ignore b']);
  });
});
