/** Facts that are kept between runs: one changed file costs that file, and nothing that lies in the directory is in anybody's way. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type FactLimits, openFactCache } from '../../server/command/fact-cache.ts';
import { readDocument } from '../../server/documents/read.ts';
import { encode } from '../../server/facts/pack.ts';
import { readTypeScript } from '../../server/facts/typescript.ts';
import {
  createSessionMemory,
  type KeptFacts,
  type ReadFile,
  readFiles,
  readingWith,
} from '../../server/session-memory.ts';
import { inTree, unprivileged } from '../input/tree.ts';
import { agent, run, type Run } from './run.ts';

const texts = Object.entries(agent);

function opened(directory: string, limits?: FactLimits, build = 'build'): KeptFacts {
  return openFactCache({ directory, build, root: '/work', ...(limits ? { limits } : {}) });
}

function isFound(facts: KeptFacts, [path, text]: [string, string]): boolean {
  const found = facts.find(path, text);
  if (found) assert.deepEqual(found, JSON.parse(JSON.stringify(readTypeScript(path, text))));
  return found !== undefined;
}

function read([path, text]: [string, string]): ReadFile {
  return { path, text, packed: () => encode(readTypeScript(path, text)) };
}

/** Reads the files as a run does, and keeps what it read; returns the paths that it had to parse. */
function runOver(facts: KeptFacts, files: readonly [string, string][]): string[] {
  const parsed: string[] = [];
  const memory = createSessionMemory(
    readingWith(facts, (path, text) => {
      parsed.push(path);
      return readTypeScript(path, text);
    }),
  );
  for (const [path, text] of files) {
    const file = memory.of(path);
    file.loaded = { kind: 'text', text };
    file.facts = memory.read(path, text);
  }
  assert.equal(facts.keep(readFiles(memory), []), undefined);
  return parsed;
}

const packsIn = (directory: string): string[] =>
  readdirSync(directory).flatMap((name) => (name.endsWith('.facts') ? [join(directory, name)] : []));

describe('facts of earlier runs', () => {
  it('cost a run only the files that changed, and are there for their user alone', () => {
    inTree({}, (directory) => {
      const location = join(directory, 'kept');
      assert.equal(runOver(opened(location), texts).length, texts.length);
      assert.deepEqual(runOver(opened(location), texts), []);
      const changed = texts.map(([path, text], at): [string, string] => [path, at === 2 ? `${text}\n` : text]);
      assert.deepEqual(runOver(opened(location), changed), [texts[2]?.[0]]);
      assert.deepEqual(runOver(opened(location), [...texts, ...changed]), []);
      assert.equal(packsIn(location).length, 2);
      if (process.platform !== 'win32')
        for (const file of packsIn(location)) assert.equal(statSync(file).mode & 0o777, 0o600);
    });
  });

  it('come with the manifests, of which only those are read again that changed', () => {
    inTree({}, (directory) => {
      const [compose, dockerfile] = ['services: { agent: { image: agent } }\n', 'FROM node:22\n'];
      const manifests = [
        { path: 'compose.yaml', text: compose, document: readDocument('compose.yaml', compose, 'yaml') },
        { path: 'Dockerfile', text: dockerfile, document: readDocument('Dockerfile', dockerfile, 'dockerfile') },
      ];
      const first = opened(directory);
      assert.equal(first.document('compose.yaml', compose), undefined);
      assert.equal(first.keep([], manifests), undefined);
      const later = opened(directory);
      for (const { path, text, document } of manifests) assert.deepEqual(later.document(path, text), document);
      assert.equal(later.document('compose.yaml', `${compose}\n`), undefined);
      assert.equal(later.document('agent/compose.yaml', compose), undefined);
    });
  });

  const damages: Record<string, (bytes: Buffer) => Buffer> = {
    'cut off in its head': (bytes) => bytes.subarray(0, 80),
    'cut off behind it': (bytes) => bytes.subarray(0, bytes.length - 40),
    empty: () => Buffer.alloc(0),
    'changed in its head': (bytes) => Buffer.concat([bytes.subarray(0, 90), Buffer.from('x'), bytes.subarray(91)]),
    'changed behind it': (bytes) => Buffer.concat([bytes.subarray(0, bytes.length - 9), Buffer.from('x'), bytes.subarray(bytes.length - 8)]), // prettier-ignore
    'no pack at all': () => Buffer.from('{}\n[]\n'),
  };
  for (const [how, damage] of Object.entries(damages))
    it(`are made anew from a pack that is ${how}, and are whole for the next run`, () => {
      inTree({}, (directory) => {
        runOver(opened(directory), texts);
        const [file = ''] = packsIn(directory);
        writeFileSync(file, damage(readFileSync(file)));
        assert.ok(runOver(opened(directory), texts).length > 0);
        assert.deepEqual(runOver(opened(directory), texts), []);
      });
    });

  it('are those of this build and of this workspace', () => {
    inTree({}, (directory) => {
      runOver(opened(directory), texts);
      assert.equal(runOver(opened(directory, undefined, 'next build'), texts).length, texts.length);
      const elsewhere = openFactCache({ directory, build: 'build', root: '/elsewhere' });
      assert.equal(runOver(elsewhere, texts).length, texts.length);
      assert.deepEqual(runOver(opened(directory), texts), []);
    });
  });

  it('are read where nothing can be written, and it is said why nothing is kept', () => {
    inTree({ 'kept/': '' }, (directory) => {
      const location = join(directory, 'kept');
      runOver(opened(location), texts.slice(1));
      chmodSync(directory, 0o755);
      chmodSync(location, 0o555);
      for (const file of packsIn(location)) chmodSync(file, 0o644);
      unprivileged(() => {
        const facts = opened(location);
        assert.ok(texts.slice(1).every((text) => isFound(facts, text)));
        assert.ok(texts.slice(0, 1).every((text) => !isFound(facts, text)));
        // The file system of Windows knows no directory of this kind.
        if (process.platform !== 'win32') assert.match(facts.keep(texts.map(read), []) ?? '', /permission denied/);
      });
      chmodSync(location, 0o755);
    });
    inTree({ file: '' }, (directory) => {
      const facts = opened(join(directory, 'file'));
      assert.ok(texts.every((text) => !isFound(facts, text)));
      assert.ok(facts.keep(texts.map(read), []));
    });
  });

  it('are all there when two runs kept theirs at once', () => {
    inTree({}, (directory) => {
      const [one, two] = [opened(directory), opened(directory)];
      const [left, right] = [texts.slice(0, 3), texts.slice(2)];
      for (const text of left) assert.ok(!isFound(one, text));
      for (const text of right) assert.ok(!isFound(two, text));
      assert.equal(one.keep(left.map(read), []), undefined);
      assert.equal(two.keep(right.map(read), []), undefined);
      assert.deepEqual(runOver(opened(directory), texts), []);
    });
  });

  it('are there when another run put the packs together that this one has opened', () => {
    inTree({}, (directory) => {
      const limits = { packs: 1, bytes: 1e6 };
      runOver(opened(directory), texts);
      const facts = opened(directory);
      assert.ok(texts.every((text) => isFound(facts, text)));
      const more: [string, string] = ['more.ts', 'export {};\n'];
      runOver(opened(directory, limits), [...texts, more]);
      assert.equal(packsIn(directory).length, 1);
      assert.ok(!isFound(facts, more));
      assert.equal(facts.keep([...texts, more].map(read), []), undefined);
      assert.deepEqual(runOver(opened(directory), [...texts, more]), []);
    });
  });

  it('stay when a pack goes that was already opened', () => {
    inTree({}, (directory) => {
      runOver(opened(directory), texts);
      const facts = opened(directory);
      assert.ok(texts.every((text) => isFound(facts, text)));
      facts.letGo();
      for (const file of packsIn(directory)) rmSync(file);
      assert.deepEqual(
        runOver(facts, texts),
        texts.map(([path]) => path),
      );
      assert.deepEqual(runOver(opened(directory), texts), []);
    });
  });

  it('are put together when they lie in many packs, without those that nobody needs any more', () => {
    inTree({}, (directory) => {
      const limits = { packs: 3, bytes: 1e6 };
      const state = (at: number): [string, string][] => [['a.ts', `export const at = ${at};\n`], ...texts];
      runOver(opened(directory, limits), state(0));
      for (let at = 1; at < 20; at++) {
        assert.deepEqual(runOver(opened(directory, limits), state(at)), ['a.ts']);
        assert.ok(packsIn(directory).length <= 3);
      }
      assert.deepEqual(runOver(opened(directory, limits), state(19)), []);
      assert.deepEqual(runOver(opened(directory, limits), state(0)), ['a.ts']);
    });
  });

  it('take so many bytes, of which those go first that nobody used', () => {
    inTree({}, (directory) => {
      const other = (root: string, bytes: number): KeptFacts =>
        openFactCache({ directory, build: 'build', root, limits: { packs: 8, bytes } });
      ['old', 'older', 'used'].forEach((root, at) => {
        runOver(other(root, 1e6), texts);
        for (const file of packsIn(directory).slice(-1)) utimesSync(file, new Date(2026, 0, 4 - at), new Date(2026, 0, 4 - at)); // prettier-ignore
      });
      const whole = packsIn(directory).reduce((sum, file) => sum + statSync(file).size, 0);
      runOver(other('used', 1e6), texts);
      runOver(other('new', whole * 0.9), texts);
      const isThere = (root: string): boolean => runOver(other(root, 1e9), texts).length === 0;
      assert.deepEqual(['used', 'new'].map(isThere), [true, true]);
      assert.ok(packsIn(directory).length < 4);
    });
  });
});

describe('a run over files of which one changed', () => {
  /** Says on standard error when the compiler is read. */
  const first = `import { Module } from 'node:module'; const load = Module._load;
    Module._load = (name, ...rest) => (name.includes('ts-morph') && process.stderr.write('compiler\\n'), load(name, ...rest));`;

  function inAgent(work: (root: string, check: (...args: string[]) => Run, location: string) => void): void {
    inTree(Object.fromEntries(texts.map(([path, text]) => [`agent/${path}`, text])), (directory) => {
      const [root, location] = [join(directory, 'agent'), join(directory, 'kept')];
      writeFileSync(join(root, 'package.json'), '{ "name": "agent" }');
      work(root, (...args) => run({ cwd: root, first }, 'check', '.', '--format', 'json', ...args), location);
    });
  }

  it('says what a cold one says, and reads the compiler only where a source changed', () => {
    inAgent((root, check, location) => {
      const cached = (): Run => check('--cache-location', location);
      const isSame = (isCompiled: boolean): void => {
        const found = cached();
        assert.equal(found.stdout, check('--no-cache').stdout);
        assert.equal(found.stderr.includes('compiler'), isCompiled);
      };
      isSame(true);
      isSame(false);
      writeFileSync(join(root, 'package.json'), '{ "name": "agent", "dependencies": { "express": "5.3.0" } }');
      isSame(false);
      writeFileSync(join(root, 'src/http.ts'), `${agent['src/http.ts']}\nexport const more = 1;\n`);
      isSame(true);
      rmSync(join(root, 'src/verify.ts'));
      isSame(false);
    });
  });

  it('keeps nothing and reads nothing with --no-cache', () => {
    inAgent((root, check, location) => {
      mkdirSync(location);
      const args = ['--cache-location', location, '--no-cache'];
      const { stdout, stderr } = check(...args);
      assert.ok(stderr.includes('compiler'));
      assert.deepEqual(readdirSync(location), []);
      check('--cache-location', location);
      for (const file of readdirSync(location)) if (file.endsWith('.result')) rmSync(join(location, file));
      assert.ok(check(...args).stderr.includes('compiler'));
      assert.equal(check(...args).stdout, stdout);
      assert.ok(readFileSync(join(root, 'package.json')));
    });
  });
});
