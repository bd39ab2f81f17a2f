/** Results that are kept between runs: taken over only where nothing is different, and never in anybody's way. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type CachedResult, type CacheLimits, openResultCache } from '../../server/command/result-cache.ts';
import { inTree, makeTree, removeTree } from '../input/tree.ts';
import { agent, cli, run, type Run } from './run.ts';

const kept = 'kept';

function inAgent(): Record<string, string> {
  const files = Object.entries(agent).map(([path, text]) => [`agent/${path}`, text] as const);
  return { ...Object.fromEntries(files), 'agent/package.json': '{ "name": "agent" }' };
}

/** The agent on a disk where nothing was changed lately, as it is after a checkout, with a place for results beside it. */
function inCheckout(
  work: (checkout: { root: string; check(...args: string[]): Run; results(): string[] }) => void,
): void {
  inTree(inAgent(), (directory) => {
    const location = join(directory, kept);
    const root = join(directory, 'agent');
    work({
      root,
      check: (...args) => run({ cwd: root }, 'check', '.', '--cache-location', location, ...args),
      results: () => resultsIn(location),
    });
  });
}

function resultsIn(location: string): string[] {
  const names = readdirSync(location).filter((name) => name.endsWith('.result'));
  return names.map((name) => join(location, name));
}

const isTakenOver = ({ stdout }: Run): boolean => stdout.includes('read and parse 0 ms (0 characters)');

describe('results of earlier runs', () => {
  for (const format of ['text', 'json', 'sarif']) {
    it(`gives the same bytes as ${format} again`, () => {
      inCheckout(({ check, results }) => {
        const first = check('--format', format);
        assert.equal(results().length, 1);
        assert.deepEqual(check('--format', format), first);
        assert.deepEqual(check('--format', format, '--no-cache'), first);
      });
    });
  }

  it('is taken over without a file being parsed', () => {
    inCheckout(({ check }) => {
      assert.ok(!isTakenOver(check('--stats')));
      assert.ok(isTakenOver(check('--stats')));
      assert.ok(!isTakenOver(check('--stats', '--no-cache')));
    });
  });

  const changes: Record<string, (root: string) => void> = {
    'a byte of a source': (root) => writeFileSync(join(root, 'src/http.ts'), `${agent['src/http.ts']} `),
    'a new source': (root) => writeFileSync(join(root, 'src/more.ts'), 'export {};\n'),
    'a source less': (root) => rmSync(join(root, 'src/verify.ts')),
    'a manifest': (root) => writeFileSync(join(root, 'package.json'), '{ "name": "other" }'),
    'a lockfile': (root) => writeFileSync(join(root, 'yarn.lock'), '# yarn lockfile v1\n'),
    'the configuration': (root) => writeFileSync(join(root, '.bailiwick.yaml'), 'severity: error\n'),
    'what git ignores': (root) => {
      mkdirSync(join(root, '.git'));
      writeFileSync(join(root, '.gitignore'), 'src/mint.ts\n');
    },
  };
  it('is not taken over when anything that is read is different', () => {
    inCheckout(({ root, check }) => {
      check();
      for (const [what, change] of Object.entries(changes)) {
        change(root);
        assert.ok(!isTakenOver(check('--stats')), what);
      }
    });
  });

  it('is not taken over under other options', () => {
    inCheckout(({ check }) => {
      check();
      for (const option of ['--pedantic', '--severity=error'])
        assert.ok(!isTakenOver(check('--stats', option)), option);
    });
  });

  it('counts the time of no file: what has the same bytes is the same', () => {
    inCheckout(({ root, check }) => {
      check();
      utimesSync(join(root, 'src/http.ts'), new Date(0), new Date(0));
      assert.ok(isTakenOver(check('--stats')));
    });
  });

  const damages: Record<string, (text: string) => string> = {
    'cut off': (text) => text.slice(0, text.length / 2),
    empty: () => '',
    'changed by somebody': (text) => text.replace('token', 'taken'),
    'no text of ours': () => '{"alsoRead":[],"result":{}}',
  };
  it('makes a result anew that was damaged', () => {
    inCheckout(({ check, results }) => {
      const first = check('--format', 'json');
      const [file = ''] = results();
      const whole = readFileSync(file, 'utf8');
      for (const [how, damage] of Object.entries(damages)) {
        writeFileSync(file, damage(whole));
        assert.deepEqual(check('--format', 'json'), first, how);
        assert.equal(readFileSync(file, 'utf8'), whole, how);
      }
    });
  });

  it('says that a directory which was asked for cannot be written, and goes on', () => {
    inCheckout(({ root, check }) => {
      const file = join(root, 'package.json');
      const { code, stdout, stderr } = check('--cache-location', file);
      assert.equal(code, 1);
      assert.match(stdout + stderr, /package\.json: .*the result cannot be kept here/);
    });
  });

  it('keeps nothing of a run in which something failed, nor where none is wanted', () => {
    inCheckout(({ root, check, results }) => {
      mkdirSync(join(root, '..', kept));
      check('--no-cache');
      writeFileSync(join(root, 'notes.txt'), 'no source\n');
      assert.equal(check('notes.txt').code, 2);
      assert.deepEqual(results(), []);
    });
  });

  it('serves two runs at once', async () => {
    const directory = makeTree(inAgent());
    try {
      const outputs = await Promise.all([1, 2].map(() => output(directory)));
      assert.equal(outputs[0], outputs[1]);
      assert.equal(await output(directory), outputs[0]);
      assert.equal(resultsIn(join(directory, kept)).length, 1);
    } finally {
      removeTree(directory);
    }
  });

  it('keeps so many, and so many bytes, of which those go first that nobody asked for', () => {
    inTree({}, (directory) => {
      const result = (reason: string): CachedResult => ({ ...empty, warnings: [{ reason }] });
      const keep = (limits: CacheLimits, ...digests: string[]): string[] => {
        const cache = openResultCache(directory, limits);
        digests.forEach((digest, index) => {
          assert.equal(cache.keep(digest, directory, result(digest), []), undefined);
          const moment = new Date(2026, 0, 1, 0, index);
          utimesSync(join(directory, `${digest}.result`), moment, moment);
        });
        cache.keep('last', directory, result('last'), []);
        return readdirSync(directory).sort();
      };
      assert.deepEqual(keep({ results: 3, bytes: 1e6 }, 'a', 'b', 'c', 'd'), ['c.result', 'd.result', 'last.result']);
      assert.deepEqual(keep({ results: 3, bytes: 1 }), []);
      assert.equal(openResultCache(directory).find('a', directory), undefined);
    });
  });

  it('is not taken over when a file is different that was read beside', () => {
    inTree({ 'base.json': '{}' }, (root) => {
      const cache = openResultCache(join(root, kept));
      cache.keep('digest', root, empty, ['base.json', 'missing.json']);
      assert.deepEqual(cache.find('digest', root), empty);
      writeFileSync(join(root, 'missing.json'), '{}');
      assert.equal(cache.find('digest', root), undefined);
    });
  });
});

const empty: CachedResult = {
  findings: [],
  suppressed: [],
  problems: [],
  masks: [],
  failures: [],
  warnings: [],
  summary: { files: 0, parsedFiles: 0, skipped: [], hiddenOnTestPaths: 0, hiddenBySeverity: 0, hiddenByConfidence: 0 },
};

async function output(directory: string): Promise<string> {
  const location = join(directory, kept);
  const child = spawn(process.execPath, [cli, 'check', '.', '--format', 'json', '--cache-location', location], {
    cwd: join(directory, 'agent'),
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return text;
}
