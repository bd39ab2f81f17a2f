/** `bailiwick rules`, `explain` and `init`, and what the command says of itself. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/index.ts';
import { configShape } from '../../server/config-shape.ts';
import { explain, listData } from '../../server/command/rules.ts';
import { parseShaped } from '../../server/shape.ts';
import { inTree } from '../input/tree.ts';
import { run } from './run.ts';

const ids = rules.map((rule) => rule.meta.id);
const here = process.cwd();

describe('rules', () => {
  it('lists every rule with pillar, severity and title', () => {
    const { code, stdout } = run({ cwd: here }, 'rules');
    assert.equal(code, 0);
    const lines = stdout.trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/)),
      rules.map(({ meta }) => [meta.id, meta.pillar, meta.severity, meta.title]),
    );
  });

  it('lists them as JSON, with all that is known of them and where their pages are', () => {
    const listed = JSON.parse(run({ cwd: here }, 'rules', '--format', 'json').stdout) as { url: string }[];
    assert.deepEqual(
      listed.map(({ url: _url, ...meta }) => meta),
      rules.map(({ meta }) => meta),
    );
    assert.deepEqual(
      listed.map(({ url }) => url.split('/').at(-1)),
      ids.map((id) => `${id}.md`),
    );
  });
});

describe('rules --data', () => {
  it('lists every table with its date, its age and where it was read', () => {
    const lines = listData('text', new Date('2026-12-02T12:00:00Z')).trimEnd().split('\n');
    const graph = lines.find((line) => line.startsWith('microsoft-graph '));
    assert.match(
      graph ?? '',
      /2026-11-22 {2}10 days old {2}\d+ entries, \d+ of them unverified {2}microsoftgraph\/[\w-]+@[\da-f]{40}/,
    );
    const files = readdirSync(new URL('../../rules/scopes/', import.meta.url));
    assert.deepEqual(
      lines.map((line) => /^\S+/.exec(line)?.[0]),
      [...files.sort().map((file) => file.replace('.yaml', '')), 'graph-permissions'],
    );
    assert.match(lines.at(-1) ?? '', /2026-08-07 {2}117 days old {2}14\d\d entries {2}\S+@[\da-f]{40}$/);
  });

  it('is an option of the command', () => {
    const { code, stdout } = run({ cwd: here }, 'rules', '--data', '--format', 'json');
    const listed = JSON.parse(stdout) as { name: string; days: number }[];
    assert.equal(code, 0);
    assert.ok(listed.every(({ name, days }) => name !== '' && days >= 0));
  });
});

describe('explain', () => {
  it('prints the page of a rule', () => {
    const [id = ''] = ids;
    assert.deepEqual(run({ cwd: here }, 'explain', id), { code: 0, stdout: explain(id).text, stderr: '' });
  });

  for (const id of ids) {
    it(`knows why ${id} matters, shows examples and says where it stands`, () => {
      const { text } = explain(id);
      const page = readFileSync(new URL(`../../rules/${id}.md`, import.meta.url), 'utf8');
      const [, body = ''] = page.split('<!-- /head -->');
      const [prose = ''] = body.split('\n### ');
      assert.ok(prose.trim().length > 80 && text.includes(prose.trim()));
      assert.match(text, /```\w+ bad/);
      assert.ok(text.endsWith(`/rules/${id}.md\n`));
    });
  }

  for (const [id, message] of [
    ['token-passthru', /^bailiwick: there is no rule "token-passthru"; did you mean "token-passthrough"\?\n$/],
    ['toString', /^bailiwick: there is no rule "toString"; `bailiwick rules` lists them\n$/],
    ['', /^bailiwick: there is no rule ""; `bailiwick rules` lists them\n$/],
  ] as const) {
    it(`says that "${id}" is no rule`, () => {
      const { code, stdout, stderr } = run({ cwd: here }, 'explain', id);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
    });
  }
});

describe('init', () => {
  const file = '.bailiwick.yaml';

  let written = '';

  before(() => {
    inTree({}, (cwd) => {
      assert.deepEqual(run({ cwd }, 'init'), { code: 0, stdout: `${file} written\n`, stderr: '' });
      written = readFileSync(join(cwd, file), 'utf8');
    });
  });

  it('writes a file that changes nothing', () => assert.deepEqual(parseShaped(written, configShape).value, {}));

  it('explains every key', () => {
    const named = Object.keys(configShape.shape).filter((key) => new RegExp(`^# ${key}:`, 'm').test(written));
    assert.deepEqual(named, Object.keys(configShape.shape));
  });

  it('shows examples that are right once their mark is taken away', () => {
    // An example is a key or what is indented below one; everything else is prose.
    const text = written.replaceAll(/^# (?=\w+:(?: |$)| {2})/gm, '');
    const { value, problems } = parseShaped(text, configShape);
    assert.deepEqual(problems, []);
    assert.ok(Object.keys(value?.rules ?? {}).length > 0, 'an example of rules');
    for (const id of Object.keys(value?.rules ?? {})) assert.ok(ids.includes(id), id);
  });

  it('does not touch a file that is there', () => {
    inTree({ [file]: 'rules: {}\n' }, (cwd) => {
      const { code, stdout, stderr } = run({ cwd }, 'init');
      assert.deepEqual([code, stdout], [2, '']);
      assert.equal(stderr, `bailiwick: ${file} is already there; nothing was written\n`);
      assert.equal(readFileSync(join(cwd, file), 'utf8'), 'rules: {}\n');
    });
  });

  it('writes into the working directory and nowhere else', () => {
    inTree({ 'inner/': '' }, (root) => {
      run({ cwd: join(root, 'inner') }, 'init');
      assert.deepEqual([existsSync(join(root, file)), existsSync(join(root, 'inner', file))], [false, true]);
    });
  });
});

describe('bailiwick', () => {
  it('says its version', () => assert.equal(run({ cwd: here }, '--version').stdout, `${manifest.version}\n`));

  it('names its commands, and the options of each', () => {
    const help = run({ cwd: here }, '--help');
    assert.equal(help.code, 0);
    for (const command of ['check', 'rules', 'explain', 'init'])
      assert.match(help.stdout, new RegExp(`^ {2}${command}\\b`, 'm'));
    const options = run({ cwd: here }, 'check', '--help').stdout.match(/^ {2}--[\w-]+/gm) ?? [];
    const names =
      'format output rule severity confidence pedantic include-tests config fix max-warnings quiet no-color stats no-cache cache-location';
    assert.deepEqual(
      options.sort(),
      names
        .split(' ')
        .map((name) => `  --${name}`)
        .sort(),
    );
  });
});
