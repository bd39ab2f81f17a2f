/** Code read as a document: what a rule on manifests sees of a program. */
import assert from 'node:assert/strict';
import { toData } from '../../server/documents/edits/data.ts';
import { valueAt, walk } from '../../server/documents/tree.ts';
import { codeDocument } from '../../server/facts/code-document.ts';
import { readTypeScript } from '../../server/facts/typescript.ts';

const read = (code: string) => codeDocument('stack.ts', readTypeScript('stack.ts', code));
const object = (code: string): unknown => toData(read(code).roots[0] ?? assert.fail('no root'));

describe('facts: code as a document', () => {
  const table: [idea: string, code: string, expected: unknown][] = [
    ['constants', `({ a: 'x', b: 2, c: true, d: null, e: ['y'] })`, { a: 'x', b: 2, c: true, d: null, e: ['y'] }],
    ['a constant of the file', `const roles = ['owner'];\n({ roles })`, { roles: ['owner'] }],
    ['a member of a constant', `const role = { id: 'owner' };\n({ id: role.id })`, { id: 'owner' }],
    ['a text with constants in it', 'const org = `desk`;\n({ sub: `repo:${org}/agent` })', { sub: 'repo:desk/agent' }],
    ['a text with holes', '({ sub: `repo:${org}/agent` })', { sub: 'repo:${}/agent' }],
    ['a product', `const day = 24 * 60;\n({ minutes: 2 * day })`, { minutes: 2880 }],
    ['a variable that changes', `let a = 'x';\nif (y) a = 'z';\n({ a })`, { a: { '\0source': '', '\0parts': [] } }],
    [
      'names of a library',
      `({ effect: iam.Effect.ALLOW })`,
      { effect: { '\0source': 'iam.Effect.ALLOW', '\0parts': [] } },
    ],
  ];
  for (const [idea, code, expected] of table)
    it(idea, () => {
      const roots = read(code).roots.map(toData);
      assert.deepEqual(roots.at(-1), expected);
    });

  it('has a root for each outermost call', () => {
    assert.deepEqual(object(`new Role(this, 'Agent', { path: '/' });`), {
      '\0Role': [{ '\0source': '', '\0parts': [] }, 'Agent', { path: '/' }],
    });
  });

  it('says that a spread may add keys', () => {
    const [root] = read(`({ ...base, a: 1 })`).roots;
    assert.equal(root?.kind === 'map' && root.isOpen, true);
  });

  it('knows what the file puts into an object or a list later on', () => {
    const [card] = read(
      `const all = ['a'];\nall.push(b);\nconst card = { all, name: 'x', url: '' };\ncard.url = at;`,
    ).roots.filter(({ kind }) => kind === 'map');
    const unknown = { '\0source': '', '\0parts': [] };
    assert.deepEqual(card && toData(card), {
      all: ['a', { '\0source': '...', '\0parts': [] }],
      name: 'x',
      url: unknown,
    });
    assert.equal(card?.kind === 'map' && card.isOpen, undefined);
  });

  for (const change of [`card[key] = 'x';`, `Object.assign(card, more);`, `if (a) card.set(key, 'x');`])
    it(`says that ${change} may add keys`, () => {
      const root = read(`const card = { a: 1 };\n${change}`).roots.find(({ kind }) => kind === 'map');
      assert.equal(root?.kind === 'map' && root.isOpen, true);
    });

  it('keeps the place of a constant', () => {
    const code = `const all = '*';\n({ action: all })`;
    const text = valueAt(read(code).roots.at(-1), 'action');
    assert.deepEqual(text && code.slice(text.start, text.end), `'*'`);
  });

  it('finds what a call is called on', () => {
    const names = read(`principal('a').withConditions({ b: 1 })`).roots.flatMap((root) =>
      [...walk(root)].flatMap(({ tree }) => (tree.kind === 'call' ? [tree.name] : [])),
    );
    assert.deepEqual(names, ['withConditions', 'principal']);
  });

  it('ends where constants go round in a circle', () => {
    assert.doesNotThrow(() => read(`const a = { b };\nconst b = { a };\nshow(a)`));
  });
});
