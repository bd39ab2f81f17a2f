import assert from 'node:assert/strict';
import { masked } from '../../server/report/masked.ts';

const key = 'Ab1'.repeat(12);

describe('masked text', () => {
  for (const [what, text, expected] of [
    ['a token with a prefix', `headers: { 'x': 'ghp_${key}' }`, `headers: { 'x': 'ghp_[masked]' }`],
    ['a key of a cloud', `AKIAIOSFODNN7EXAMPLE`, `AKIA[masked]`],
    ['a JSON web token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln`, `[masked]`],
    ['a token behind its scheme', `Authorization: Bearer 0123456789abcdef`, `Authorization: Bearer [masked]`],
    [
      'a private key',
      `-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END`,
      `-----BEGIN RSA PRIVATE KEY-----[masked]-----END`,
    ],
    ['a password in a URL', `postgres://desk:hunter2@db.example/x`, `postgres://desk:[masked]@db.example/x`],
    ['a text under a telling name', `clientSecret: "hunter2 is it"`, `clientSecret: "[masked]"`],
    ['a text under a telling key of JSON', `"API_KEY": "0123456"`, `"API_KEY": "[masked]"`],
    ['an assigned text', `const dbPassword = 'hunter2!'`, `const dbPassword = '[masked]'`],
    ['a text under a longer name', `const apiKeyHidden = 'hunter2!'`, `const apiKeyHidden = '[masked]'`],
    ['a random text', `sign('${key}')`, `sign('[masked]')`],
  ] as const) {
    it(`hides ${what}`, () => {
      assert.equal(masked(text), expected);
      assert.equal(masked(expected), expected);
    });
  }

  for (const [what, text] of [
    ['a variable', `Authorization: Bearer \${token}`],
    ['a name from the settings', `const token = process.env.TOKEN ?? ''`],
    ['a placeholder', `"API_KEY": "\${input:api-key}"`],
    ['what is said about a token', `token_type: 'bearer', tokenName: 'desk-token'`],
    ['a URL', `tokenUrl: 'https://login.example/oauth/token'`],
    ['a URL with a port', `fetch('http://desk.example:8080/a@b')`],
    ['a scope', `scope: 'https://www.googleapis.com/auth/drive'`],
    ['an identifier', `appId: '0d2a5d0e-1c5e-4c7f-9df1-2f1f9d1f9d1f'`],
    ['a module', `from '@modelcontextprotocol/server/stdio';`],
    ['prose', `The caller's token is forwarded to \`api.tracker.example\``],
  ] as const)
    it(`leaves ${what}`, () => assert.equal(masked(text), text));
});
