/** A fix is offered only where its edits are sure to be right; the pages show where it is. */
import assert from 'node:assert/strict';
import { applyFixes } from '../../server/fix.ts';
import { lintFiles } from '../harness/lint-files.ts';

const jose = `import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
const keys = createRemoteJWKSet(new URL('https://login.example/keys'));
`;
const gate = `import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
${jose}const own = 'https://mcp.example/mcp';
`;
const resourceMetadataUrl = "'https://mcp.example/.well-known/oauth-protected-resource'";

/** The text after the first fix of the rule's only finding; undefined when it has none. */
function fixed(rule: string, text: string, others: Record<string, string> = {}): string | undefined {
  const files = { 'a.ts': text, ...others };
  const findings = lintFiles(files).filter((finding) => finding.rule === rule);
  assert.equal(findings.length, 1, `${findings.length} findings of ${rule}`);
  const fixes = findings.flatMap((finding) => finding.fixes.slice(0, 1));
  if (fixes.length === 0) return undefined;
  const { texts } = applyFixes(fixes, (file) => (file === 'a.ts' ? text : (others[file] ?? '')));
  return [...texts.values()].join('');
}

/** Only the lines that the fix writes. */
function lines(rule: string, text: string, others?: Record<string, string>): string[] | undefined {
  return fixed(rule, text, others)
    ?.split('\n')
    .filter((line) => !text.includes(line))
    .map((line) => line.trim());
}

describe('no fix is offered', () => {
  const cases: [what: string, rule: string, text: string, others?: Record<string, string>][] = [
    [
      'for options that come from two callers',
      'missing-audience-check',
      `${jose}const verify = (token: string, options: object) => jwtVerify(token, keys, options);
export const one = (token: string) => verify(token, { issuer: 'https://a.example' });
export const two = (token: string) => verify(token, { issuer: 'https://b.example' });`,
    ],
    [
      'for tokens that the file signs itself',
      'missing-audience-check',
      `import { jwtVerify, SignJWT } from 'jose';
const key = new TextEncoder().encode('key');
export const mint = (sub: string) => new SignJWT({ sub }).setProtectedHeader({ alg: 'HS256' }).sign(key);
export const read = (token: string) => jwtVerify(token, key);`,
    ],
    [
      'for a nested option that a spread may bring',
      'missing-audience-check',
      `import { Hono } from 'hono';
import { jwk } from 'hono/jwk';
const base = { alg: ['RS256'] };
new Hono().use('/mcp/*', jwk({ ...base, jwks_uri: 'https://login.example/keys' }));`,
    ],
    [
      'for an option that is stored behind the literal',
      'audience-option-fails-open',
      `${jose}export function verify(token: string) {
  const options: { audience?: string } = { audience: undefined };
  if (process.env.AUDIENCE) options.audience = process.env.AUDIENCE;
  return jwtVerify(token, keys, options);
}`,
    ],
    [
      'for an audience that nobody set',
      'audience-option-fails-open',
      `import jwt from 'jsonwebtoken';
const audience = '';
export const verify = (token: string, key: string) => jwt.verify(token, key, { audience });`,
    ],
    [
      'for a generic name that stands alone',
      'jwt-loose-audience',
      `${jose}export const verify = (token: string) => jwtVerify(token, keys, { audience: ['api'] });`,
    ],
    [
      'for an audience that is no URL',
      'mcp-verifier-omits-resource',
      `${gate}async function verifyAccessToken(token: string) {
  const { payload } = await jwtVerify(token, keys, { audience: 'e5a6b3f0' });
  return { token, clientId: String(payload.azp), scopes: [] };
}
export const g = requireBearerAuth({ verifier: { verifyAccessToken }, expectedResource: new URL(own) });`,
    ],
    [
      'for an audience that only another function knows',
      'mcp-verifier-omits-resource',
      `${gate}const check = (token: string, audience: string) => jwtVerify(token, keys, { audience });
async function verifyAccessToken(token: string) {
  const { payload } = await check(token, own);
  return { token, clientId: String(payload.azp), scopes: [] };
}
export const g = requireBearerAuth({ verifier: { verifyAccessToken }, expectedResource: new URL(own) });`,
    ],
    [
      'where the verifier shows no claims to take the resource from',
      'mcp-missing-expected-resource',
      `${gate}async function verifyAccessToken(token: string) {
  await jwtVerify(token, keys);
  return { token, clientId: 'agent', scopes: [] };
}
export const g = requireBearerAuth({ verifier: { verifyAccessToken }, resourceMetadataUrl: ${resourceMetadataUrl} });`,
    ],
    [
      'where a written type hides the claim',
      'mcp-missing-expected-resource',
      `${gate}async function verifyAccessToken(token: string) {
  const claims = (await jwtVerify(token, keys)).payload as { sub: string };
  return { token, clientId: claims.sub, scopes: [] };
}
export const g = requireBearerAuth({ verifier: { verifyAccessToken }, resourceMetadataUrl: ${resourceMetadataUrl} });`,
    ],
    [
      'for headers of which nobody knows what they are',
      'inbound-headers-forwarded',
      `import { Hono } from 'hono';
new Hono().get('/', (c) => fetch('https://inner.example', { headers: c.req.raw.headers }));`,
    ],
    [
      'for headers that are read whole a second time',
      'inbound-headers-forwarded',
      `import express from 'express';
express().get('/', async (req, res) => {
  console.log({ ...req.headers });
  res.json(await fetch('https://inner.example', { headers: { ...req.headers } as Record<string, string> }));
});`,
    ],
    [
      'where nothing can be awaited',
      'jwt-decode-without-verify',
      `import express from 'express';
${jose}export async function user(token: string) {
  return (await jwtVerify(token, keys, { audience: 'https://mcp.example' })).payload.sub;
}
express().use((req, res, next) => {
  if (decodeJwt(req.headers.authorization ?? '').role !== 'admin') return res.status(403).end();
  next();
});`,
    ],
    [
      'where the keys are out of scope',
      'jwt-decode-without-verify',
      `import express from 'express';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
export async function user(token: string) {
  const keys = createRemoteJWKSet(new URL('https://login.example/keys'));
  return (await jwtVerify(token, keys, { audience: 'https://mcp.example' })).payload.sub;
}
express().use(async (req, res, next) => {
  if (decodeJwt(req.headers.authorization ?? '').role !== 'admin') return res.status(403).end();
  next();
});`,
    ],
  ];
  for (const [what, rule, text, others] of cases) {
    it(`${what} (${rule})`, () => assert.equal(fixed(rule, text, others), undefined));
  }
});

describe('a fix', () => {
  it('stops the start where the module reads the setting', () => {
    const text = `${jose}const audience = process.env.AUDIENCE!;
export const verify = (token: string) => jwtVerify(token, keys, { audience });`;
    assert.deepEqual(lines('audience-option-fails-open', text), [
      "const audience = process.env.AUDIENCE || (() => { throw new Error('AUDIENCE is not set'); })();",
    ]);
  });

  it('stops the request where another module reads it', () => {
    const text = `${jose}import { audience } from './settings';
export const verify = (token: string) => jwtVerify(token, keys, { audience });`;
    const settings = { 'settings.ts': 'export const audience = process.env.AUDIENCE;\n' };
    assert.match(String(fixed('audience-option-fails-open', text, settings)), /\{ audience: audience \|\| \(\(\) => /);
  });

  it('adds an argument to a call without any options', () => {
    const text = `import jwt from 'jsonwebtoken';
export const verify = (token: string, key: string) =>
  jwt.verify(
    token,
    key, // of the issuer
  );`;
    assert.deepEqual(fixed('missing-audience-check', text)?.split('\n').slice(4), [
      '    key, // of the issuer',
      "    { audience: (() => { throw new Error('write the expected value here'); })() },",
      '  );',
    ]);
  });

  it('repeats no name that a parameter hides', () => {
    const text = `${jose}const audience = 'https://mcp.example';
export const first = (token: string) => jwtVerify(token, keys, { audience });
export const second = (token: string, audience: Set<string>) => audience.size > 0 && jwtVerify(token, keys);`;
    assert.doesNotMatch(String(fixed('missing-audience-check', text)), /audience: audience/);
  });

  it('filters the headers of a web request, which has no properties', () => {
    const text = `export default {
  fetch: (request: Request) => fetch('https://inner.example', { headers: new Headers(request.headers) }),
};`;
    assert.match(
      String(fixed('inbound-headers-forwarded', text)),
      /headers: Object\.fromEntries\(\[\.\.\.request\.headers\]\.filter\(\(\[name\]\) => !\['authorization', 'cookie'\]\.includes\(name\)\)\) \}/,
    );
  });

  it('keeps the other scopes of one text', () => {
    const text = `import { OAuth2Client } from 'google-auth-library';
const client = new OAuth2Client('id', 'secret');
export const url = () => client.generateAuthUrl({ scope: 'openid https://www.googleapis.com/auth/drive email' });`;
    assert.match(
      String(fixed('broad-scope', text)),
      /'openid https:\/\/www\.googleapis\.com\/auth\/drive\.file email'/,
    );
  });
});
