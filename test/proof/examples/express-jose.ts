/** A route behind jose that takes tokens of every audience and hands them on. */
export const sources = {
  'server.ts': `import express from 'express';
import type { AddressInfo } from 'node:net';
import { listIssues } from './tracker';
import { verifyToken } from './verify';

const app = express();

app.get('/issues', async (req, res) => {
  const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
  try {
    await verifyToken(token);
  } catch {
    res.status(401).json({ error: 'invalid_token' });
    return;
  }
  res.json(await listIssues(token));
});

const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
`,
  'verify.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL(\`\${process.env.ISSUER}/keys\`));

export async function verifyToken(token: string) {
  const { payload } = await jwtVerify(token, keys, { issuer: process.env.ISSUER });
  return payload;
}
`,
  'tracker.ts': `export async function listIssues(token: string) {
  const answer = await fetch(\`\${process.env.TRACKER}/issues\`, {
    headers: { authorization: \`Bearer \${token}\` },
  });
  return answer.json();
}
`,
};
