/** The identity of a finding: it survives lines that move, and no two findings share one. */
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import { run, type Setup, wordRule } from './word-rule.ts';

/** The fingerprints of everything that is found at `get` and `put`. */
function prints(text: string, setup: Setup = {}, file = 'a.ts'): string[] {
  const files = { [file]: text };
  const own = [wordRule('x-rule', 'get', files), wordRule('y-rule', 'put', files)];
  return run(files, { rules: own, ...setup }).findings.map(({ fingerprint }) => fingerprint);
}

const [plain = ''] = prints('f(get);\n');

describe('a fingerprint', () => {
  it('is a digest', () => assert.match(plain, /^[\da-f]{32}$/));

  for (const [what, text] of [
    ['lines are inserted above', '// one\n\nconst a = 1;\nf(get);\n'],
    ['lines are inserted below', 'f(get);\nconst a = 1;\n'],
    ['the line is indented', '{\n    f(get);\n}\n'],
    ['the line ends change', '\r\nf(get);\r\n'],
    ['the last line end goes', 'f(get);'],
  ]) {
    it(`stays the same when ${what}`, () => assert.deepEqual(prints(text ?? ''), [plain]));
  }

  for (const [what, other] of [
    ['another line', prints('g(get);\n')],
    ['another file', prints('f(get);\n', {}, 'b.ts')],
    [
      'another rule',
      prints('f(put);\n').concat(prints('f(get);\n', { rules: [wordRule('z-rule', 'get', { 'a.ts': 'f(get);\n' })] })),
    ],
  ] as const) {
    it(`is another for ${what}`, () => {
      assert.ok(other.length > 0);
      assert.ok(!other.includes(plain));
    });
  }

  it('tells equal lines of one file apart, and findings of one line', () => {
    const all = prints('f(get);\nf(get);\nf(get, get);\n');
    assert.equal(all.length, 4);
    assert.equal(new Set(all).size, 4);
    assert.equal(all[0], plain);
  });

  it('stays the same when an equal line is added below', () => {
    assert.equal(prints('f(get);\nf(get);\n')[0], plain);
  });

  it('depends on nothing that is not shown', () => {
    const text = 'f(get);\nf(get); f(put);\n';
    const [first, second] = prints(text);
    assert.deepEqual(prints(text, { only: ['x-rule'] }), [first, second]);
    assert.deepEqual(prints(text, { config: { rules: { 'x-rule': 'info' } } }).slice(0, 2), [first, second]);
  });

  it('stays the same when an equal finding above is suppressed', () => {
    const comment = '// bailiwick-ignore x-rule -- ours';
    const [, second] = prints(`\nf(get);\n\nf(get);\n`);
    assert.deepEqual(prints(`${comment}\nf(get);\n\nf(get);\n`), [second]);
  });
});

describe('fingerprints of real findings', () => {
  const verify = `import { createRemoteJWKSet, jwtVerify } from 'jose';
const keys = createRemoteJWKSet(new URL('https://login.example/keys'));
export const verify = (token: string) => jwtVerify(token, keys, { issuer: 'https://login.example' });
`;
  const of = (text: string): string[] =>
    run({ 'a.ts': text }, { rules }).findings.map(({ fingerprint }) => fingerprint);

  it('survive lines that move', () => {
    const before = of(verify);
    assert.equal(before.length, 1);
    assert.deepEqual(of(verify.replace('const keys', '\n// The keys of the login.\n\nconst keys')), before);
  });

  it('are as many as the findings', () => {
    const twice = of(
      `${verify}${verify.split('\n')[2]?.replace('verify', 'again')}\n${verify.split('\n')[2]?.replace('verify', 'again2')}\n`,
    );
    assert.equal(twice.length, 3);
    assert.equal(new Set(twice).size, 3);
  });
});
