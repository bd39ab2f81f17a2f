/** Every option of `check` that chooses what is looked for, shown or written. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTree } from '../input/tree.ts';
import { agent, found, reported, type Run, run, runIn } from './run.ts';

const { 'src/login.ts': login = '', 'src/verify.ts': verify = '' } = agent;
const json = (...args: string[]): Run => runIn(agent, 'check', '--format', 'json', ...args);
const shown = ['broad-scope src/login.ts', 'token-passthrough src/tools.ts', 'missing-audience-check src/verify.ts'];
const unsure = 'missing-audience-check src/mint.ts';

describe('check', () => {
  it('finds what is sure, file by file', () => {
    const result = json();
    assert.deepEqual(found(result), shown);
    assert.equal(reported(result).summary.hiddenByConfidence, 1);
  });

  it('is the command that is meant when none is named', () => {
    const result = runIn(agent, 'src', '--format', 'json');
    assert.deepEqual([found(result).length, result.code], [3, 1]);
  });
});

describe('--format and --output', () => {
  for (const [format, start] of [
    ['text', /^warning\[broad-scope\] /],
    ['json', /^\{\n {2}"version": 1,/],
    ['sarif', /^\{\n {2}"\$schema": ".*sarif-schema-2\.1\.0\.json",\n {2}"version": "2\.1\.0"/],
    ['github', /^::warning file=src\/login\.ts,line=4,/],
    ['markdown', /^## Bailiwick: 3 findings\n/],
  ] as const) {
    it(`print ${format}, or write it to a file and print nothing`, () => {
      inTree({ ...agent, report: 'an older and longer report\n'.repeat(10_000) }, (cwd) => {
        const printed = run({ cwd }, 'check', '--format', format);
        assert.match(printed.stdout, start);
        assert.deepEqual([printed.code, printed.stderr], [1, '']);
        const written = run({ cwd }, 'check', '--format', format, '--output', 'report');
        assert.deepEqual(written, { code: 1, stdout: '', stderr: '' });
        assert.equal(readFileSync(join(cwd, 'report'), 'utf8'), printed.stdout);
      });
    });
  }

  it('is text unless told', () => {
    assert.match(runIn(agent, 'check').stdout, /^warning\[broad-scope\] /);
  });
});

describe('--rule', () => {
  it('runs only the rule', () => {
    const result = json('--rule', 'broad-scope');
    assert.deepEqual(found(result), ['broad-scope src/login.ts']);
  });

  it('can be repeated', () => {
    const result = json('--rule', 'broad-scope', '--rule', 'token-passthrough');
    assert.deepEqual(found(result), ['broad-scope src/login.ts', 'token-passthrough src/tools.ts']);
  });

  it('leaves paths behind it to be paths', () => {
    assert.deepEqual(found(json('--rule', 'broad-scope', 'src')), ['broad-scope login.ts']);
  });
});

describe('--severity', () => {
  it('hides what is less severe, and counts it', () => {
    const result = json('--severity', 'error');
    assert.deepEqual(found(result), shown.slice(1));
    const { hiddenBySeverity, hiddenByConfidence } = reported(result).summary;
    assert.deepEqual([hiddenBySeverity, hiddenByConfidence], [1, 1]);
  });

  it('is named where it hides something, because it brings it back', () => {
    const { stdout } = runIn({ 'login.ts': login }, 'check', '--severity', 'error');
    assert.match(stdout, /\n1 less severe not shown \(--severity info\)\n$/);
  });

  it('makes the exit code 0 when only warnings are hidden', () => {
    assert.equal(runIn({ 'login.ts': login }, 'check', '--severity', 'error').code, 0);
  });
});

describe('--confidence and --pedantic', () => {
  it('show what is less sure', () => {
    const all = [shown[0], unsure, ...shown.slice(1)];
    assert.deepEqual(found(json('--confidence', 'medium')), all);
    assert.deepEqual(found(json('--pedantic')), all);
  });

  it('an asked confidence counts beside --pedantic', () => {
    assert.deepEqual(found(json('--pedantic', '--confidence', 'high')), shown);
  });
});

describe('--include-tests', () => {
  const files = { 'src/login.ts': login, 'test/login.ts': login };

  it('shows findings on test paths, which are hidden and counted otherwise', () => {
    const without = runIn(files, 'check', '--format', 'json');
    assert.deepEqual(found(without), ['broad-scope src/login.ts']);
    assert.equal(reported(without).summary.hiddenOnTestPaths, 1);
    const all = reported(runIn(files, 'check', '--format', 'json', '--include-tests'));
    assert.deepEqual(
      all.findings.map(({ at, isTest }) => [at.file, isTest]),
      [
        ['src/login.ts', false],
        ['test/login.ts', true],
      ],
    );
    assert.equal(all.summary.hiddenOnTestPaths, 0);
  });

  it('is named where findings are hidden', () => {
    assert.match(runIn(files, 'check').stdout, /1 on test and example paths not shown \(--include-tests\)/);
  });
});

describe('--config', () => {
  const off = 'rules:\n  broad-scope: off\n';

  it('reads the named file in place of the one beside the code', () => {
    const files = { 'login.ts': login, 'ci/strict.yaml': '{}\n', '.bailiwick.yaml': off };
    assert.deepEqual(found(runIn(files, 'check', '--format', 'json')), []);
    const named = runIn(files, 'check', '--format', 'json', '--config', 'ci/strict.yaml');
    assert.deepEqual(found(named), ['broad-scope login.ts']);
  });

  it('reads the named file whatever it is called', () => {
    for (const name of ['bailiwick.yml', 'bailiwick.conf', 'bailiwick']) {
      const result = runIn({ 'login.ts': login, [name]: off }, 'check', '--format', 'json', '--config', name);
      assert.deepEqual([found(result), result.stderr], [[], ''], name);
    }
  });
});

describe('--quiet', () => {
  it('prints the summary and no finding', () => {
    assert.equal(
      runIn(agent, 'check', '--quiet').stdout,
      '2 errors, 1 warning in 5 files (5 read closely)\n1 less certain not shown (--confidence low)\n',
    );
  });

  it('prints failures', () => {
    const { stdout } = runIn({ 'verify.ts': verify, 'notes.txt': '' }, 'check', 'verify.ts', 'notes.txt', '--quiet');
    assert.match(stdout, /^failed: notes\.txt: /);
  });
});

describe('--stats', () => {
  it('says where the time went, and only when asked', () => {
    const times = /^start \d+ ms, find files \d+ ms, .*, read and parse \d+ ms \(\d+ characters\), .* in all\n$/m;
    assert.match(runIn(agent, 'check', '--stats').stdout, times);
    assert.doesNotMatch(runIn(agent, 'check').stdout, / ms/);
  });
});

describe('--fix', () => {
  it('changes no file where no safe fix is known, and still reports', () => {
    inTree(agent, (cwd) => {
      const result = run({ cwd }, 'check', '--fix', '--format', 'json');
      assert.deepEqual([found(result), result.code], [shown, 1]);
      for (const [path, text] of Object.entries(agent)) assert.equal(readFileSync(join(cwd, path), 'utf8'), text, path);
    });
  });
});
