import assert from 'node:assert/strict';
import type { ExportFact, Facts } from '../../server/facts/facts.ts';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { doTest, render } from './render.ts';

function exported(facts: Facts): string[] {
  return facts.exports.map((e: ExportFact) => {
    if (e.kind === 'star') return `* from ${e.specifier}`;
    if (e.kind === 'from') return `${e.imported} as ${e.name} from ${e.specifier}`;
    return `${e.name} = ${render(facts, e.value)}${e.isCommonJs ? ' (cjs)' : ''}`;
  });
}

describe('facts: imports', () => {
  const table: [idea: string, code: string, ...expected: string[]][] = [
    [
      'default, named and namespace',
      `import a, { b as c } from 'x'; import * as d from 'y'; show(a, c, d)`,
      'import x#default',
      'import x#b',
      'import y#*',
    ],
    ['require and import()', `show(require('x'), await import('y'))`, 'import x#*', 'await(import y#*)'],
    ['a require of ones own', `function require(a) {} show(require('x'))`, 'call(function require; "x")'],
    ['import = require', `import a = require('x'); import b = a.c; show(a, b)`, 'import x#*', 'member(import x#*, c)'],
  ];
  for (const [idea, code, ...expected] of table) it(idea, () => doTest(code, ...expected));

  it('marks how a value is imported', () => {
    const code = `import type { A } from 'a'; import { type B } from 'b'; require('c'); import('d'); import e = require('e')`;
    const marks = readTypeScript('a.ts', code).values.flatMap((v) =>
      v.kind === 'import' ? [[v.specifier, v.isType ?? false, v.isCommonJs ?? false, v.isDynamic ?? false]] : [],
    );
    assert.deepEqual(
      marks.toSorted(([a], [b]) => String(a).localeCompare(String(b))),
      [
        ['a', true, false, false],
        ['b', true, false, false],
        ['c', false, true, false],
        ['d', false, false, true],
        ['e', false, true, false],
      ],
    );
  });

  it('lists every specifier once', () => {
    const code = `import 'a'; import b from 'a'; export * from 'c'; export { d } from 'd'; require('e'); import('f'); let g: import('g').G; import(h)`;
    assert.deepEqual(readTypeScript('a.ts', code).specifiers.toSorted(), ['a', 'c', 'd', 'e', 'f', 'g']);
  });
});

describe('facts: exports', () => {
  const table: [idea: string, code: string, ...expected: string[]][] = [
    [
      'declarations',
      'export const a = 1; export function f() {} export class C {} export enum E { A }',
      'f = function f',
      'a = const a(1)',
      'C = class C',
      'E = const E({A: 0})',
    ],
    [
      'patterns',
      'export const { a, b: [c] } = d',
      'a = const a(member(global d, a))',
      'c = const c(element(member(global d, b), 0))',
    ],
    ['defaults', 'export default a.b', 'default = member(global a, b)'],
    ['a default function', 'export default async function () {}', 'default = function '],
    ['names', 'const a = 1; export { a as b, a as default }', 'b = const a(1)', 'default = const a(1)'],
    [
      'names of other modules',
      `export { a as b, default } from 'x'; export * from 'y'; export * as z from 'z'`,
      'a as b from x',
      'default as default from x',
      '* from y',
      '* as z from z',
    ],
    ['what was imported goes on as a re-export', `import { a } from 'x'; export { a as b }`, 'a as b from x'],
    ['types of other modules', `export type { A } from 'x'`, 'A as A from x'],
    ['module.exports', 'module.exports = f', 'default = global f (cjs)'],
    ['an object of module.exports', 'module.exports = { a: 1 }', 'default = {a: 1} (cjs)', 'a = 1 (cjs)'],
    [
      'names of exports',
      `exports.a = 1; module.exports.b = 2; exports['c'] = 3`,
      'a = 1 (cjs)',
      'b = 2 (cjs)',
      'c = 3 (cjs)',
    ],
    ['what a compiler announces is none', 'exports.a = exports.b = void 0; exports.a = 1', 'a = 1 (cjs)'],
    ['export =', 'export = f', 'default = global f (cjs)'],
    ['an object called exports', 'const exports = {}; exports.a = 1'],
    ['names inside a namespace', 'namespace N { export const a = 1 }'],
  ];
  for (const [idea, code, ...expected] of table)
    it(idea, () => assert.deepEqual(exported(readTypeScript('a.ts', code)), expected));
});
