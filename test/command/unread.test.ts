/** A workspace that nobody touched is known by what the file system says of it, and a change never passes for none. */
import assert from 'node:assert/strict';
import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type CachedResult, openResultCache } from '../../server/command/result-cache.ts';
import { openResults, type Results, type State } from '../../server/command/results.ts';
import type { Inventory } from '../../server/input/inventory.ts';
import { inTree, inventory } from '../input/tree.ts';
import { agent, run } from './run.ts';

const files = {
  'agent/package.json': '{ "name": "agent" }\n',
  'agent/yarn.lock': '# yarn lockfile v1\n',
  'agent/route.ts': 'export const route = 1;\n',
  'agent/lib/forward.ts': 'export const forward = 1;\n',
};
const about = { strict: true };
const another = 'f'.repeat(64);

function resultOf(reason: string): CachedResult {
  const summary = { files: 0, parsedFiles: 0, skipped: [] };
  return { findings: [], warnings: [{ reason }], failures: [], summary } as unknown as CachedResult;
}

const told = (result: CachedResult | undefined): string | undefined => result?.warnings[0]?.reason;

/** Says of a file that it was last written then, as anybody can. */
function dated(file: string): void {
  utimesSync(file, 1_700_000_000, 1_700_000_000);
}

interface Kept {
  root: string;
  location: string;
  results: Results;
  state: State;
  walk(): Inventory;
  /** What is found unread now. */
  found(): string | undefined;
}

/** A workspace of which a result is kept. */
function inKeptWorkspace(use: (kept: Kept) => void): void {
  inTree(files, (directory) => {
    const [root, location] = [join(directory, 'agent'), join(directory, 'kept')];
    for (const path of Object.keys(files)) dated(join(directory, path));
    const walk = (): Inventory => inventory(root);
    const results = openResults(location, 'build');
    const state = results.stateOf(walk(), about);
    assert.ok(state);
    results.keep(state, walk(), { result: resultOf('first'), seen: [], alsoRead: [] });
    results.keepStamp(state);
    use({ root, location, results, state, walk, found: () => told(results.findUnread(walk(), about)) });
  });
}

describe('a workspace that nobody touched', () => {
  // What was just written is as old as a checkout.
  const { now } = Date;
  beforeEach(() => {
    Date.now = () => now() + 60_000;
  });
  afterEach(() => {
    Date.now = now;
  });

  it('has the result that it had', () => {
    inKeptWorkspace(({ found }) => assert.equal(found(), 'first'));
  });

  it('is not read', () => {
    inKeptWorkspace(({ root, location, results, state, found }) => {
      openResultCache(location).keep(another, root, resultOf('another'), []);
      results.keepStamp({ ...state, digests: { ...state.digests, whole: another } });
      assert.equal(found(), 'another');
    });
  });

  const changes: Record<string, (root: string) => void> = {
    'a file has other bytes, as many, and says that it is as old': (root) => {
      writeFileSync(join(root, 'route.ts'), 'export const route = 2;\n');
      dated(join(root, 'route.ts'));
    },
    'a file took the place of another one of its size': (root) => {
      writeFileSync(join(root, 'route.new'), 'export const route = 2;\n');
      dated(join(root, 'route.new'));
      renameSync(join(root, 'route.new'), join(root, 'route.ts'));
    },
    'a file came': (root) => writeFileSync(join(root, 'lib/other.ts'), ''),
    'a file went': (root) => rmSync(join(root, 'lib/forward.ts')),
    'a file has another name': (root) => renameSync(join(root, 'lib/forward.ts'), join(root, 'lib/forwards.ts')),
    'a lockfile has other bytes': (root) => writeFileSync(join(root, 'yarn.lock'), '# yarn lockfile v2\n'),
  };
  for (const [name, change] of Object.entries(changes))
    it(`is no longer that where ${name}`, () => {
      inKeptWorkspace(({ root, results, walk, found }) => {
        change(root);
        assert.equal(found(), undefined);
        const state = results.stateOf(walk(), about);
        assert.equal(state && told(results.find(state, root)), undefined);
      });
    });

  it('is another one under other options', () => {
    inKeptWorkspace(({ results, walk }) => assert.equal(results.findUnread(walk(), { strict: false }), undefined));
  });

  it('is read where what was kept is cut off', () => {
    inKeptWorkspace(({ location, found }) => {
      const [name] = readdirSync(location).filter((each) => each.endsWith('.stamp'));
      assert.ok(name);
      truncateSync(join(location, name), 100);
      assert.equal(found(), undefined);
    });
  });
});

describe('a workspace with a file that somebody just wrote', () => {
  it('has no stamp, as the next change may look the same', () => {
    inKeptWorkspace(({ location, found, state }) => {
      assert.equal(state.stamp, undefined);
      assert.equal(found(), undefined);
      assert.deepEqual(
        readdirSync(location).filter((each) => each.endsWith('.stamp')),
        [],
      );
    });
  });
});

describe('the command on a workspace that nobody touched', () => {
  it('says the same unread, and sees a change that hides its time', () => {
    const source = Object.fromEntries(Object.entries(agent).map(([path, text]) => [`agent/${path}`, text]));
    inTree(source, (directory) => {
      const [root, location] = [join(directory, 'agent'), join(directory, 'kept')];
      const check = (...args: string[]): unknown => run({ cwd: root }, 'check', '.', '--format', 'json', ...args);
      const from = (): unknown => check('--cache-location', location);
      for (const path of Object.keys(agent)) dated(join(root, path));
      // As long as two changes may have the same time on some file systems.
      const { ctimeMs } = statSync(join(root, 'src/http.ts'));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(0, ctimeMs + 2600 - Date.now()));
      const first = from();
      assert.equal(readdirSync(location).filter((name) => name.endsWith('.stamp')).length, 1);
      assert.deepEqual(from(), first);
      assert.deepEqual(check('--no-cache'), first);
      for (const [path, text] of Object.entries(agent)) {
        const file = join(root, path);
        writeFileSync(file, text.replaceAll(/[^\n]/g, ' '));
        dated(file);
        assert.equal(readFileSync(file, 'utf8').length, text.length);
      }
      const blank = from();
      assert.deepEqual(blank, check('--no-cache'));
      assert.notDeepEqual(blank, first);
    });
  });
});
