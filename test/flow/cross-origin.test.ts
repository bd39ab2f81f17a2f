/** Which sites may read the answers of a server, as the program says it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { programOf } from '../harness/program.ts';

const cors = `import cors from 'cors';\n`;

function doTest(code: string, expected: string): void {
  it(code.replace(cors, '').replaceAll('\n', ' '), () => {
    const found = programOf({ 'server.ts': `import express from 'express';\n${code}` }).crossOrigins();
    assert.equal(
      found.map((one) => `${one.allowed}${one.isWithCredentials ? ' with credentials' : ''}`).join(', '),
      expected,
    );
  });
}

describe('cross-origin', () => {
  doTest(`${cors}cors();`, 'any');
  doTest(`${cors}cors({ origin: '*' });`, 'any');
  doTest(`${cors}cors({ origin: true, credentials: true });`, 'echo with credentials');
  doTest(`${cors}cors({ origin: 'https://desk.example.com', credentials: true });`, 'other with credentials');
  doTest(`${cors}cors({ origin: (origin, done) => done(null, true) });`, 'echo');
  doTest(`${cors}cors({ origin: (origin, done) => done(null, origin) });`, 'echo');
  doTest(`${cors}cors({ origin: (origin, done) => done(null, known.has(origin)) });`, 'other');
  doTest(
    `${cors}cors({ origin: (origin, done) => (origin === home ? done(null, true) : done(null, false)) });`,
    'other',
  );
  doTest(`${cors}cors({ origin: process.env.ORIGINS });`, 'other');
  doTest(`(req, res) => res.setHeader('Access-Control-Allow-Origin', '*');`, 'any');
  doTest(`(req, res) => res.setHeader('access-control-allow-origin', req.headers.origin ?? '*');`, 'echo');
  doTest(`(req, res) => res.set('Access-Control-Allow-Origin', req.get('Origin'));`, 'echo');
  doTest(
    `(req, res) => {\n  const { origin } = req.headers;\n  if (isKnown(origin)) res.setHeader('Access-Control-Allow-Origin', origin);\n};`,
    'other',
  );
  doTest(
    `const headers = (origin) => ({ 'Access-Control-Allow-Origin': origin });\n(req) => headers(req.headers.origin);`,
    'echo',
  );
  doTest(
    `(req, res) => res.writeHead(200, { 'Access-Control-Allow-Origin': req.headers.origin, 'Access-Control-Allow-Credentials': 'true' });`,
    'echo with credentials',
  );
});
