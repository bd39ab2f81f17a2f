/** What our own extension asks and is told. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LintWorkspaceResult, StatusParams, TreeFinding } from '../../server/lsp/protocol/custom-protocol.ts';
import { type Editor, startEditor } from './client.ts';
import { errorOf } from './outcomes.ts';
import { builds, harmless, tickets } from './examples.ts';
import { serverBehindGate } from './servers.ts';

function ask<Result>(editor: Editor, method: string, params?: object): Promise<Result> {
  // The contract says what the method answers.
  return params === undefined ? editor.connection.sendRequest(method) : editor.connection.sendRequest(method, params);
}

describe('our own requests', () => {
  it('list the findings with their steps', async () => {
    await using editor = await startEditor({ files: tickets });
    const { findings } = await ask<{ findings: TreeFinding[] }>(editor, 'bailiwick/findings');
    const [finding, ...others] = findings;
    assert.ok(finding);
    assert.equal(others.length, 0);
    const { id, steps, message, ...rest } = finding;
    assert.match(id, /^[\da-f]{32}$/);
    assert.ok(message.length > 0);
    assert.deepEqual(rest, {
      rule: 'token-passthrough',
      title: 'Inbound token forwarded to another service',
      pillar: 'identity',
      severity: 'error',
      confidence: 'high',
      uri: editor.uri('server.ts'),
      range: { start: { line: 6, character: 29 }, end: { line: 6, character: 34 } },
    });
    assert.equal(editor.path(steps[0]?.uri ?? ''), 'server.ts');
    assert.equal(editor.path(steps.at(-1)?.uri ?? ''), 'tickets.ts');
  });

  it('list all findings, also those of folders that are edited while another one is linted', async () => {
    const files = { 'a/server.ts': builds, 'b/server.ts': builds, 'c/server.ts': builds };
    const gate = serverBehindGate();
    await using editor = await startEditor({ files, folders: ['a', 'b', 'c'], server: gate.server });
    for (const path of Object.keys(files)) {
      await editor.open(path, builds);
      await editor.diagnostics(path);
    }
    gate.close();
    await editor.change('b/server.ts', 'const app', 'export const app');
    const asked = ask<{ findings: TreeFinding[] }>(editor, 'bailiwick/findings');
    await gate.reached();
    await editor.change('a/server.ts', 'const app', 'export const app');
    await editor.change('c/server.ts', 'const app', 'export const app');
    // Its answer says that the edits have arrived.
    await ask(editor, 'bailiwick/explain', { rule: 'none' });
    gate.open();
    assert.equal((await asked).findings.length, 3);
  });

  it('list all findings, also when the configuration of one folder has changed', async () => {
    const files = { 'a/server.ts': builds, 'b/server.ts': builds };
    await using editor = await startEditor({ files, folders: ['a', 'b'] });
    await ask(editor, 'bailiwick/findings');
    await editor.disk({ 'b/.bailiwick.yaml': 'rules:\n  token-passthrough: off\n' });
    const { findings } = await ask<{ findings: TreeFinding[] }>(editor, 'bailiwick/findings');
    assert.deepEqual(
      findings.map(({ uri }) => editor.path(uri)),
      ['a/server.ts'],
    );
  });

  it('say when there are others, once for each lint', async () => {
    await using editor = await startEditor({ files: { 'server.ts': harmless } });
    await editor.open('server.ts', harmless);
    await editor.diagnostics('server.ts');
    assert.deepEqual(editor.pending('bailiwick/findingsChanged'), []);
    await editor.change('server.ts', harmless, builds);
    await editor.next('bailiwick/findingsChanged');
    await editor.diagnostics('server.ts');
    assert.deepEqual(editor.pending('bailiwick/findingsChanged'), []);
  });

  it('say so when a folder goes with its findings', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.next('bailiwick/findingsChanged');
    const event = { added: [], removed: [{ uri: editor.uri('').replace(/\/$/, ''), name: '' }] };
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await editor.next('bailiwick/findingsChanged');
  });

  it('say how the server is, with the sum of all folders', async () => {
    const files = { 'a/server.ts': builds, 'b/server.ts': builds, 'b/health.ts': harmless };
    await using editor = await startEditor({ files, folders: ['a', 'b'] });
    await editor.next<StatusParams>('bailiwick/status', ({ state }) => state === 'busy');
    const ready = await editor.next<StatusParams>(
      'bailiwick/status',
      ({ state, files: seen }) => state === 'ready' && seen === 3,
    );
    assert.deepEqual(ready, { state: 'ready', findings: 2, errors: 2, files: 3 });
  });

  it('say what failed', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds, '.bailiwick.yaml': 'rule: {}\n' } });
    const failed = await editor.next<StatusParams>('bailiwick/status', ({ state }) => state === 'failed');
    assert.match(failed.message ?? '', /did you mean "rules"\?/);
    const result = await ask<LintWorkspaceResult>(editor, 'bailiwick/lintWorkspace');
    assert.deepEqual(result.failures, [
      { reason: failed.message, uri: editor.uri('.bailiwick.yaml'), line: 1, column: 1 },
    ]);
  });

  it('scan everything anew', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.pullWorkspace();
    const result = await ask<LintWorkspaceResult>(editor, 'bailiwick/lintWorkspace');
    assert.deepEqual(result, { findings: 1, files: 1, failures: [] });
  });

  it('explain a rule, and know when there is none', async () => {
    await using editor = await startEditor();
    const page = await ask<{ markdown: string } | null>(editor, 'bailiwick/explain', { rule: 'token-passthrough' });
    assert.match(page?.markdown ?? '', /^# Inbound token/m);
    for (const rule of ['no-such-rule', 'constructor'])
      assert.equal(await ask(editor, 'bailiwick/explain', { rule }), null);
  });

  it('explain a permission in a line of a file that is not open, without the analysis', async () => {
    await using editor = await startEditor();
    const line = 'role = "ef5f7d5c-338f-44b0-86c3-351f46c8bb5f"';
    const on = (character: number) => ask(editor, 'bailiwick/hoverLine', { path: '/desk/assign.py', line, character });
    const found = (await on(12)) as { markdown: string; start: number; end: number };
    assert.match(found.markdown, /`AccessReview\.ReadWrite\.All`.*application permission/);
    assert.equal(line.slice(found.start, found.end), 'ef5f7d5c-338f-44b0-86c3-351f46c8bb5f');
    assert.equal(await on(2), null);
  });

  it('write a configuration, and lead to the one that is there', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    const folder = editor.uri('').replace(/\/$/, '');
    const made = await ask<{ uri: string }>(editor, 'bailiwick/createConfig', { folder });
    assert.equal(made.uri, editor.uri('.bailiwick.yaml'));
    const text = readFileSync(join(editor.root, '.bailiwick.yaml'), 'utf8');
    assert.match(text, /^# Configuration of Bailiwick/);
    assert.deepEqual(await ask(editor, 'bailiwick/createConfig', { folder }), made);
    assert.equal(readFileSync(join(editor.root, '.bailiwick.yaml'), 'utf8'), text);
  });

  it('say why a configuration cannot be written', async () => {
    await using editor = await startEditor();
    const error = await errorOf(ask(editor, 'bailiwick/createConfig', { folder: editor.uri('not/there') }));
    assert.match(error.message, /cannot be written/);
  });
});
