import assert from 'node:assert/strict';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { doTest, render, renderType } from './render.ts';

function members(code: string): string[] {
  const facts = readTypeScript('a.ts', code);
  return facts.classes.flatMap((cls) =>
    cls.members.map((m) => {
      const value = m.value === undefined ? '' : ` = ${render(facts, m.value)}`;
      return `${m.isStatic ? 'static ' : ''}${m.kind} ${m.name}${m.type ? `: ${renderType(m.type)}` : ''}${value}`;
    }),
  );
}

describe('facts: classes', () => {
  const table: [idea: string, code: string, ...expected: string[]][] = [
    [
      'fields',
      `class A { a = 1; b?: B; static c = 2; 'd' = 3; #e = 4 }`,
      'field a = 1',
      'field b: B?',
      'static field c = 2',
      'field d = 3',
      'field #e = 4',
    ],
    [
      'methods and accessors',
      'class A { m() {} static s() {} get g() { return 1 } set g(v) {} #p() {} }',
      'method m',
      'static method s',
      'getter g',
      'setter g',
      'method #p',
    ],
    [
      'constructor parameter properties',
      'class A { constructor(private readonly a: B, c, public d = 1) {} }',
      'constructor constructor',
      'field a: B* = param a'.replace('*', ''),
      'field d = param d',
    ],
    ['a method with overloads', 'class A { m(a: string): void; m(a: number): void; m(a) {} }', 'method m'],
    ['an abstract method', 'abstract class A { abstract m(): void }', 'method m'],
    ['a function in a field', 'class A { f = () => 1 }', 'field f = function f'],
  ];
  for (const [idea, code, ...expected] of table) it(idea, () => assert.deepEqual(members(code), expected));

  const reads: [idea: string, code: string, ...expected: string[]][] = [
    [
      'this in methods and arrows',
      'class A { m() { show(this); [].map(() => show(this)); function f() { show(this) } } }',
      'this A',
      'this A',
      'this',
    ],
    ['this in fields and static blocks', 'class A { a = show(this); static { show(this) } }', 'this A', 'this A'],
    ['super', 'class A extends B { m() { show(super.m) } }', 'member(super A, m)'],
    ['private names', 'class A { #a; m() { show(this.#a) } }', 'member(this A, #a)'],
    [
      'a class expression',
      'const A = class B { m() { show(B, this) } }; show(A)',
      'class B',
      'this B',
      'const A(class B)',
    ],
    ['a class without a name', 'const A = class {}; show(A)', 'const A(class A)'],
    ['object methods', 'class A { m() { return { n() { show(this) } } } }', 'this'],
  ];
  for (const [idea, code, ...expected] of reads) it(idea, () => doTest(code, ...expected));

  it('says what a class extends and implements', () => {
    const facts = readTypeScript('a.ts', `import { B } from 'b'; class A extends B<C> implements D<E>, F.G {}`);
    const [cls] = facts.classes;
    assert.ok(cls?.extends !== undefined);
    assert.equal(render(facts, cls.extends), 'import b#B');
    assert.deepEqual(cls.implements.map(renderType), ['D<E>', 'F.G']);
  });

  it('runs fields in the constructor', () => {
    const { functions, values } = readTypeScript('a.ts', 'class A { a = 1; static b = 2; constructor() {} }');
    const owners = values.flatMap((v) => (v.kind === 'literal' ? [functions[v.owner]?.name ?? 'module'] : []));
    assert.deepEqual(owners, ['constructor', 'module']);
  });

  it('walks decorators', () => {
    doTest('@show(a) class A { @show(b) m(@show(c) d) {} @show(e) f }', 'global a', 'global b', 'global c', 'global e');
  });
});

describe('facts: functions', () => {
  it('says what kind of function it is', () => {
    const code =
      'async function a() {} function* b() {} const c = async () => 1; class D { static async *e() {} } declare function f(): void';
    const kinds = readTypeScript('a.ts', code).functions.map((f) =>
      [
        f.name,
        f.isAsync && 'async',
        f.isGenerator && 'generator',
        f.isArrow && 'arrow',
        f.isStatic && 'static',
        !f.hasBody && 'bodiless',
      ]
        .filter(Boolean)
        .join(' '),
    );
    assert.deepEqual(kinds.toSorted(), [
      'a async',
      'b generator',
      'c async arrow',
      'e async generator static',
      'f bodiless',
    ]);
  });

  it('lists what is returned and yielded', () => {
    const facts = readTypeScript('a.ts', 'function* f(a) { if (a) return 1; yield a; yield* b; return () => 2 }');
    const [f, arrow] = facts.functions;
    assert.deepEqual(
      f?.returns.map((r) => render(facts, r.value)),
      ['1', 'function '],
    );
    assert.deepEqual(
      f?.yields.map((y) => `${y.isSpread ? '*' : ''}${render(facts, y.value)}`),
      ['param a', '*global b'],
    );
    assert.deepEqual(
      arrow?.returns.map((r) => render(facts, r.value)),
      ['2'],
    );
  });

  it('places the name', () => {
    const code = 'const a = function () {}; x.b = () => 1; f({ c() {} }, () => 2); class D { constructor() {} }';
    const names = readTypeScript('a.ts', code).functions.map((f) => [f.name, code.slice(f.nameStart, f.nameEnd)]);
    assert.deepEqual(
      names.toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
      [
        ['', ''],
        ['a', 'a'],
        ['b', 'b'],
        ['c', 'c'],
        ['constructor', 'constructor'],
      ],
    );
  });
});
