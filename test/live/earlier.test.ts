/** What an earlier process said: taken over only for the same, kept only while it is the answer to what the disk holds. */
import assert from 'node:assert/strict';
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import type { Facts } from '../../server/facts/facts.ts';
import { decode } from '../../server/facts/pack.ts';
import { digestsOf, frameOf } from '../../server/input/digest.ts';
import type { EarlierAnswers } from '../../server/live/earlier.ts';
import { createLiveSession, type LiveSession } from '../../server/live/live-session.ts';
import type { LintResult } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import { inTree } from '../input/tree.ts';

const options = { rules };
const route = `import express from 'express';
import { forward } from './forward.js';
express().get('/', (req) => forward(req.headers.authorization));
`;
const forward = `export const forward = (token?: string) =>
  fetch('https://api.tracker.example', { headers: { authorization: token ?? '' } });
`;
const files = {
  'package.json': '{ "name": "agent" }\n',
  'tsconfig.json': '{ "compilerOptions": { "paths": {} } }\n',
  'route.ts': route,
  'forward.ts': forward,
};

/** Answers that are kept in memory. */
function answersInMemory(): EarlierAnswers & { count(): number } {
  const kept = new Map<string, LintResult>();
  const key = (workspace: Parameters<typeof digestsOf>[0], about: unknown): string =>
    digestsOf(workspace, frameOf(workspace, JSON.stringify(about)))?.whole ?? '';
  return {
    find: ({ workspace }, { about }) => kept.get(key(workspace, about)),
    keep: ({ workspace, about, result }) => void kept.set(key(workspace, about), result),
    facts: () => undefined,
    count: () => kept.size,
  };
}

interface Opened {
  root: string;
  answers: ReturnType<typeof answersInMemory>;
  /** A new process on the same files. */
  start(): LiveSession;
}

/** A workspace in which nothing changed lately, as after a checkout. */
function inWorkspace(use: (opened: Opened) => void): void {
  inTree(files, (root) => {
    const answers = answersInMemory();
    const loaded = { config: {}, models: [], failures: [], warnings: [], unused: [] };
    const start = (): LiveSession =>
      // The generated file was validated when it was written; its literals are wider than the model's types.
      createLiveSession({ paths: [root], loaded, models: models as unknown as Model[], cwd: root, earlier: answers });
    // What is younger than a tick of the file system may change once more in the same tick, and is never kept.
    const { ctimeMs } = statSync(join(root, 'forward.ts'));
    while (Date.now() < ctimeMs + 50);
    use({ root, answers, start });
  });
}

/** Kept by a process that is gone. */
function keptOnce({ start, answers }: Opened): LintResult {
  const live = start();
  const result = live.lint(options);
  assert.equal(result.findings.length, 1);
  live.keep();
  assert.equal(answers.count(), 1);
  return result;
}

describe('the answer of an earlier process', () => {
  it('is taken over without a program, with the places of its findings', () => {
    inWorkspace((opened) => {
      const { findings } = keptOnce(opened);
      const live = opened.start();
      live.open('route.ts', route);
      const first = live.first(options);
      assert.deepEqual(first?.findings, findings);
      assert.equal(first.stats.parsedFiles, 0);
      assert.equal(live.session().linked(), undefined);
      const { at } = findings[0] ?? assert.fail();
      const place = live.session().lines(at.file).at(at.start);
      assert.deepEqual(live.lint(options).findings, findings);
      assert.deepEqual(live.session().lines(at.file).at(at.start), place);
      assert.notEqual(live.session().linked(), undefined);
    });
  });

  it('comes with the facts of files that did not change, and not with those of what nobody saved', () => {
    inWorkspace((opened) => {
      const kept = new Map<string, Facts>();
      const asked: string[] = [];
      opened.answers.facts = () => ({
        find: (path, text) => (asked.push(path), kept.get(`${path} ${text}`)),
        document: () => undefined,
        keep: (files) => {
          for (const { path, text, packed } of files) {
            const facts = decode(packed() ?? new Uint8Array());
            if (facts) kept.set(`${path} ${text}`, facts);
          }
          return undefined;
        },
        letGo: () => {},
      });
      const { findings } = keptOnce(opened);
      assert.equal(kept.size, 2);
      const live = opened.start();
      live.open('route.ts', `${route}\n`);
      assert.deepEqual(live.lint(options).findings, findings);
      assert.deepEqual(asked.splice(0).slice(-2).sort(), ['forward.ts', 'route.ts']);
      // What stands in the tree of an edited file is nobody else's.
      live.open('route.ts', `${route}\n\n`);
      assert.deepEqual(live.lint(options).findings, findings);
      assert.deepEqual(asked, []);
      live.keep();
      assert.equal(kept.size, 2);
      const again = opened.start();
      again.open('route.ts', route);
      assert.deepEqual(again.lint(options).findings, findings);
      again.keep();
      assert.equal(kept.size, 2);
    });
  });

  const differences: Record<string, (root: string, live: () => LiveSession) => LintResult | undefined> = {
    'a source that changed': (root, start) => {
      writeFileSync(join(root, 'forward.ts'), `${forward}\n`);
      return start().first(options);
    },
    'a source less': (root, start) => {
      rmSync(join(root, 'forward.ts'));
      return start().first(options);
    },
    'a buffer that is not saved': (_root, start) => {
      const live = start();
      live.open('route.ts', `${route}\n`);
      return live.first(options);
    },
    'a buffer of no file': (_root, start) => {
      const live = start();
      live.open('more.ts', route);
      return live.first(options);
    },
    'other options': (_root, start) => start().first({ ...options, isPedantic: true }),
    'a session that has looked itself': (_root, start) => {
      const live = start();
      live.lint(options);
      live.open('route.ts', `${route}\n`);
      live.open('route.ts', route);
      live.open('forward.ts', `${forward}\n`);
      live.open('forward.ts', forward);
      return live.first(options);
    },
  };
  for (const [what, first] of Object.entries(differences)) {
    it(`is not taken over for ${what}`, () => {
      inWorkspace((opened) => {
        keptOnce(opened);
        assert.equal(first(opened.root, opened.start), undefined);
      });
    });
  }

  const reasons: Record<string, (root: string, live: LiveSession) => void> = {
    'a buffer is not saved': (_root, live) => {
      live.open('route.ts', `${route}\n`);
      live.lint(options);
    },
    'something changed that no lint has seen': (root, live) => {
      live.lint(options);
      writeFileSync(join(root, 'forward.ts'), `${forward}\n`);
      live.changed(['forward.ts']);
    },
    'a source changed and nobody said so': (root, live) => {
      live.lint(options);
      writeFileSync(join(root, 'forward.ts'), `${forward}\n`);
    },
    'what says how files are found changed and nobody said so': (root, live) => {
      live.lint(options);
      writeFileSync(join(root, 'tsconfig.json'), '{ "compilerOptions": { "paths": { "forward": ["./other"] } } }\n');
      const old = new Date(Date.now() - 60_000);
      utimesSync(join(root, 'tsconfig.json'), old, old);
    },
    'nothing was linted': () => {},
  };
  for (const [why, work] of Object.entries(reasons)) {
    it(`is not kept when ${why}`, () => {
      inWorkspace(({ root, answers, start }) => {
        const live = start();
        work(root, live);
        live.keep();
        assert.equal(answers.count(), 0);
      });
    });
  }
});
