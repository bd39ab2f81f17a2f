/** The tools as a coding agent sees them, over a server in the same process. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import { agent, call, complaint, found, lint, withServer } from './agent.ts';

const all = ['broad-scope src/login.ts', 'token-passthrough src/tools.ts', 'jwt-audience-claim-optional src/verify.ts'];
const quiet = `export const authorized = (token: string) => ({ length: String(token.length) });\n`;

describe('tools of the MCP server', () => {
  it('are four, told with schemas and with honest hints', () =>
    withServer([agent], async (client) => {
      const { tools } = await client.listTools();
      const hints = tools.map(({ name, annotations }) => [
        name,
        annotations?.readOnlyHint,
        annotations?.destructiveHint,
      ]);
      assert.deepEqual(hints, [
        ['lint_file', true, false],
        ['lint_workspace', true, false],
        ['explain_rule', true, false],
        ['fix', false, true],
      ]);
      for (const { name, inputSchema, outputSchema, annotations, description = '', title = '' } of tools) {
        assert.equal(inputSchema['additionalProperties'], false, name);
        assert.ok(outputSchema?.properties, name);
        assert.equal(annotations?.openWorldHint, false, name);
        assert.ok(description.length > 50 && title.length > 0, name);
      }
      assert.match(client.getInstructions() ?? '', /lint_file/);
      assert.equal(client.getServerVersion()?.version, '1.2.3');
    }));

  it('find in the workspace what the command finds, as data and as text', () =>
    withServer([agent], async (client) => {
      const answer = await lint(client, 'lint_workspace');
      assert.deepEqual(found(answer), all);
      assert.equal(answer.status, 'findings');
      const [, passed] = answer.findings;
      assert.deepEqual(
        passed?.path.map(({ file, line }) => `${file}:${line}`),
        ['src/tools.ts:5', 'src/tools.ts:6', 'src/http.ts:2', 'src/http.ts:2', 'src/tools.ts:6', 'src/tools.ts:6'],
      );
      const { text } = await call(client, 'lint_workspace');
      assert.match(text, /^error token-passthrough src\/tools\.ts:6:\d+ The caller's token/m);
      assert.match(text, /^ {2}1\. src\/tools\.ts:5:17 bearer token of the calling client$/m);
      assert.match(text, /^ {2}why: .+\n {2}help: .+\n {2}fix \(suggestion\): .+\n {2}finding: [\da-f]{32}$/m);
      assert.match(text, /^ {2}fix \(safe\): .+$/m);
      assert.match(text, /\n3 findings\. 4 files in the workspace, \d read closely\.$/);
    }));

  it('show in the workspace what is asked for, and say what is left out', () =>
    withServer([agent], async (client) => {
      assert.deepEqual(found(await lint(client, 'lint_workspace', { paths: ['src/login.ts'] })), all.slice(0, 1));
      assert.deepEqual(found(await lint(client, 'lint_workspace', { rules: ['broad-scope'] })), all.slice(0, 1));
      const errors = await lint(client, 'lint_workspace', { severity: 'error' });
      assert.deepEqual([found(errors).length, errors.summary.hiddenBySeverity], [2, 1]);
      const first = await lint(client, 'lint_workspace', { limit: 1 });
      assert.deepEqual([found(first), first.omitted], [all.slice(0, 1), 2]);
      const { text } = await call(client, 'lint_workspace', { limit: 1 });
      assert.match(text, /3 findings; 2 of them not shown/);
    }));

  it('find in a file what stands there, and what runs through it', () =>
    withServer([agent], async (client, root) => {
      assert.deepEqual(found(await lint(client, 'lint_file', { path: 'src/login.ts' })), all.slice(0, 1));
      for (const path of [
        'src/http.ts',
        './src/../src/http.ts',
        join(root, 'src/http.ts'),
        `file://${root}/src/http.ts`,
      ])
        assert.deepEqual(found(await lint(client, 'lint_file', { path })), all.slice(1, 2), path);
    }));

  it('take unsaved content for the file, and forget it afterwards', () =>
    withServer([agent], async (client, root) => {
      const unsaved = await lint(client, 'lint_file', { path: 'src/http.ts', content: quiet });
      assert.deepEqual([found(unsaved), unsaved.status], [[], 'clean']);
      assert.deepEqual(found(await lint(client, 'lint_file', { path: 'src/http.ts' })), all.slice(1, 2));
      assert.equal(readFileSync(join(root, 'src/http.ts'), 'utf8'), agent['src/http.ts']);
    }));

  it('take unsaved content for a file that is not there yet', () =>
    withServer([agent], async (client) => {
      const content = agent['src/login.ts'] ?? '';
      for (const path of ['src/new.ts', 'src/new/deep/new.ts'])
        assert.deepEqual(found(await lint(client, 'lint_file', { path, content })), [`broad-scope ${path}`]);
      assert.match(
        await complaint(client, 'lint_file', { path: 'dist/new.ts', content }),
        /is not linted: build output/,
      );
      assert.deepEqual(found(await lint(client, 'lint_workspace')), all);
    }));

  it('lint manifests, too', () => {
    const mcp = JSON.stringify({ mcpServers: { desk: { type: 'http', url: 'http://mcp.acme.dev/mcp' } } });
    return withServer([{ '.mcp.json': mcp }], async (client) => {
      const answer = await lint(client, 'lint_file', { path: '.mcp.json' });
      assert.deepEqual(found(answer), ['plaintext-remote-url .mcp.json']);
      assert.deepEqual(found(await lint(client, 'lint_file', { path: '.mcp.json', content: '{}' })), []);
    });
  });

  it('see between two calls what changed, came and went on the disk', () =>
    withServer([agent], async (client, root) => {
      assert.deepEqual(found(await lint(client, 'lint_workspace')), all);
      writeFileSync(join(root, 'src/http.ts'), quiet);
      rmSync(join(root, 'src/verify.ts'));
      writeFileSync(join(root, 'src/sign-in.ts'), agent['src/login.ts'] ?? '');
      const after = ['broad-scope src/login.ts', 'broad-scope src/sign-in.ts'];
      assert.deepEqual(found(await lint(client, 'lint_workspace')), after);
      writeFileSync(join(root, '.bailiwick.yaml'), 'rules:\n  broad-scope: off\n');
      assert.deepEqual(found(await lint(client, 'lint_workspace')), []);
    }));

  it('say what is wrong with the configuration, and go on once it is mended', () =>
    withServer([{ ...agent, '.bailiwick.yaml': 'rules:\n  brod-scope: off\n' }], async (client, root) => {
      const said = await complaint(client, 'lint_file', { path: 'src/login.ts' });
      assert.match(said, /\.bailiwick\.yaml:2:3: unknown rule "brod-scope"; did you mean "broad-scope"\?/);
      writeFileSync(join(root, '.bailiwick.yaml'), 'rules:\n  broad-scope: off\n');
      assert.deepEqual(found(await lint(client, 'lint_workspace')), all.slice(1));
    }));

  it('count suppressions, and say which are wrong', () => {
    const ignored = (comment: string): string =>
      (agent['src/login.ts'] ?? '').replace('export', `// ${comment}\nexport`);
    const files = {
      'a.ts': ignored('bailiwick-ignore broad-scope -- the agent tidies whole drives'),
      'b.ts': ignored('bailiwick-ignore broad-scope'),
    };
    return withServer([files], async (client) => {
      const answer = await lint(client, 'lint_workspace');
      assert.deepEqual([found(answer), answer.suppressed], [['broad-scope b.ts'], 1]);
      assert.deepEqual(
        answer.problems.map(({ id, at }) => `${id} ${at.file}:${at.line}`),
        ['suppression-without-reason b.ts:4'],
      );
    });
  });

  it('explain a rule, and list all of them', () =>
    withServer([agent], async (client) => {
      const { text, structured } = await call(client, 'explain_rule', { rule: 'broad-scope' });
      assert.match(text, /^# broad-scope\n\nhttps:/);
      assert.deepEqual((structured['rules'] as { id: string; markdown: string }[])[0]?.markdown, '# broad-scope');
      const list = await call(client, 'explain_rule');
      assert.equal((list.structured['rules'] as unknown[]).length, rules.length);
    }));

  it('say how arguments are wrong', () =>
    withServer([agent], async (client) => {
      assert.match(await complaint(client, 'lint_file', {}), /path.*expected string/s);
      assert.match(
        await complaint(client, 'lint_file', { path: 'a.ts', contents: '' }),
        /[Uu]nrecognized key.*contents/s,
      );
      assert.match(
        await complaint(client, 'lint_workspace', { rules: ['brod-scope'] }),
        /did you mean "broad-scope"\?/,
      );
      assert.match(
        await complaint(client, 'explain_rule', { rule: 'nonsense' }),
        /no rule "nonsense"; there are .*broad-scope/,
      );
      await assert.rejects(call(client, 'lint_everything'), /lint_everything not found/);
    }));

  it('name absolute paths where there are several workspaces', () =>
    withServer([agent, { 'login.ts': agent['src/login.ts'] ?? '' }], async (client, first, second = '') => {
      const answer = await lint(client, 'lint_workspace', { rules: ['broad-scope'] });
      assert.deepEqual(
        answer.findings.map(({ at }) => at.file),
        [join(first, 'src/login.ts'), join(second, 'login.ts')],
      );
      assert.equal(answer.summary.files, 5);
      const one = await lint(client, 'lint_file', { path: join(second, 'login.ts') });
      assert.equal(one.findings.length, 1);
    }));
});
