/** Clients that are told not to look at certificates; written as in `calls.ts`. */
export const tls: Record<string, string[]> = {
  'got.tls.yaml': [
    `import got from 'got';`,
    `got('x', { https: { rejectUnauthorized: false } });`,
    `got.get('x', { https: { rejectUnauthorized: false } });`,
    `got.extend({ https: { rejectUnauthorized: false } });`,
  ],
  'node-https.tls.yaml': [
    `import https, { Agent, request } from 'node:https';`,
    `new Agent({ rejectUnauthorized: false });`,
    `new https.Agent({ rejectUnauthorized: false });`,
    `request('x', { rejectUnauthorized: false });`,
    `https.request('x', { rejectUnauthorized: false });`,
  ],
  'pg.tls.yaml': [
    `import pg, { Client, Pool } from 'pg';`,
    `new Pool({ ssl: { rejectUnauthorized: false } });`,
    `new Client({ ssl: { rejectUnauthorized: false } });`,
    `new pg.Pool({ ssl: { rejectUnauthorized: false } });`,
  ],
  'undici.tls.yaml': [
    `import { Agent, Pool } from 'undici';`,
    `new Agent({ connect: { rejectUnauthorized: false } });`,
    `new Pool('x', { connect: { rejectUnauthorized: false } });`,
  ],
};
