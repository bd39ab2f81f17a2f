/** `check --fix` writes safe fixes to disk, byte for byte as the rest of the file was, and leaves every choice to a person. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTree } from '../input/tree.ts';
import { found, reported, run } from './run.ts';

const optional = `import { createVerifier } from 'fast-jwt';

export const verify = createVerifier({
  key: 'public key', // of the issuer
  allowedAud: 'https://mcp.example.com', // this server
});
`;
const required = optional.replace('// this server\n', "// this server\n  requiredClaims: ['aud'],\n");
const scopes = `import { google } from 'googleapis';

const client = new google.auth.OAuth2('id', 'secret');
export const url = () => client.generateAuthUrl({ scope: ['https://www.googleapis.com/auth/drive'] });
`;
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

/** What stands in the file after a run with `--fix`. */
function fixed(content: string | Uint8Array): Buffer {
  let after = Buffer.alloc(0);
  inTree({ 'verify.ts': content }, (cwd) => {
    const { code, stderr } = run({ cwd }, 'check', '--fix');
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(readdirSync(cwd), ['verify.ts'], 'nothing is left behind');
    after = readFileSync(join(cwd, 'verify.ts'));
  });
  return after;
}

describe('check --fix on disk', () => {
  for (const [what, before, after] of [
    ['lines that end with LF', Buffer.from(optional), Buffer.from(required)],
    ['lines that end with CRLF', Buffer.from(crlf(optional)), Buffer.from(crlf(required))],
    ['a byte order mark', Buffer.from(`\uFEFF${optional}`), Buffer.from(`\uFEFF${required}`)],
    ['UTF-16', utf16(crlf(optional)), utf16(crlf(required))],
  ] satisfies [string, Buffer, Buffer][]) {
    it(`keeps ${what}`, () => assert.deepEqual(fixed(before).toString('hex'), after.toString('hex')));
  }

  it('finds and changes nothing the second time', () => {
    inTree({ 'verify.ts': optional, 'login.ts': scopes }, (cwd) => {
      const read = (): string[] => readdirSync(cwd).map((name) => readFileSync(join(cwd, name), 'utf8'));
      run({ cwd }, 'check', '--fix');
      const after = read();
      const second = run({ cwd }, 'check', '--fix', '--format', 'json');
      assert.deepEqual(found(second), ['broad-scope login.ts']);
      assert.deepEqual(read(), after);
    });
  });

  it('leaves suggestions to a person', () => {
    inTree({ 'login.ts': scopes }, (cwd) => {
      const result = run({ cwd }, 'check', '--fix', '--format', 'json');
      assert.equal(reported(result).findings.length, 1);
      assert.equal(readFileSync(join(cwd, 'login.ts'), 'utf8'), scopes);
    });
  });

  it('fixes one finding in two files that share it once', () => {
    const shared = `export const options = { key: 'public key', allowedAud: 'https://mcp.example.com' };\n`;
    const user = `import { createVerifier } from 'fast-jwt';\nimport { options } from './options';\nexport const verify = createVerifier(options);\n`;
    inTree({ 'options.ts': shared, 'a.ts': user, 'b.ts': user }, (cwd) => {
      const { code } = run({ cwd }, 'check', '--fix');
      assert.equal(code, 0);
      assert.equal(
        readFileSync(join(cwd, 'options.ts'), 'utf8'),
        shared.replace("com' }", "com', requiredClaims: ['aud'] }"),
      );
      assert.deepEqual(
        [readFileSync(join(cwd, 'a.ts'), 'utf8'), readFileSync(join(cwd, 'b.ts'), 'utf8')],
        [user, user],
      );
    });
  });
});
