/** Runs the built command as a process, over a small agent in a temporary directory. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { inTree } from '../input/tree.ts';

export const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

/** Five findings: a path over two files, two errors of other rules, a warning, and one of medium confidence. */
export const agent: Record<string, string> = {
  'src/http.ts': `export function authorized(token: string): Record<string, string> {
  return { authorization: \`Bearer \${token}\` };
}
`,
  'src/login.ts': `import { google } from 'googleapis';

const client = new google.auth.OAuth2('id', 'secret', 'https://agent.example/callback');
export const url = (state: string) => client.generateAuthUrl({ scope: ['https://www.googleapis.com/auth/drive'], state });
`,
  'src/mint.ts': `import { jwtVerify, SignJWT } from 'jose';

const key = new TextEncoder().encode(process.env.SESSION_KEY);
export const mint = (sub: string) => new SignJWT({ sub }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(key);
export const read = (token: string) => jwtVerify(token, key, { issuer: 'https://agent.example' });
`,
  'src/tools.ts': `import express from 'express';
import { authorized } from './http';

express().get('/issues', async (req, res) => {
  const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
  res.json(await fetch('https://api.tracker.example/issues', { headers: authorized(token) }));
});
`,
  'src/verify.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL('https://login.example/keys'));
export const verify = (token: string) => jwtVerify(token, keys, { issuer: 'https://login.example' });
`,
};

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  env?: Record<string, string>;
  /** JavaScript that runs before the command does. */
  first?: string;
}

/** Runs the command to its end; whatever happens, no stack trace may show. */
export function run({ cwd, env = {}, first = '' }: RunOptions, ...args: string[]): Run {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(first)}`, cli, ...args],
    {
      cwd,
      encoding: 'utf8',
      // A SARIF log brings the pages of all rules.
      maxBuffer: 16 * 1024 * 1024,
      // What one test found no other one takes over.
      env: {
        ...process.env,
        XDG_CACHE_HOME: join(devNull, 'none'),
        CI: undefined,
        NO_COLOR: undefined,
        FORCE_COLOR: undefined,
        ...env,
      },
    },
  );
  assert.equal(error, undefined);
  assert.doesNotMatch(`${stdout}\n${stderr}`, /^\s+at .*[:(]/m, 'a stack trace');
  return { code: status, stdout, stderr };
}

const known = new Map<string, Run>();

/** Runs the command in a temporary directory that holds the files; a process takes long, so equal runs happen once. */
export function runIn(files: Record<string, string>, ...args: string[]): Run {
  const key = JSON.stringify([files, args]);
  inTree(files, (cwd) => {
    if (!known.has(key)) known.set(key, run({ cwd }, ...args));
  });
  return known.get(key) ?? assert.fail('the command did not run');
}

export interface Reported {
  findings: { rule: string; severity: string; confidence: string; isTest: boolean; at: { file: string } }[];
  summary: { files: number; hiddenBySeverity: number; hiddenByConfidence: number; hiddenOnTestPaths: number };
  warnings: { file: string; reason: string }[];
}

/** The JSON report of a run with `--format json`. */
export function reported({ stdout }: Run): Reported {
  return JSON.parse(stdout) as Reported;
}

/** `rule file` of every finding of a run with `--format json`. */
export function found(result: Run): string[] {
  return reported(result).findings.map(({ rule, at }) => `${rule} ${at.file}`);
}
