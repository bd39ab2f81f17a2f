import assert from 'node:assert/strict';
import { type Checked, told } from './checked-tools.ts';

const isWord = '/^[a-z]+$/.test(given)';

const refusals = `export function refuse(message: string) { throw new Error(message); }
export async function refuseLater(message: string) { await 0; throw new Error(message); }
export function warn(message: string) { console.error(message); }
export function end(message: string): never { process.exit(1); }
`;

const files = { 'refusals.ts': refusals };

const decisive: Checked[] = [
  {
    name: 'a function of the file that throws',
    around: "function no() { throw new Error('no'); }",
    check: `if (!${isWord}) no();`,
  },
  {
    name: 'one that ends the process',
    around: 'const no = () => { console.error(1); process.exit(1); };',
    check: `if (!${isWord}) no();`,
  },
  {
    name: 'one whose type says that nobody comes back',
    around: "import { end } from './refusals.ts';",
    check: `if (!${isWord}) end('no');`,
  },
  {
    name: 'one of another file',
    around: "import { refuse } from './refusals.ts';",
    check: `if (!${isWord}) { refuse('no'); }`,
  },
  {
    name: 'one of a module that is imported whole',
    around: "import * as all from './refusals.ts';",
    check: `if (!${isWord}) all.refuse('no');`,
  },
  {
    name: 'one on the other side',
    around: "import { refuse } from './refusals.ts';",
    check: `if (${isWord}) console.error(1); else refuse('no');`,
  },
  {
    name: 'one that is waited for',
    around: "import { refuseLater } from './refusals.ts';",
    check: `if (!${isWord}) await refuseLater('no');`,
  },
  {
    name: 'a method of the object',
    around:
      "class Words { refuse() { throw new Error('no'); } check(word: string) { if (!/^[a-z]+$/.test(word)) this.refuse(); } }\nconst words = new Words();",
    check: 'words.check(given);',
  },
  {
    name: 'an assertion that is the whole of its module',
    around: "import assert from 'node:assert/strict';",
    check: `assert(${isWord});`,
  },
  {
    name: 'a switch whose default throws',
    check: "switch (given) { case 'a': case 'b': break; default: throw new Error('no'); }",
  },
  {
    name: 'a switch whose default returns',
    check: "switch (given) { case 'a': break; case 'b': console.error(1); break; default: return { content: [] }; }",
  },
  { name: 'a clause for the words that are known', check: "switch (given) { case 'a': case 'b': USE }" },
  {
    name: 'a clause that sets what is run',
    check:
      "let given_ = 'a'; switch (given) { case 'a': break; case 'b': given_ = given; break; default: throw new Error('no'); } await run(`look ${given_}`); return { content: [] };",
  },
  {
    name: 'a switch in a function that throws',
    around:
      "function check(word: string) { switch (word) { case 'a': case 'b': return; default: throw new Error('no'); } }",
    check: 'check(given);',
  },
  {
    name: 'a switch in a predicate',
    around:
      "function isKnown(word: string) { switch (word) { case 'a': case 'b': return true; default: return false; } }",
    check: "if (!isKnown(given)) throw new Error('no');",
  },
];

const vain: Checked[] = [
  {
    name: 'a function that only says so',
    around: "import { warn } from './refusals.ts';",
    check: `if (!${isWord}) warn('no');`,
  },
  {
    name: 'one that throws sometimes',
    around: "function no() { if (process.env.STRICT) throw new Error('no'); }",
    check: `if (!${isWord}) no();`,
  },
  {
    name: 'one that throws when nobody waits',
    around: "import { refuseLater } from './refusals.ts';",
    check: `if (!${isWord}) void refuseLater('no');`,
  },
  {
    name: 'a check that nobody waits for',
    around: `async function check(word: string) { if (!/^[a-z]+$/.test(word)) throw new Error('no'); }`,
    check: 'check(given);',
  },
  {
    name: 'a switch whose default goes on',
    check: "switch (given) { case 'a': console.error(1); break; default: console.error(2); }",
  },
  { name: 'a switch without default', check: "switch (given) { case 'a': case 'b': break; }" },
  {
    name: 'a switch that refuses one word',
    check: "switch (given) { case 'rm': throw new Error('no'); default: break; }",
  },
  { name: 'the default of a switch', check: "switch (given) { case 'a': return { content: [] }; default: USE }" },
  {
    name: 'a default that throws sometimes',
    check: "switch (given) { case 'a': break; default: if (process.env.STRICT) throw new Error('no'); }",
  },
  { name: 'a switch that is run on into', check: "switch (given) { case 'a': console.error(1); default: USE }" },
  {
    name: 'a switch over the first word',
    check: "switch (given.split(' ')[0]) { case 'a': break; default: throw new Error('no'); }",
  },
  {
    name: 'a switch over its length',
    check: 'switch (given.length) { case 1: break; case 2: break; default: return { content: [] }; }',
  },
];

describe('flow: how a check leaves', () => {
  it('believes what nobody comes back from', () => assert.deepEqual(told(decisive, files), []));
  it('believes nothing else', () => {
    assert.deepEqual(
      told(vain, files),
      vain.map(({ name }) => name),
    );
  });
});
