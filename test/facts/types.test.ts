import assert from 'node:assert/strict';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { renderType } from './render.ts';

/** The type of the parameter of `f`; a star marks a name that the file binds. */
function typeOf(written: string, before = ''): string {
  const { values } = readTypeScript('a.ts', `${before}; function f(a: ${written}) {}`);
  const param = values.find((v) => v.kind === 'param');
  return param?.kind === 'param' && param.type ? renderType(param.type) : 'none';
}

describe('facts: written types', () => {
  const table: [written: string, expected: string][] = [
    ['Request', 'Request'],
    ['string', 'string'],
    ['Promise<Request>', 'Request'],
    ['Readonly<Partial<Awaited<Request>>>', 'Request'],
    ['Request | undefined', 'Request?'],
    ['null | (Request)', 'Request?'],
    ['A | B', ''],
    ['Request[]', 'Request[]'],
    ['ReadonlyArray<Promise<Request>>', 'Request[]'],
    ['readonly Request[]', 'Request[]'],
    ['(Request | undefined)[]', 'Request[]'],
    ['Map<string, Request>', 'Map<string, Request>'],
    ['{ a: string; b?: C; c(): void }', '{a: string; b?: C?; c}'],
    ['{ [id: string]: Request }', '{}[Request]'],
    ['{ [id: string]: Request; a: Request }', '{a: Request}[Request]'],
    ['A & B<C>', 'A<B<C>>'],
    ['A & { b: string }', 'A<A>{b: string}'],
    ['{ a: string } & { b: string }', '{a: string; b: string}'],
    [`import('x').A`, 'A*'],
    ['typeof x', ''],
    [`'a' | 'b'`, ''],
    ['[A, B]', ''],
    ['() => A', ''],
  ];
  for (const [written, expected] of table) it(written, () => assert.equal(typeOf(written), expected));

  it('binds the first identifier', () => {
    assert.equal(typeOf('express.Request', `import express from 'express'`), 'express.Request*');
    assert.equal(typeOf('A', 'class A {}'), 'A*');
    assert.equal(typeOf('E', 'enum E { A }'), 'E*');
    assert.equal(typeOf('a', 'const a = 1'), 'a');
  });

  it('marks optional parameters', () => {
    const { values } = readTypeScript('a.ts', 'function f(a?: A) {}');
    assert.deepEqual(
      values.flatMap((v) => (v.kind === 'param' && v.type ? [renderType(v.type)] : [])),
      ['A?'],
    );
  });

  it('reads variables, returns and type arguments', () => {
    const facts = readTypeScript('a.ts', 'const a: A = 1; function f(): Promise<B> {} g<C>()');
    const [variable] = facts.values.flatMap((v) => (v.kind === 'variable' && v.type ? [renderType(v.type)] : []));
    const [call] = facts.values.flatMap((v) => (v.kind === 'call' ? [v.typeArgs?.map(renderType)] : []));
    const returned = facts.functions[0]?.returnType;
    assert.deepEqual([variable, returned && renderType(returned), call], ['A', 'B', ['C']]);
  });
});

describe('facts: type declarations', () => {
  const table: [code: string, ...expected: string[]][] = [
    ['interface A extends B, C.D<E> { a: F; b?(): void }', 'A extends B, C.D<E> {a: F; b?}'],
    ['type A = { a: B }', 'A extends  {a: B}'],
    ['type A = B', 'A extends B {}'],
    ['type A = B & C', 'A extends B, C {}'],
    ['type A = B & { c: D }', 'A extends B {c: D}'],
    ['type A = () => void'],
    ['type A = B | C'],
    ['type A = string[]'],
    ['function f() { interface A { b: C } }', 'A extends  {b: C}'],
  ];
  for (const [code, ...expected] of table) {
    it(code, () => {
      const found = readTypeScript('a.ts', code).types.map((t) => {
        const members = renderType({ name: '{}', members: t.members }) || '{}';
        return `${t.name} extends ${t.extends.map(renderType).join(', ')} ${members}`;
      });
      assert.deepEqual(found, expected);
    });
  }
});
