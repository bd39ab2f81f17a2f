import assert from 'node:assert/strict';
import type { Document, ListTree, MapTree, TextTree, Tree } from '../../server/documents/document.ts';
import { createDocumentEdits, type DocumentEdits } from '../../server/documents/edits/edits.ts';
import { entryAt, valueAt } from '../../server/documents/tree.ts';
import type { Edit } from '../../server/finding.ts';
import { applyFixes } from '../../server/fix.ts';
import type { FileSyntax } from '../../server/input/syntax.ts';
import { read } from './plain.ts';

type Change = (edits: DocumentEdits, document: Document, root: Tree) => Edit[] | undefined;

const member = (document: Document, path: string) => entryAt(document.roots[0], path) ?? assert.fail(`no ${path}`);
const at = (document: Document, path: string): Tree => valueAt(document.roots[0], path) ?? assert.fail(`no ${path}`);
const item = (document: Document, path: string, index: number): Tree =>
  (at(document, path) as ListTree).items[index] ?? assert.fail(`no ${index}`);

const variable = (root: Tree, name: string) => {
  const found =
    root.kind === 'map' ? root.entries.flatMap(({ value }) => (value.kind === 'map' ? value.entries : [])) : [];
  return found.find(({ key }) => key === name) ?? assert.fail(`no ${name}`);
};
const remove =
  (path: string): Change =>
  (edits, document) =>
    edits.remove(document, member(document, path));
const removeItem =
  (path: string, index: number): Change =>
  (edits, document) =>
    edits.remove(document, item(document, path, index));
const set =
  (path: string, key: string, value: Parameters<DocumentEdits['set']>[3]): Change =>
  (edits, document, root) =>
    edits.set(document, path === '' ? (root as MapTree) : (at(document, path) as MapTree), key, value);
const append =
  (path: string, value: Parameters<DocumentEdits['append']>[2]): Change =>
  (edits, document) =>
    edits.append(document, at(document, path) as ListTree, value);
const text =
  (path: string, value: string): Change =>
  (edits, document) =>
    edits.replaceText(document, at(document, path) as TextTree, value);

const json =
  '{\n  // c1\n  "a": 1, // one\n  "b": { "x": [1, 2], "y": "q" },\n  "env": {\n    "T": "s", /* z */\n    "U": "v"\n  }\n}\n';
const yaml = 'a: 1 # one\nb:\n  - x: 1\n    y: 2\n  - z # k\nenv:\n  T: old\n  U: "x"\nf: {p: q, r: s}\n';
const toml =
  '# c\nmodel = "x"\n[s.a]\ncommand = "npx" # k\nargs = ["-y", "p"]\n[s.a.env]\nT = \'v\'\n\n[other]\nx = 1\n';

/** Each change with the only lines that it may touch: what stands there before and after. */
const table: [FileSyntax, string, string, Change, string, string][] = [
  ['json', 'takes an entry out and leaves its comment', json, remove('a'), '  "a": 1, // one', '  // one'],
  [
    'json',
    'takes the last entry out with the comma before it',
    json,
    remove('env.U'),
    '"s", /* z */\n    "U": "v"\n',
    '"s" /* z */\n',
  ],
  ['json', 'takes an entry out of one line', json, remove('b.x'), '"x": [1, 2], ', ''],
  ['json', 'takes an item out', json, removeItem('b.x', 0), '[1, 2]', '[2]'],
  ['json', 'adds behind the last entry', json, set('env', 'N', '${N}'), '"U": "v"', '"U": "v",\n    "N": "${N}"'],
  [
    'json',
    'adds what has lines of its own',
    json,
    set('', 'inputs', [{ id: 'n' }]),
    '  }\n}',
    '  },\n  "inputs": [\n    {\n      "id": "n"\n    }\n  ]\n}',
  ],
  ['json', 'keeps a trailing comma', '[\n  1,\n]', append0(2), '1,', '1,\n  2,'],
  ['json', 'fills what is empty', '{"a":[]}', append('a', 'x'), '[]', '["x"]'],
  ['json', 'escapes what must be escaped', json, text('env.T', 'a"b'), '"s"', '"a\\"b"'],
  ['json', 'keeps line ends of Windows', '{\r\n  "a": 1\r\n}', set('', 'b', 2), '1', '1,\r\n  "b": 2'],
  ['yaml', 'gives a comment the line of what it stood behind', yaml, remove('a'), 'a: 1 # one', '# one'],
  [
    'yaml',
    'adds above what goes over many lines, and needs no escape',
    'j:\n  r: u\n  # all\n  s:\n    - a\n    - b\n    - c\n    - d\n    - e\n',
    set('j', 'if', 'in(\'["x"]\', y)'),
    '  r: u\n',
    '  r: u\n  if: in(\'["x"]\', y)\n',
  ],
  [
    'yaml',
    'quotes what would mean something else',
    'j:\n  r: u\n',
    set('j', 'if', 'a: "b"'),
    '  r: u\n',
    '  r: u\n  if: "a: \\"b\\""\n',
  ],
  [
    'yaml',
    'lets the next key take the place behind the dash',
    yaml,
    (e, d) => e.remove(d, (item(d, 'b', 0) as MapTree).entries[0]!),
    'x: 1\n    y',
    'y',
  ],
  ['yaml', 'takes lines out', yaml, remove('env.T'), '  T: old\n', ''],
  ['yaml', 'writes plain what may be plain', yaml, text('env.T', '${{ secrets.T }}'), 'old', '${{ secrets.T }}'],
  ['yaml', 'quotes what must be quoted', yaml, text('env.T', '{env:T}'), 'old', '"{env:T}"'],
  ['yaml', 'quotes what must be quoted in braces', yaml, text('f.p', '${T}'), 'p: q', 'p: "${T}"'],
  [
    'yaml',
    'adds a block',
    yaml,
    set('', 'permissions', { contents: 'read' }),
    's}\n',
    's}\npermissions:\n  contents: read\n',
  ],
  ['yaml', 'adds an item', yaml, append('b', 'w'), '  - z # k\n', '  - z # k\n  - w\n'],
  ['toml', 'keeps the table of an entry', toml, remove('s.a.env.T'), "T = 'v'\n", ''],
  ['toml', 'adds before the inner tables', toml, set('s.a', 'env_vars', ['T']), '"p"]\n', '"p"]\nenv_vars = ["T"]\n'],
  ['toml', 'adds at the top before the tables', toml, set('', 'z', 1), '"x"\n', '"x"\nz = 1\n'],
  ['toml', 'keeps the quotes', toml, text('s.a.env.T', 'w'), "'v'", "'w'"],
  [
    'markdown',
    'changes front matter alone',
    '---\ntools: ["*"] # all\n---\ntools\n',
    set('', 'tools', ['read', 'search']),
    '["*"]',
    '[read, search]',
  ],
  [
    'dockerfile',
    'takes an instruction out, and leaves the others of its kind',
    'FROM a\n# one\nENV A=1\nENV B=2\nRUN x\nRUN y\n',
    (edits, document, root) => edits.remove(document, variable(root, 'A')),
    'ENV A=1\n',
    '',
  ],
  [
    'dockerfile',
    'takes a variable out among others',
    'FROM a\nENV A=1 \\\n    B=2 \\\n    C=3\n',
    (edits, document, root) => edits.remove(document, variable(root, 'B')),
    ' \\\n    B=2',
    '',
  ],
  ['env', 'changes a variable', 'A=1\nB="x y"\n', text('B', '${OTHER}'), '"x y"', '"${OTHER}"'],
  [
    'dockerfile',
    'changes an instruction',
    'FROM node:latest\nRUN npm ci\n',
    text('FROM', 'node:20'),
    'node:latest',
    'node:20',
  ],
  [
    'hcl',
    'changes a value',
    'r "x" {\n  a = "b" # c\n}\n',
    (e, d, root) => e.replaceText(d, first(root), 'd'),
    '"b"',
    '"d"',
  ],
];

function append0(value: number): Change {
  return (edits, document, root) => edits.append(document, root as ListTree, value);
}

function first(root: Tree): TextTree {
  const block = (root as MapTree).entries[0]?.value as MapTree;
  return block.entries[0]?.value as TextTree;
}

function change(syntax: FileSyntax, before: string, make: Change): string | undefined {
  const document = read(syntax, before);
  const [root] = document.roots;
  assert.ok(root);
  const edits = make(
    createDocumentEdits(() => before),
    document,
    root,
  );
  return edits && applyFixes([{ title: '', safety: 'safe', edits }], () => before).texts.get('manifest');
}

describe('edits of documents', () => {
  for (const [syntax, what, before, make, old, fresh] of table)
    it(`${syntax}: ${what}`, () => {
      assert.equal(before.split(old).length, 2, 'the test names a place');
      assert.equal(
        change(syntax, before, make),
        before.replace(old, () => fresh),
      );
    });

  for (const [what, syntax, before, make] of [
    ['the only entry of a block', 'yaml', 'a:\n  b: 1\n', remove('a.b')],
    ['a hole in HCL', 'hcl', 'r "x" {\n  a = "b"\n}\n', (e, d, root) => e.replaceText(d, first(root), '${var.x}')],
    ['what stands behind an anchor that others read', 'yaml', 'a: &x { k: 1 }\nb: *x\n', set('a', 'n', 2)],
  ] as [string, FileSyntax, string, Change][])
    it(`refuse ${what}`, () => assert.equal(change(syntax, before, make), undefined));

  it('write nothing where the text stands in another file', () => {
    const document = read('json', '{ "a": "one" }');
    const other = { ...(at(document, 'a') as TextTree), file: 'other.json' };
    assert.equal(createDocumentEdits(() => '{ "a": "one" }').replaceText(document, other, 'two'), undefined);
  });

  it('are given up where a huge file would be read again and again', () => {
    const text = `{ "a": [1, 2, 3, 4, 5, 6], "b": "${'x'.repeat(900_000)}" }`;
    const document = read('json', text);
    const edits = createDocumentEdits(() => text);
    const given = [0, 1, 2, 3, 4, 5].map((index) => edits.remove(document, item(document, 'a', index)) !== undefined);
    assert.deepEqual(given, [true, true, true, true, false, false]);
  });
});
