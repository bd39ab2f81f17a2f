/** What a change of manifests alone costs: the rules that look at them, and what is said then is what a fresh look says. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { lint } from '../../server/lint.ts';
import { lintAgain, lintSaid, type Said } from '../../server/lint-said.ts';
import type { LintResult } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import { createSession, type Session } from '../../server/session.ts';
import { memoryWorkspace } from '../../server/workspace.ts';
import { numbersFrom } from '../harness/numbers.ts';
import { parsePage } from '../harness/page.ts';

type Texts = Record<string, string>;

const options = { rules, isPedantic: true };

function open(texts: Texts): { session: Session; read: Set<string> } {
  const read = new Set<string>();
  const workspace = memoryWorkspace(texts);
  const noted = { ...workspace, manifest: (path: string) => (read.add(path), workspace.manifest(path)) };
  // The generated file was validated when it was written; its literals are wider than the model's types.
  return { session: createSession({ workspace: noted, config: {}, models: models as unknown as Model[] }), read };
}

/** All that a report shows. */
function told(result: LintResult): string {
  return JSON.stringify({ ...result, stats: undefined });
}

/** As it comes back from the disk. */
const kept = (said: Said | undefined): Said =>
  JSON.parse(JSON.stringify(said ?? assert.fail('no rule failed'))) as Said;

function changedIn(before: Texts, after: Texts): Set<string> {
  return new Set(Object.keys(after).filter((path) => before[path] !== after[path]));
}

const route = `import express from 'express';
express().get('/', (req) => fetch('https://api.tracker.example', { headers: { authorization: req.headers.authorization } }));
`;
const compose = 'services:\n  agent:\n    image: acme/agent\n    privileged: true\n';
const texts: Texts = { 'route.ts': route, 'compose.yaml': compose, 'notes.yaml': 'notes: []\n' };

describe('a change of manifests alone', () => {
  const changes: Record<string, [path: string, text: string]> = {
    'what nobody looks at': ['notes.yaml', 'notes: [one]\n'],
    'a comment that suppresses': ['compose.yaml', compose.replace('privileged: true', 'privileged: true # bailiwick-ignore container-escape-risk -- ours')], // prettier-ignore
    'what is wrong no more': ['compose.yaml', compose.replace('true', 'false')],
    'what is wrong now, too': ['notes.yaml', 'services:\n  agent:\n    image: acme/agent\n    network_mode: host\n'],
    'what is moved': ['compose.yaml', `\n${compose}`],
    'what cannot be read': ['compose.yaml', 'services: [\n'],
    'a credential': ['compose.yaml', `${compose}    environment: { GITHUB_TOKEN: ghp_${'x1Y2'.repeat(9)} }\n`],
  };
  for (const [what, [path, text]] of Object.entries(changes))
    it(`is answered as by a fresh look: ${what}`, () => {
      const { said } = lintSaid(open(texts).session, options);
      const after = { ...texts, [path]: text };
      const { session } = open(after);
      const again = lintAgain(session, options, kept(said), new Set([path])) ?? assert.fail('no rule fails');
      const fresh = lintSaid(open(after).session, options);
      assert.equal(told(again.result), told(fresh.result));
      assert.deepEqual(kept(again.said), kept(fresh.said));
    });

  it('links no program where no rule that asks it looks at them', () => {
    const { said } = lintSaid(open(texts).session, options);
    const { session } = open({ ...texts, 'notes.yaml': 'notes: [one]\n' });
    lintAgain(session, options, kept(said), new Set(['notes.yaml']));
    assert.equal(session.linked(), undefined);
  });

  it('links the program for a rule that asks both', () => {
    const identifiers: Texts = {
      'verify.ts': `import { jwtVerify } from 'jose';
export const verify = (token: string, keys: never) => jwtVerify(token, keys, { audience: process.env.AUDIENCE, issuer: 'https://login.acme.example' });
`,
      'resource.json':
        '{ "resource": "https://mcp.acme.example", "authorization_servers": ["https://login.acme.example"] }\n',
      '.env': 'AUDIENCE=https://mcp.acme.example\n',
    };
    const { said } = lintSaid(open(identifiers).session, options);
    const after = { ...identifiers, '.env': 'AUDIENCE=https://api.acme.example\n' };
    const { session } = open(after);
    const again = lintAgain(session, options, kept(said), new Set(['.env'])) ?? assert.fail('no rule fails');
    assert.notEqual(session.linked(), undefined);
    assert.equal(told(again.result), told(lint(open(after).session, options)));
    assert.ok(again.result.findings.some(({ rule }) => rule === 'audience-mismatch'));
  });

  it('is answered as by a fresh look, on the examples of all pages and after changes by chance', () => {
    const number = numbersFrom(11);
    const pick = <T>(list: readonly T[]): T => list[number(list.length)] as T;
    const cases = readdirSync('rules')
      .filter((name) => name.endsWith('.md') && name !== 'COVERAGE.md')
      .flatMap((name) => parsePage(readFileSync(`rules/${name}`, 'utf8')).map(({ files }) => files));
    const manifestsOf = (all: Texts): string[] => memoryWorkspace(all).documents.map(({ path }) => path);
    const pool = cases.flatMap((files) => manifestsOf(files).map((path) => ({ path, text: files[path] ?? '' })));
    const ways: ((text: string, path: string) => string)[] = [
      (text) => `${text}\n# later\n`,
      (text) => `\n${text}`,
      (text) =>
        text
          .split('\n')
          .toSpliced(number(text.split('\n').length), 1)
          .join('\n'),
      (text) => text.replace(pick(text.match(/\w{3,}/g) ?? ['agent']), pick(['agent', 'true', 'mcp', '0.0.0.0'])),
      (_, path) => pick(pool.filter((other) => other.path.split('.').at(-1) === path.split('.').at(-1))).text,
    ];
    let count = 0;
    for (let trial = 0; trial < 200; trial++) {
      const before = { ...pick(cases), ...pick(cases), ...pick(cases) };
      const paths = manifestsOf(before);
      if (paths.length === 0) continue;
      const then = open(before);
      const { said } = lintSaid(then.session, options);
      let last = kept(said);
      let state = before;
      for (let step = 0; step < 2; step++) {
        const path = pick(paths);
        const after = { ...state, [path]: pick(ways)(state[path] ?? '', path) };
        const changed = changedIn(state, after);
        if ([...changed].some((each) => then.read.has(each))) break;
        const again = lintAgain(open(after).session, options, last, changed) ?? assert.fail('no rule fails');
        assert.equal(told(again.result), told(lint(open(after).session, options)), JSON.stringify({ state, after }));
        last = kept(again.said);
        state = after;
        count++;
      }
    }
    assert.ok(count > 150, `${count} changes`);
  }).timeout(300_000);
});
