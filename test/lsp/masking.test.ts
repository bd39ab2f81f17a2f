/** A credential that stands in a manifest goes nowhere: not into diagnostics, hovers, actions, logs or reports. */
import assert from 'node:assert/strict';
import type { CodeAction, Diagnostic, Hover } from 'vscode-languageserver';
import { secretFiles, secrets } from '../harness/secret-shapes.ts';
import { runIn } from '../command/run.ts';
import { withServer } from '../mcp/agent.ts';
import { startEditor } from './client.ts';

/** The credentials in a text, also as JSON, a URI or Markdown would write them. */
function leaks(what: string, value: unknown): string[] {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const bare = text.replace(/\\/g, '');
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret), secret.replaceAll('&', '&amp;')])
    .filter((each) => text.includes(each) || bare.includes(each))
    .map((each) => `${what}: ${text.slice(Math.max(0, text.indexOf(each) - 150), text.indexOf(each) + 40)}`);
}

/** The texts of an action that people read or that are kept; what a fix puts into the file may be the file's own. */
function shownOf({ title, diagnostics, command, data, disabled, kind, edit }: CodeAction): unknown {
  const isIgnore = /ignore|config/i.test(title);
  return [title, diagnostics, command, data, disabled, kind, isIgnore ? edit : undefined];
}

describe('credentials in manifests', function () {
  this.timeout(0);

  it('are nowhere in what an editor is told', async () => {
    const found: string[] = [];
    await using editor = await startEditor({
      files: secretFiles,
      settings: () => ({ pedantic: true }),
      initialize: { trace: 'verbose' },
    });
    for (const [path, text] of Object.entries(secretFiles)) {
      await editor.open(path, text);
      const diagnostics: Diagnostic[] = await editor.diagnostics(path);
      assert.ok(diagnostics.length > 0, `${path} has findings`);
      found.push(...leaks(`${path} diagnostic`, diagnostics));
      for (const { range } of diagnostics) {
        const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
          textDocument: { uri: editor.uri(path) },
          position: range.start,
        });
        assert.ok(hover, `${path} has a hover`);
        found.push(...leaks(`${path} hover`, hover));
        const actions = await editor.codeActions(path, range, diagnostics);
        assert.ok(actions.length > 0, `${path} has actions`);
        for (const action of actions) {
          found.push(...leaks(`${path} action`, shownOf(action)));
          const resolved = await editor.connection.sendRequest<CodeAction>('codeAction/resolve', action);
          found.push(...leaks(`${path} resolved`, shownOf(resolved)));
        }
      }
      const lenses = await editor.connection.sendRequest('textDocument/codeLens', {
        textDocument: { uri: editor.uri(path) },
      });
      found.push(...leaks(`${path} lens`, lenses));
    }
    for (const method of ['window/logMessage', 'window/showMessage', '$/logTrace', 'telemetry/event', 'progress'])
      found.push(...leaks(method, editor.pending(method)));
    assert.deepEqual([...new Set(found)], []);
  });

  for (const format of ['text', 'json', 'sarif', 'github', 'markdown'])
    it(`are nowhere in the report as ${format}`, () => {
      const { stdout, stderr } = runIn(secretFiles, 'check', '--pedantic', '--stats', '--format', format);
      assert.match(stdout, /hardcoded-credential/);
      assert.deepEqual(leaks(format, `${stdout}${stderr}`), []);
    });

  it('are hidden in the lines that a report shows, whichever rule ran', () => {
    for (const rule of ['plaintext-remote-url', 'container-escape-risk', 'mcp-bind-all-interfaces']) {
      const { stdout } = runIn(secretFiles, 'check', '--pedantic', '--rule', rule);
      assert.match(stdout, new RegExp(rule));
      assert.deepEqual(leaks(rule, stdout), []);
    }
  });

  it('are nowhere in what a coding agent is answered', () =>
    withServer([secretFiles], async (client) => {
      for (const tool of ['lint_workspace', 'fix'])
        assert.deepEqual(leaks(tool, await client.callTool({ name: tool, arguments: {} })), []);
    }));
});
