import assert from 'node:assert/strict';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { doTest } from './render.ts';

describe('facts: what a name reads', () => {
  const table: [idea: string, code: string, ...expected: string[]][] = [
    ['a constant is its variable', 'const a = b; show(a)', 'const a(global b)'],
    ['a let that is never assigned again too', 'let a = b; show(a)', 'let a(global b)'],
    [
      'an assignment of another scope does not count',
      'let a = b; show(a); function f() { const a = 1; return a }',
      'let a(global b)',
    ],
    [
      'names are known before their text',
      'show(f, C, a); function f() {} class C {} const a = 1; import { x } from "y"; show(x)',
      'function f',
      'class C',
      'const a(1)',
      'import y#x',
    ],
    [
      'what Node gives everywhere, imported all the same',
      'import { URL as Address } from "node:url"; import { Buffer } from "buffer"; show(Address, Buffer)',
      'global URL',
      'global Buffer',
    ],
    ['a var of an inner block', 'function f() { show(a); if (b) { var a = 1 } }', 'let a(1)'],
    ['an inner name hides an outer', 'const a = 1; { const a = 2; show(a) } show(a)', 'const a(2)', 'const a(1)'],
    ['a parameter', 'function f(a) { show(a) }', 'param a'],
    ['a rest parameter', 'function f(...a) { show(a) }', 'param ...a'],
    ['a default', 'function f(a = 1) { show(a) }', '(param a default 1)'],
    ['`this` is no parameter', 'function f(this: Window, a) { show(a) }', 'param a'],
    ['a named function expression knows itself', 'const f = function g() { show(g) }', 'function g'],
    ['a caught error is unknown', 'try {} catch (e) { show(e) }', 'unknown()'],
    ['a function that is assigned', 'function f() {} f = g; show(f)', 'let f(function f | global g)'],
    [
      'an enum is an object',
      `enum Scope { Read = 'r', Write = 'w', N = 3, M } show(Scope)`,
      'const Scope({Read: "r", Write: "w", N: 3, M: 4})',
    ],
    [
      'a namespace is an object',
      'namespace Auth { export const a = 1; const b = 2; export function f() {} } show(Auth)',
      'const Auth({a: const a(1), f: function f})',
    ],
    [
      'an overload is its body',
      'function f(a: string): void; function f(a: number): void; function f(a) {} show(f)',
      'function f',
    ],
    ['a using', 'using a = b; show(a)', 'const a(global b)'],
  ];
  for (const [idea, code, ...expected] of table) it(idea, () => doTest(code, ...expected));

  it('gives one value to each global, spanning its first use', () => {
    const { values } = readTypeScript('a.ts', 'fetch(1); fetch(2)');
    const globals = values.filter((v) => v.kind === 'global');
    assert.deepEqual(globals, [{ start: 0, end: 5, owner: -1, kind: 'global', name: 'fetch' }]);
  });

  it('says which function a value stands in', () => {
    const { values, functions } = readTypeScript('a.ts', 'const a = 1; function f() { return () => 2 }');
    const owners = values.flatMap((v) => (v.kind === 'literal' ? [v.owner] : []));
    assert.deepEqual(
      [owners.toSorted((a, b) => a - b), functions.map((f) => f.parent)],
      [
        [-1, 1],
        [-1, 0],
      ],
    );
  });
});

describe('facts: destructuring', () => {
  const table: [idea: string, code: string, ...expected: string[]][] = [
    [
      'in a declaration',
      'const { a, b: { c }, ...d } = e; show(a, c, d)',
      'const a(member(global e, a))',
      'const c(member(member(global e, b), c))',
      'const d(rest(global e without a b))',
    ],
    ['with a default', 'const { a = 1 } = e; show(a)', 'const a((member(global e, a) default 1))'],
    ['with a computed key', 'const { [k]: a } = e; show(a)', 'const a(element(global e, global k))'],
    ['with a type', 'const { a }: B = e; show(a)', 'const a(member(cast(global e, B), a))'],
    [
      'of an array',
      'const [a, , b, ...c] = e; show(a, b, c)',
      'const a(element(global e, 0))',
      'const b(element(global e, 2))',
      'const c(rest(global e without 0 1 2))',
    ],
    [
      'in parameters',
      'function f({ a, b = 1, ...c }, [d]) { show(a, b, c, d) }',
      'member(param 0, a)',
      '(member(param 0, b) default 1)',
      'rest(param 0 without a b)',
      'element(param 1, 0)',
    ],
    ['of a parameter with a default', 'function f({ a } = {}) { show(a) }', 'member((param 0 default {}), a)'],
    [
      'in an assignment',
      'let a, b, c; ({ a, x: b = 1, ...c } = e); show(a, b, c)',
      'member(global e, a)',
      '(member(global e, x) default 1)',
      'rest(global e without a x)',
    ],
    [
      'of an array in an assignment',
      'let a, b; [a, b] = e; show(a, b)',
      'element(global e, 0)',
      'element(global e, 1)',
    ],
    [
      'in a loop',
      'for (const { a } of xs) show(a); for (const x of xs) show(x)',
      'const a(member(element(global xs, *), a))',
      'const x(element(global xs, *))',
    ],
    ['in a for-in nothing is known', 'for (const k in o) show(k)', 'const k(unknown(global o))'],
    ['of require', `const { a } = require('b'); show(a)`, 'const a(member(import b#*, a))'],
  ];
  for (const [idea, code, ...expected] of table) it(idea, () => doTest(code, ...expected));
});
