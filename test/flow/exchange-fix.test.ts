/** Where an exchange goes between the token that comes in and what leaves. */
import assert from 'node:assert/strict';
import { applyFixes } from '../../server/fix.ts';
import { lintFiles } from '../harness/lint-files.ts';

const rule = 'token-passthrough';
const express = "import express from 'express';\n";
const route = (handler: string): string => `${express}express().get('/', ${handler});\n`;
const send = (value: string): string => `fetch('https://ci.example', { headers: { authorization: ${value} } })`;

/** The lines that the first fix of every finding writes, by file; undefined without a fix. */
function written(files: Record<string, string>): string[] | undefined {
  const found = lintFiles(files).filter((finding) => finding.rule === rule);
  assert.ok(found.length > 0, 'there is a finding');
  const fixes = found.flatMap((finding) => finding.fixes.slice(0, 1));
  if (fixes.length === 0) return undefined;
  const { texts } = applyFixes(fixes, (file) => files[file] ?? '');
  const left = lintFiles({ ...files, ...Object.fromEntries(texts) }).filter((finding) => finding.rule === rule);
  assert.deepEqual(left, [], 'the finding is gone');
  return [...texts].flatMap(([file, text]) => {
    const before = new Set(files[file]?.split('\n'));
    return text.split('\n').flatMap((line) => (before.has(line) || line === '}' ? [] : [line.trim()]));
  });
}

const stub = [
  'function exchangeToken(_callersToken: unknown): Promise<string> {',
  "throw new Error('exchange the token of the caller for one of the next service (RFC 8693, on-behalf-of)');",
];

describe('an exchange is put', () => {
  for (const [what, files, lines] of [
    [
      'into a shorthand',
      {
        'a.ts': route(
          `async (req) => {\nconst authorization = req.headers.authorization ?? '';\nawait ${send('authorization').replace('authorization: authorization', 'authorization')};\n}`,
        ),
      },
      [
        "await fetch('https://ci.example', { headers: { authorization: `Bearer ${await exchangeToken(authorization)}` } });",
        ...stub,
      ],
    ],
    [
      'behind the scheme of a sum',
      {
        'a.ts': route(
          `async (req) => {\nconst token = req.headers.authorization?.slice(7);\nawait ${send("'Bearer ' + token")};\n}`,
        ),
      },
      [
        "await fetch('https://ci.example', { headers: { authorization: 'Bearer ' + (await exchangeToken(token)) } });",
        ...stub,
      ],
    ],
    [
      'where the value is handed over, if the function there can wait',
      {
        'a.ts': `${express}import { list } from './b';\n${route('async (req) => list(req.headers.authorization)').slice(express.length)}`,
        'b.ts': `export const list = async (token?: string) => ${send('`Bearer ${token}`')};\n`,
      },
      ["express().get('/', async (req) => list(await exchangeToken(req.headers.authorization)));", ...stub],
    ],
    [
      'further on, if it cannot',
      {
        'a.ts': `${express}import { list } from './b';\n${route('(req) => list(req.headers.authorization)').slice(express.length)}`,
        'b.ts': `export const list = async (token?: string) => ${send('`Bearer ${token}`')};\n`,
      },
      [
        "export const list = async (token?: string) => fetch('https://ci.example', { headers: { authorization: `Bearer ${await exchangeToken(token)}` } });",
        ...stub,
      ],
    ],
    [
      'where the ways of two callers have met',
      {
        'a.ts': `${express}const app = express();\nconst list = async (token = '') => ${send('`Bearer ${token}`')};\napp.get('/a', async (req) => list(req.headers.authorization));\napp.get('/b', async (req) => list(req.headers.authorization));\n`,
      },
      [
        "const list = async (token = '') => fetch('https://ci.example', { headers: { authorization: `Bearer ${await exchangeToken(token)}` } });",
        ...stub,
      ],
    ],
    [
      'with the function that is there already',
      {
        'a.ts': `${route(`async (req) => ${send('req.headers.authorization')}`)}async function exchangeToken(token: unknown) {\nreturn String(process.env.CI_TOKEN);\n}\n`,
      },
      [
        "express().get('/', async (req) => fetch('https://ci.example', { headers: { authorization: `Bearer ${await exchangeToken(req.headers.authorization)}` } }));",
      ],
    ],
    [
      'without types in JavaScript, and once for two findings',
      {
        'a.js': route(
          `async (req) => {\nawait ${send('req.headers.authorization')};\nawait ${send('req.headers.authorization').replace('ci.', 'crm.')};\n}`,
        ),
      },
      [
        "await fetch('https://ci.example', { headers: { authorization: `Bearer ${await exchangeToken(req.headers.authorization)}` } });",
        "await fetch('https://crm.example', { headers: { authorization: `Bearer ${await exchangeToken(req.headers.authorization)}` } });",
        'function exchangeToken(_callersToken) {',
        ...stub.slice(1),
      ],
    ],
  ] as [string, Record<string, string>, string[]][]) {
    it(what, () => assert.deepEqual(written(files), lines));
  }

  for (const [what, text] of [
    ['where nothing can be awaited', route(`(req) => ${send('req.headers.authorization')}`)],
    [
      'where the name means something else',
      route(`async (req) => {\nconst exchangeToken = 1;\nreturn ${send('req.headers.authorization')}; }`),
    ],
  ] as const) {
    it(`nowhere ${what}`, () => assert.equal(written({ 'a.ts': text }), undefined));
  }
});
