/** The first answer of an editor where something changed since the last look: what was said of the rest, and then the whole. */
import assert from 'node:assert/strict';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { answersOf } from '../../server/command/earlier-answers.ts';
import { openResults } from '../../server/command/results.ts';
import { createLiveSession, type LiveSession } from '../../server/live/live-session.ts';
import type { LintResult } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import { inTree } from '../input/tree.ts';
import { agent } from './run.ts';

const options = { rules };
const others = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`lib/part${at}.ts`, 'export {};\n']));

/** A workspace that an earlier process looked at. */
function inSeenWorkspace(use: (root: string, start: () => LiveSession, earlier: LintResult) => void): void {
  const files = { ...agent, ...others, 'package.json': '{ "name": "agent" }\n', 'yarn.lock': '# yarn lockfile v1\n' };
  inTree(Object.fromEntries(Object.entries(files).map(([path, text]) => [`agent/${path}`, text])), (directory) => {
    const root = join(directory, 'agent');
    const answers = answersOf(openResults(join(directory, 'kept'), 'build'), () => undefined);
    const loaded = { config: {}, models: [], failures: [], warnings: [], unused: [] };
    const start = (): LiveSession =>
      // The generated file was validated when it was written; its literals are wider than the model's types.
      createLiveSession({ paths: [root], loaded, models: models as unknown as Model[], cwd: root, earlier: answers });
    // What is younger than a tick of the file system is never kept.
    const { ctimeMs } = statSync(join(root, 'yarn.lock'));
    while (Date.now() < ctimeMs + 50);
    const live = start();
    const result = live.lint(options);
    live.keep();
    use(root, start, result);
  });
}

describe('a look back', () => {
  it('tells what was said of files that did not change, and nothing of what leads through one that did', () => {
    inSeenWorkspace((root, start, earlier) => {
      const through = earlier.findings.filter(({ path }) => path.some(({ file }) => file === 'src/http.ts'));
      assert.ok(through.some(({ at }) => at.file !== 'src/http.ts'));
      writeFileSync(join(root, 'src/http.ts'), `\n${agent['src/http.ts']}`);
      const live = start();
      live.open('src/verify.ts', agent['src/verify.ts'] ?? '');
      const first = live.first(options);
      assert.deepEqual(
        first?.findings,
        earlier.findings.filter((finding) => !through.includes(finding)),
      );
      const whole = live.lint(options);
      assert.equal(whole.findings.length, earlier.findings.length);
      assert.deepEqual(whole.findings, start().lint(options).findings);
    });
  });

  it('is the whole answer where what changed was not read', () => {
    inSeenWorkspace((root, start, earlier) => {
      writeFileSync(join(root, 'lib/part1.ts'), 'export const part = 1;\n');
      assert.deepEqual(start().first(options)?.findings, earlier.findings);
    });
  });

  const silences: Record<string, (root: string, live: LiveSession) => void> = {
    'the open file changed': (root, live) => {
      const text = `${agent['src/verify.ts']}\n`;
      writeFileSync(join(root, 'src/verify.ts'), text);
      live.open('src/verify.ts', text);
    },
    'a buffer is not saved': (_root, live) => live.open('src/verify.ts', `${agent['src/verify.ts']}\n`),
    'what says how files are found changed': (root) =>
      writeFileSync(join(root, 'package.json'), '{ "name": "agent", "imports": { "#http": "./src/http.ts" } }\n'),
    'many files changed': (root) => {
      for (const path of Object.keys(others)) writeFileSync(join(root, path), "import '../src/http';\n");
    },
  };
  for (const [why, change] of Object.entries(silences))
    it(`is none when ${why}`, () => {
      inSeenWorkspace((root, start) => {
        const live = start();
        change(root, live);
        assert.equal(live.first(options), undefined);
      });
    });

  it('leaves out what stood in a file that is gone', () => {
    inSeenWorkspace((root, start, earlier) => {
      rmSync(join(root, 'src/verify.ts'));
      const left = earlier.findings.filter(({ at }) => at.file !== 'src/verify.ts');
      assert.ok(left.length < earlier.findings.length);
      assert.deepEqual(start().first(options)?.findings, left);
    });
  });
});
