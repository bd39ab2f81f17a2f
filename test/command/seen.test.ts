/** The result of the last run where something changed since: it holds exactly where nothing that was asked is answered otherwise. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { numbersFrom } from '../harness/numbers.ts';
import { inTree } from '../input/tree.ts';
import { agent, run, type Run } from './run.ts';

/** Nothing in these tells anything, and nothing leads to them. */
const silent: Record<string, string> = {
  'lib/sum.ts': 'export const sum = (a: number, b: number) => a + b;\n',
  'lib/index.ts': "export * from './sum';\n",
  'lib/show.ts': "import { sum } from './index';\nexport const show = () => String(sum(1, 2));\n",
};
const files: Record<string, string> = {
  ...agent,
  ...silent,
  'package.json': '{ "name": "agent" }\n',
  'notes.md': 'Notes.\n',
  'data.json': '{ "a": 1 }\n',
  'compose.yaml': 'services: {}\n',
};

interface Checkout {
  write(path: string, text: string): void;
  remove(path: string): void;
  cached(...args: string[]): Run;
  cold(format?: string): Run;
  location: string;
}

function inCheckout(work: (checkout: Checkout) => void): void {
  inTree(Object.fromEntries(Object.entries(files).map(([path, text]) => [`agent/${path}`, text])), (directory) => {
    const [root, location] = [join(directory, 'agent'), join(directory, 'kept')];
    const check = (...args: string[]): Run => run({ cwd: root }, 'check', '.', ...args);
    work({
      write(path, text) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      },
      remove: (path) => rmSync(join(root, path), { force: true }),
      cached: (...args) => check('--cache-location', location, ...args),
      cold: (format = 'json') => check('--no-cache', '--format', format),
      location,
    });
  });
}

const isTakenOver = ({ stdout }: Run): boolean => stdout.includes('read and parse 0 ms (0 characters)');
const sum = silent['lib/sum.ts'] ?? '';

describe('the result of the last run', () => {
  const harmless: Record<string, [path: string, text: string]> = {
    'a source that nothing led to': ['lib/sum.ts', `${sum}export const product = (a: number, b: number) => a * b;\n`],
    'another import of such a source': ['lib/sum.ts', `${sum}// by hand\n`],
    'a document that is no manifest': ['notes.md', 'Other notes.\n'],
    'data that is no manifest': ['data.json', '{ "a": 2 }\n'],
  };
  it('holds where only that changed which was not read', () => {
    inCheckout(({ write, cached, cold }) => {
      cached();
      for (const [what, [path, text]] of Object.entries(harmless)) {
        write(path, text);
        assert.ok(isTakenOver(cached('--stats')), what);
        assert.equal(cached('--format', 'json').stdout, cold().stdout, what);
      }
    });
  });

  const harmful: Record<string, [path: string, text: string]> = {
    'a source that was read': ['src/http.ts', `${agent['src/http.ts']}\n`],
    'a telling word': ['lib/sum.ts', `${sum}import express from 'express';\n`],
    'an import of what was read': ['lib/sum.ts', `${sum}import '../src/http';\n`],
    'a re-export': ['lib/show.ts', `${silent['lib/show.ts']}export { sum } from './index';\n`],
    'a comment that may suppress': ['lib/sum.ts', `${sum}// bailiwick-ignore token-passthrough -- ours\n`],
    'a manifest': ['package.json', '{ "name": "agent", "version": "1.0.0" }\n'],
    'a document that becomes a manifest': ['data.json', '{ "mcpServers": { "notes": { "command": "notes" } } }\n'],
    'a new source': ['lib/more.ts', 'export {};\n'],
    'a new configuration': ['.bailiwick.yaml', 'severity: error\n'],
  };
  it('does not hold where anything else changed', () => {
    inCheckout(({ write, cached }) => {
      cached();
      for (const [what, [path, text]] of Object.entries(harmful)) {
        write(path, text);
        assert.ok(!isTakenOver(cached('--stats')), what);
        assert.ok(isTakenOver(cached('--stats')), `${what}, again`);
      }
    });
  });

  it('is told of the rules that do not look at the manifests which changed, without linking the program', () => {
    inCheckout(({ write, cached, cold }) => {
      cached();
      for (const text of ['services: { agent: {} }\n', 'services: {}\n# ours\n', 'volumes: {}\n']) {
        write('compose.yaml', text);
        assert.match(cached('--stats').stdout, /link 0 ms/);
        assert.ok(isTakenOver(cached('--stats')));
        assert.equal(cached('--format', 'json').stdout, cold().stdout);
      }
      // What was said lies beside a result that holds, too.
      write('lib/sum.ts', `${sum}\n`);
      assert.ok(isTakenOver(cached('--stats')));
      write('compose.yaml', 'services: {}\n');
      assert.match(cached('--stats').stdout, /link 0 ms/);
    });
  });

  for (const [how, damage] of Object.entries({
    'cut off': (text: string) => text.slice(0, text.length / 2),
    empty: () => '',
    'changed by somebody': (text: string) => text.replace('false', 'true'),
  }))
    it(`is made anew where what it asked is ${how}`, () => {
      inCheckout(({ write, cached, location }) => {
        cached();
        for (const name of readdirSync(location).filter((each) => each.endsWith('.seen'))) {
          const file = join(location, name);
          writeFileSync(file, damage(readFileSync(file, 'utf8')));
        }
        write('lib/sum.ts', `${sum}\n`);
        assert.ok(!isTakenOver(cached('--stats')));
        write('lib/sum.ts', `${sum}\n\n`);
        assert.ok(isTakenOver(cached('--stats')));
      });
    });

  it('is what a cold run says, byte for byte, after each of many changes by chance', () => {
    inCheckout(({ write, remove, cached, cold }) => {
      const number = numbersFrom(7);
      const pick = <T>(list: readonly T[]): T => list[number(list.length)] as T;
      const now = new Map(Object.entries(files));
      const put = (path: string, text: string): void => {
        now.set(path, text);
        write(path, text);
      };
      const sources = (): string[] => [...now.keys()].filter((path) => path.endsWith('.ts'));
      const append = (path: string, text: string): void => put(path, `${now.get(path) ?? ''}${text}\n`);
      const changes: (() => void)[] = [
        () => append(pick(Object.keys(silent)), `export const at${number(1000)} = 1;`),
        () => append(pick(Object.keys(silent)), pick(["import '../src/http';", "export * from '../src/tools';"])),
        () => append(pick(sources()), '// bailiwick-ignore'),
        () => append(pick(Object.keys(agent)), pick(['', 'export {};', 'export const', "import { show } from '../lib/show';\nshow();"])),
        () => put(pick(Object.keys(agent)), agent[pick(Object.keys(agent))] ?? ''),
        () => put(`lib/more${number(3)}.ts`, pick(Object.values(files))),
        () => {
          const path = pick(sources());
          now.delete(path);
          remove(path);
        },
        () => put('package.json', pick(['{ "name": "agent" }\n', '{ "name": "agent", "dependencies": { "ai": "6.0.0" } }\n'])),
        () => put('.bailiwick.yaml', pick(['severity: error\n', 'ignore: [lib]\n', 'confidence: low\n'])),
        () => put('compose.yaml', pick(['services: {}\n', 'services:\n  agent:\n    image: node\n    privileged: true\n'])),
        () => append('compose.yaml', pick(['# ours', '# bailiwick-ignore container-escape-risk -- ours', 'volumes: { a: &a {}, b: *a }'])),
        () => put('.github/workflows/agent.yml', pick(['on: push\n', 'on: issue_comment\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ uses: anthropics/claude-code-action@v1 }]\n'])),
        () => put('tsconfig.json', pick(['{}\n', '{ "compilerOptions": { "paths": { "http": ["./src/http"] } } }\n'])),
        () => put('data.json', pick(['{ "a": 1 }\n', '{ "mcpServers": { "notes": { "command": "npx", "args": ["notes"] } } }\n'])),
      ]; // prettier-ignore
      for (let step = 0; step < 40; step++) {
        const at = number(changes.length);
        changes[at]?.();
        const format = ['json', 'sarif', 'text'][step % 3] ?? 'json';
        assert.equal(cached('--format', format).stdout, cold(format).stdout, `step ${step}, change ${at}`);
      }
    });
  }).timeout(600_000);
});
