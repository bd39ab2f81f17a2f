/** Small servers with one mistake each. */

const listen = `
const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
`;
const issues = `['a leaking pipe']`;

/** The expected audience is a setting that nobody set. */
export const failsOpen = {
  'server.ts': `import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { AddressInfo } from 'node:net';

const keys = createRemoteJWKSet(new URL(\`\${process.env.ISSUER}/keys\`));
const app = express();

app.get('/issues', async (req, res) => {
  const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
  try {
    await jwtVerify(token, keys, { issuer: process.env.ISSUER, audience: process.env.DESK_AUDIENCE });
    res.json(${issues});
  } catch {
    res.status(401).end();
  }
});
${listen}`,
};

/** The expected audience is the empty string where nobody set it, which jsonwebtoken takes for none. */
export const emptyAudience = {
  'server.ts': `import express from 'express';
import jwt from 'jsonwebtoken';
import type { AddressInfo } from 'node:net';

const app = express();

app.get('/issues', (req, res) => {
  const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
  try {
    jwt.verify(token, process.env.PUBLIC_KEY ?? '', { algorithms: ['RS256'], audience: process.env.DESK_AUDIENCE ?? '' });
    res.json(${issues});
  } catch {
    res.status(401).end();
  }
});
${listen}`,
};

/** The headers of the request go on as they came. */
export const allHeaders = {
  'server.ts': `import express from 'express';
import type { AddressInfo } from 'node:net';

const app = express();

app.get('/issues', async (req, res) => {
  const answer = await fetch(\`\${process.env.TRACKER}/issues\`, { headers: req.headers as Record<string, string> });
  res.status(answer.status).json(await answer.json());
});
${listen}`,
};

/** One route takes the claims of whatever token comes; the other shows how it is done. */
export const decoded = {
  'server.ts': `import express from 'express';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { AddressInfo } from 'node:net';

const keys = createRemoteJWKSet(new URL(\`\${process.env.ISSUER}/keys\`));
const app = express();

app.get('/profile', async (req, res) => {
  const { payload } = await jwtVerify(tokenOf(req), keys, { audience: 'https://desk.example.com/mcp' });
  res.json({ name: payload.sub });
});

app.get('/issues', async (req, res) => {
  const claims = decodeJwt(tokenOf(req));
  if (claims.sub !== 'ada') return res.status(403).end();
  res.json(${issues});
});

function tokenOf(req: express.Request): string {
  return req.headers.authorization?.slice('Bearer '.length) ?? '';
}
${listen}`,
};
