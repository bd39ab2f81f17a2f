/** Facts as bytes: what comes back is what was put in, or nothing. */
import assert from 'node:assert/strict';
import { brotliCompressSync, constants } from 'node:zlib';
import { decode, encode, keyOf, openPack, pack, type Packed } from '../../server/facts/pack.ts';
import type { Facts } from '../../server/facts/facts.ts';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { sourcesBelow } from '../harness/sources.ts';

const sources = ['server/flow', 'server/lsp'].flatMap(sourcesBelow);
const token = 'export const token = "geheim";\n';

function bytesOf(facts: Facts): Uint8Array {
  const bytes = encode(facts);
  assert.ok(bytes);
  return bytes;
}

function entry(path: string, text: string): Packed {
  return { key: keyOf(path, text), bytes: bytesOf(readTypeScript(path, text)) };
}

describe('packed facts', () => {
  it('are those of a fresh look, for every file of a program', () => {
    const bytes = pack(
      'build',
      sources.map(({ path, text }) => entry(path, text)),
    );
    const opened = openPack('build', () => bytes);
    assert.equal([...(opened?.keys() ?? [])].length, new Set(sources.map(({ path, text }) => keyOf(path, text))).size);
    for (const { path, text } of sources) {
      const found = opened?.bytes(keyOf(path, text));
      assert.ok(found, path);
      // JSON says nothing of a field that is there and undefined, and nobody asks for it.
      assert.equal(JSON.stringify(decode(found)), JSON.stringify(readTypeScript(path, text)), path);
      assert.deepEqual(withoutUndefined(decode(found)), withoutUndefined(readTypeScript(path, text)), path);
    }
  });

  it('stand under the text and the dialect, and not under the directory', () => {
    const keys = ['a.ts', 'a.tsx', 'a.d.ts', 'a.js', 'a'].map((path) => keyOf(path, token));
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(keyOf('src/other.ts', token), keyOf('a.ts', token));
    assert.notEqual(keyOf('a.ts', `${token} `), keyOf('a.ts', token));
    // UTF-8 would write both as the same character.
    assert.notEqual(keyOf('a.ts', "'\ud800'"), keyOf('a.ts', "'\ud801'"));
  });

  for (const [what, text] of Object.entries({
    infinity: 'export const least = -1e999;',
    'minus zero': 'export const least = -0;',
    'broken syntax': 'export const = {',
  }))
    it(`are none of ${what}`, () => assert.equal(encode(readTypeScript('a.ts', text)), undefined));

  it('keep halves of characters', () => {
    const facts = readTypeScript('a.ts', "export const half = '\\ud800';");
    assert.deepEqual(decode(bytesOf(facts)), facts);
  });

  it('are not read from a pack of another build, nor from one whose head is damaged', () => {
    const bytes = pack('build', [entry('a.ts', token)]);
    assert.equal(openPack('other', () => bytes), undefined); // prettier-ignore
    for (const length of [0, 5, 70, 100]) assert.equal(openPack('build', () => bytes.subarray(0, length)), undefined); // prettier-ignore
    const changed = Buffer.from(bytes);
    changed[90] = 0;
    assert.equal(openPack('build', () => changed), undefined); // prettier-ignore
    assert.equal(openPack('build', () => undefined), undefined); // prettier-ignore
  });

  it('are not read where the bytes behind the head are cut off or changed', () => {
    const [one, two] = [entry('a.ts', token), entry('b.tsx', token)];
    const bytes = pack('build', [one, two]);
    const cut = openPack('build', () => bytes.subarray(0, bytes.length - 1));
    assert.ok(cut?.bytes(one.key));
    assert.equal(cut?.bytes(two.key), undefined);
    const changed = Buffer.from(bytes);
    changed[bytes.length - 20] = 0;
    assert.equal(openPack('build', () => changed)?.bytes(two.key), undefined);
  });

  it('are no facts when they are anything else', () => {
    for (const text of [
      '',
      '[]',
      'null',
      '{}',
      '{"values":[]}',
      JSON.stringify({ ...readTypeScript('a.ts', ''), calls: 1 }),
    ])
      // prettier-ignore
      assert.equal(decode(brotliCompressSync(text)), undefined, text);
  });

  it('are none when they are not packed, and when they unpack to more than any file says', () => {
    assert.equal(decode(Buffer.from(JSON.stringify(readTypeScript('a.ts', token)))), undefined);
    const padded = `${JSON.stringify(readTypeScript('a.ts', token))}${' '.repeat(65 * 1024 * 1024)}`;
    assert.equal(decode(brotliCompressSync(padded, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })), undefined);
  });

  it('are read again when somebody asks after they were let go', () => {
    const one = entry('a.ts', token);
    let times = 0;
    const opened = openPack('build', () => (times++, pack('build', [one])));
    assert.ok(opened?.bytes(one.key));
    assert.equal(times, 1);
    opened?.letGo();
    assert.ok(opened?.bytes(one.key));
    assert.equal(times, 2);
  });
});

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutUndefined(each)]));
}
