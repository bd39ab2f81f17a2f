import { describe, it } from 'mocha';
import { assertVerdicts } from './verdicts.ts';

type Files = string | Record<string, string>;
interface Shape {
  title: string;
  wrong: Files;
  right: Files;
}

const keys = `import { createRemoteJWKSet, jwtVerify } from 'jose';
const keys = createRemoteJWKSet(new URL('https://id.example.com/.well-known/jwks.json'));
`;
const own = "'https://mcp.example.com'";
const issuer = "issuer: 'https://id.example.com/'";

/** A verifier of an MCP server whose body is given; its record carries the resource. */
const verifier = (
  body: string,
): string => `import type { OAuthTokenVerifier } from '@modelcontextprotocol/sdk/server/auth/provider.js';
export const verifier: OAuthTokenVerifier = { async verifyAccessToken(token) {
${body}
} };
`;
const info = `return { token, clientId: String(data.client_id), scopes: [], resource: new URL(${own}) };`;

const shapes: Shape[] = [
  {
    title: '1 jose without audience',
    wrong: `${keys}export const verify = (token: string) => jwtVerify(token, keys, { ${issuer} }); //! missing-audience-check\n`,
    right: `${keys}export const verify = (token: string) => jwtVerify(token, keys, { ${issuer}, audience: ${own} });\n`,
  },
  {
    title: '1 jsonwebtoken by a named import',
    wrong: `import { verify } from 'jsonwebtoken';
export const check = (token: string) => verify(token, publicKey, { algorithms: ['RS256'] }); //! missing-audience-check\n`,
    right: `import { verify } from 'jsonwebtoken';
export const check = (token: string) => verify(token, publicKey, { algorithms: ['RS256'], audience: ${own} });\n`,
  },
  {
    title: '1 passport-jwt',
    wrong: `import { ExtractJwt, Strategy } from 'passport-jwt';
const jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();
export const strategy = new Strategy({ jwtFromRequest, secretOrKey: publicKey }, (claims, done) => done(null, claims)); //! missing-audience-check\n`,
    right: `import { ExtractJwt, Strategy } from 'passport-jwt';
const jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();
export const strategy = new Strategy({ jwtFromRequest, secretOrKey: publicKey, audience: ${own} }, (claims, done) => done(null, claims));\n`,
  },
  {
    title: '1 hono',
    wrong: `import { Hono } from 'hono';
import { jwk } from 'hono/jwk';
const app = new Hono();
app.use('/mcp', jwk({ jwks_uri: 'https://id.example.com/jwks', alg: ['RS256'] })); //! missing-audience-check\n`,
    right: `import { Hono } from 'hono';
import { jwk } from 'hono/jwk';
const app = new Hono();
app.use('/mcp', jwk({ jwks_uri: 'https://id.example.com/jwks', alg: ['RS256'], verification: { aud: ${own} } }));\n`,
  },
  {
    title: '2 the audience is a constant that is undefined',
    wrong: {
      'config.ts': 'export const AUDIENCE = undefined;\n',
      'verify.ts': `${keys}import { AUDIENCE } from './config.js';
export const verify = (token: string) => jwtVerify(token, keys, { ${issuer}, audience: AUDIENCE }); //! missing-audience-check\n`,
    },
    right: {
      'config.ts': `export const AUDIENCE = ${own};\n`,
      'verify.ts': `${keys}import { AUDIENCE } from './config.js';
export const verify = (token: string) => jwtVerify(token, keys, { ${issuer}, audience: AUDIENCE });\n`,
    },
  },
  {
    title: '3 names that the library does not know, behind as any',
    wrong: `${keys}export const verify = (token: string) =>
  jwtVerify(token, keys, { aud: ${own}, iss: 'https://id.example.com/', algorithm: 'RS256' } as any); //! missing-audience-check\n`,
    right: `${keys}export const verify = (token: string) =>
  jwtVerify(token, keys, { audience: ${own}, issuer: 'https://id.example.com/', algorithms: ['RS256'] } as any);\n`,
  },
  {
    title: '3 options that are commented out',
    wrong: `${keys}export const verify = (token: string) =>
  jwtVerify(token, keys, { //! missing-audience-check
    ${issuer},
    // audience: ${own},
  });\n`,
    right: `${keys}export const verify = (token: string) =>
  jwtVerify(token, keys, {
    ${issuer},
    // the resource of this server
    audience: ${own},
  });\n`,
  },
  {
    title: '4 the audience is read and only logged',
    wrong: `${keys}export async function verify(token: string) {
  const { payload } = await jwtVerify(token, keys, { ${issuer} }); //! missing-audience-check
  console.log('audience', payload.aud);
  return payload;
}\n`,
    right: `${keys}export async function verify(token: string) {
  const { payload } = await jwtVerify(token, keys, { ${issuer} });
  if (payload.aud !== ${own}) throw new Error('wrong audience');
  return payload;
}\n`,
  },
  {
    title: '5 the check fails and processing goes on',
    wrong: `${keys}export async function verify(token: string) {
  const { payload } = await jwtVerify(token, keys, { ${issuer} }); //! missing-audience-check
  if (payload.aud !== ${own}) console.warn('wrong audience', payload.aud);
  return payload;
}\n`,
    right: {
      'verify.ts': `${keys}export async function verify(token: string) {
  const { payload } = await jwtVerify(token, keys, { ${issuer} });
  return payload;
}\n`,
      'server.ts': `import { verify } from './verify.js';
export async function authenticate(token: string) {
  const payload = await verify(token);
  if (payload.aud !== ${own}) throw new Error('wrong audience');
  return payload.sub;
}\n`,
    },
  },
  {
    title: '6 one branch of several lacks it',
    wrong: `${keys}export async function verify(token: string, isInternal: boolean) {
  if (isInternal) return jwtVerify(token, keys, { ${issuer} }); //! missing-audience-check
  return jwtVerify(token, keys, { ${issuer}, audience: ${own} });
}\n`,
    right: `${keys}export async function verify(token: string, isInternal: boolean) {
  if (isInternal) return jwtVerify(token, keys, { ${issuer}, audience: 'https://internal.example.com' });
  return jwtVerify(token, keys, { ${issuer}, audience: [${own}, 'api://mcp'] });
}\n`,
  },
  {
    title: '7 userinfo as validation',
    wrong:
      verifier(`  const response = await fetch('https://id.example.com/userinfo', { headers: { Authorization: \`Bearer \${token}\` } }); //! introspection-incomplete-check
  if (!response.ok) throw new Error('invalid');
  const data = await response.json();
  ${info}`),
    right: verifier(`  const { payload: data } = await jwtVerify(token, keys, { ${issuer}, audience: ${own} });
  const profile = await fetch('https://id.example.com/userinfo', { headers: { Authorization: \`Bearer \${token}\` } });
  if (!profile.ok) throw new Error('invalid');
  ${info}`).replace('import', `${keys}import`),
  },
  {
    title: '7 tokeninfo as validation',
    wrong:
      verifier(`  const response = await fetch(\`https://oauth2.googleapis.com/tokeninfo?access_token=\${token}\`); //! introspection-incomplete-check token-in-url
  const data = await response.json();
  if (data.error) throw new Error('invalid');
  ${info}`),
    right:
      verifier(`  const response = await fetch(\`https://oauth2.googleapis.com/tokeninfo?access_token=\${token}\`); //! token-in-url
  const data = await response.json();
  if (data.error || data.aud !== process.env.CLIENT_ID) throw new Error('invalid');
  ${info}`),
  },
  {
    title: '8 introspection looks at active only',
    wrong:
      verifier(`  const response = await fetch('https://id.example.com/introspect', { method: 'POST', body: new URLSearchParams({ token }) }); //! introspection-incomplete-check
  const data = await response.json();
  if (!data.active) throw new Error('inactive');
  ${info}`),
    right:
      verifier(`  const response = await fetch('https://id.example.com/introspect', { method: 'POST', body: new URLSearchParams({ token }) });
  const data = await response.json();
  if (!data.active || data.aud !== ${own}) throw new Error('inactive');
  ${info}`),
  },
  {
    title: '9 the audience is optional in the configuration',
    wrong: `${keys}const cfg = { aud: process.env.AUDIENCE };
export async function verify(token: string) {
  const options: Record<string, string> = { ${issuer} };
  if (cfg.aud) options.audience = cfg.aud; //! audience-option-fails-open
  return jwtVerify(token, keys, options);
}\n`,
    right: `${keys}const cfg = { aud: process.env.AUDIENCE };
if (!cfg.aud) throw new Error('AUDIENCE is missing');
export async function verify(token: string) {
  const options: Record<string, string> = { ${issuer}, audience: cfg.aud };
  return jwtVerify(token, keys, options);
}\n`,
  },
  {
    title: '10 the options come from a method',
    wrong: `${keys}class Auth {
  private options() {
    return { ${issuer} };
  }
  verify(token: string) {
    return jwtVerify(token, keys, this.options()); //! missing-audience-check
  }
}
export const auth = new Auth();\n`,
    right: `${keys}class Auth {
  private readonly config = { audience: undefined, resource: ${own} };
  private options() {
    return { ${issuer}, audience: this.config.audience ?? this.config.resource };
  }
  verify(token: string) {
    return jwtVerify(token, keys, this.options());
  }
}
export const auth = new Auth();\n`,
  },
  {
    title: '10 a gate whose verifier enforces nothing',
    wrong: `${keys}import express from 'express';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
const verifier = {
  async verifyAccessToken(token: string) {
    const { payload } = await jwtVerify(token, keys, { ${issuer} }); //! missing-audience-check
    return { token, clientId: String(payload.azp), scopes: [], resource: new URL(${own}) };
  },
};
express().use(requireBearerAuth({ verifier })); //! mcp-missing-expected-resource\n`,
    right: `${keys}import express from 'express';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
const verifier = {
  async verifyAccessToken(token: string) {
    const { payload } = await jwtVerify(token, keys, { ${issuer}, audience: ${own} });
    return { token, clientId: String(payload.azp), scopes: [], resource: new URL(${own}) };
  },
};
express().use(requireBearerAuth({ verifier }));\n`,
  },
];

describe('audience: shapes of real code', () => {
  for (const { title, wrong, right } of shapes) {
    it(`${title}: wrong`, () => assertVerdicts(wrong));
    it(`${title}: right`, () => assertVerdicts(right));
  }
});
