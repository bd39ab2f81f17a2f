/** Mistakes of a person: exit code 2, a message that says what to do, nothing on standard output, no stack trace. */
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { inTree } from '../input/tree.ts';
import { cli, type Run, run, runIn } from './run.ts';

const files = { 'src/a.ts': 'export {};\n', 'taken/b.ts': 'export {};\n' };
const config = '.bailiwick.yaml';

/** Runs in a tree with these files and holds the message against the pattern. */
function refuses(args: string[], message: RegExp, extra: Record<string, string> = {}): void {
  const { code, stdout, stderr } = runIn({ ...files, ...extra }, ...args);
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /defect|BAILIWICK_DEBUG/);
  assert.deepEqual([code, stdout], [2, '']);
}

describe('mistakes on the command line', () => {
  for (const [mistake, args, message] of [
    ['an option that does not exist', ['check', '--bogus'], /^error: unknown option '--bogus'\n.*--help/],
    ['an option with a slip', ['check', '--formt', 'json'], /unknown option '--formt'\n\(Did you mean --format\?\)/],
    ['a path that does not exist', ['check', 'nowhere'], /^bailiwick: nowhere: there is no such file or directory\n$/],
    ['a word that is no command', ['chekc'], /^bailiwick: chekc: there is no such file or directory\n$/],
    [
      'a rule that does not exist',
      ['check', 'src', '--rule', 'zzz'],
      /there is no rule "zzz"; `bailiwick rules` lists/,
    ],
    [
      'a rule with a slip',
      ['check', 'src', '--rule', 'token-pasthrough'],
      /^bailiwick: there is no rule "token-pasthrough"; did you mean "token-passthrough"\?\n$/,
    ],
    ['an unknown format', ['check', '--format', 'xml'], /'xml' is invalid.*text, json, sarif, github, markdown/],
    ['an unknown severity', ['check', '--severity', 'high'], /'high' is invalid.*error, warning, info/],
    ['an unknown confidence', ['check', '--confidence', 'sure'], /'sure' is invalid.*high, medium, low/],
    ['an option without its value', ['check', '--output'], /'--output <file>' argument missing/],
    ['warnings that are no number', ['check', '--max-warnings', 'few'], /--max-warnings takes a whole number/],
    ['less than no warnings', ['check', '--max-warnings', '-1'], /--max-warnings takes a whole number/],
    ['an empty number of warnings', ['check', '--max-warnings', ''], /--max-warnings takes a whole number/],
    ['an output in no directory', ['check', '--output', 'none/report'], /^bailiwick: none\/report: cannot be written /],
    ['a directory as output', ['check', '--output', 'taken'], /^bailiwick: taken: cannot be written /],
    ['a rule to explain that is missing', ['explain'], /missing required argument 'rule'/],
    ['an unknown form of the list', ['rules', '--format', 'yaml'], /'yaml' is invalid.*text, json/],
    ['a word too many', ['init', 'here'], /too many arguments for 'init'/],
  ] as const) {
    it(`refuses ${mistake}`, () => refuses([...args], message));
  }

  it('says every mistake at once, one a line', () => {
    const args = ['check', 'one', 'two', '--max-warnings', '1.5', '--rule', 'zzz'];
    refuses(args, /^bailiwick: there is no rule "zzz"; `bailiwick rules` lists them\n/);
    refuses(args, /\nbailiwick: --max-warnings takes a whole number of at least 0\n/);
    refuses(args, /\nbailiwick: one: there is no such file or directory\nbailiwick: two: there is no such[^\n]*\n$/);
  });

  it('says once that the named configuration is missing', () => {
    refuses(['check', '--config', 'none.yaml'], /^bailiwick: none\.yaml: [^\n]*\n$/);
  });
});

describe('a mistake', () => {
  it('is told without loading the compiler', () => {
    const first = `process.on('exit', () => {
      const { _cache } = process.getBuiltinModule('node:module');
      process.stderr.write(Object.keys(_cache).join('\\n'));
    });`;
    let result: Run | undefined;
    inTree({}, (cwd) => (result = run({ cwd, first }, 'check', 'nowhere')));
    const [message, ...loaded] = result?.stderr.split('\n') ?? [];
    assert.match(message ?? '', /^bailiwick: nowhere: /);
    assert.deepEqual(loaded, [cli, join(dirname(cli), 'program.cjs')]);
  });

  it('sends no control character to the terminal', () => {
    refuses(['check', '\u001b[2Jnowhere'], /^bailiwick: \ufffd\[2Jnowhere: there is no such file or directory\n$/);
    refuses(['check', '--config', '\u001b[2Jnowhere'], /^bailiwick: \ufffd\[2Jnowhere: /);
    refuses(['explain', '\u001b[2Jnowhere'], /^bailiwick: there is no rule "\ufffd\[2Jnowhere"/);
  });
});

describe('a broken configuration', () => {
  for (const [mistake, text, message] of [
    [
      'an unknown key',
      'ignore:\n  - out/\nruls:\n  broad-scope: off\n',
      /^bailiwick: \.bailiwick\.yaml:3:1: unknown key "ruls"; did you mean "rules"\?\n$/,
    ],
    [
      'an unknown rule',
      'rules:\n  brod-scope: off\n',
      /^bailiwick: \.bailiwick\.yaml:2:3: unknown rule "brod-scope"; did you mean "broad-scope"\?\n$/,
    ],
    ['a value of the wrong kind', 'rules:\n  broad-scope: never\n', /^bailiwick: \.bailiwick\.yaml:2:16: expected /],
    ['a text that is no YAML', 'rules: [\n', /^bailiwick: \.bailiwick\.yaml:\d+:\d+: /],
    [
      'a model that is not there',
      'models:\n  - ours.yaml\n',
      /^bailiwick: \.bailiwick\.yaml:2:5: ours\.yaml: cannot read/,
    ],
  ] as const) {
    it(`is refused for ${mistake}, with file, line and column`, () => refuses(['check'], message, { [config]: text }));
  }

  it('is refused when it is named, too', () => {
    refuses(['check', '--config', 'ci/x.yaml'], /^bailiwick: ci\/x\.yaml:2:1: unknown key "b"/, {
      'ci/x.yaml': '---\nb: 1\n',
    });
  });

  it('is refused for a mistake in a model that it lists, with the place in the model', () => {
    refuses(['check'], /^bailiwick: ours\.yaml:2:1: unknown key "sorces"/, {
      [config]: 'models:\n  - ours.yaml\n',
      'ours.yaml': 'package: ours\nsorces: []\n',
    });
  });

  it('is refused for an alias that leads nowhere, with its place', () => {
    refuses(['check'], /^bailiwick: \.bailiwick\.yaml:1:9: cannot be read: Unresolved alias/, {
      [config]: 'ignore: *nowhere\n',
    });
  });

  it('is named when its ending is not the one that is read', () => {
    refuses(['check'], /^bailiwick: \.bailiwick\.yml: is not read; rename it to \.bailiwick\.yaml/, {
      '.bailiwick.yml': '{}',
    });
  });
});
