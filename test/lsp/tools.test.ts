/** The tools of `bailiwick mcp` for the language models of an editor: buffers count, and edits are the editor's. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplyWorkspaceEditRequest } from 'vscode-languageserver/node';
import { type Editor, startEditor } from './client.ts';
import { builds, harmless, loose, tickets } from './examples.ts';
import { serverProcess } from './servers.ts';

async function ask(editor: Editor, name: string, args: object = {}): Promise<string> {
  const { text } = await editor.connection.sendRequest<{ text: string }>('bailiwick/lmTool', { name, arguments: args });
  return text;
}

describe('tools of the editor', () => {
  it('lint the buffer and not the disk, and unsaved content over both', async () => {
    await using editor = await startEditor({ files: { 'server.ts': harmless } });
    await editor.open('server.ts', builds);
    assert.match(await ask(editor, 'lint_file', { path: 'server.ts' }), /^error token-passthrough server\.ts:5:/);
    assert.match(await ask(editor, 'lint_file', { path: 'server.ts', content: harmless }), /^No findings\./);
    assert.match(await ask(editor, 'lint_workspace'), /\n1 finding\./);
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
  });

  it('follow an edit of another file', async () => {
    await using editor = await startEditor({ files: tickets });
    await editor.open('tickets.ts', tickets['tickets.ts']);
    assert.match(await ask(editor, 'lint_file', { path: 'tickets.ts' }), /^error token-passthrough server\.ts:/);
    await editor.change('tickets.ts', 'Bearer ${token}', 'Bearer ${process.env.KEY}');
    assert.match(await ask(editor, 'lint_file', { path: 'server.ts' }), /^No findings\./);
  });

  it('show a fix, and make it in the buffer when asked to', async () => {
    await using editor = await startEditor({ files: { 'verify.ts': loose } });
    await editor.open('verify.ts', loose);
    assert.match(await ask(editor, 'fix', { path: 'verify.ts' }), /^Preview, nothing was written: 1 fix in 1 file/);
    assert.equal(editor.text('verify.ts'), loose);
    const text = await ask(editor, 'fix', { path: 'verify.ts', apply: true });
    assert.match(text, /^Written: 1 fix in 1 file\.\n[^]*\nThe files are changed in the editor and not saved yet\.$/);
    assert.match(editor.text('verify.ts'), /requiredClaims: \['aud'\]/);
    assert.equal(readFileSync(join(editor.root, 'verify.ts'), 'utf8'), loose);
    assert.deepEqual(await editor.diagnostics('verify.ts'), []);
  });

  it('say that the editor refused an edit', async () => {
    await using editor = await startEditor({ files: { 'verify.ts': loose } });
    await editor.open('verify.ts', loose);
    editor.connection.onRequest(ApplyWorkspaceEditRequest.type, () => ({ applied: false, failureReason: 'read-only' }));
    const text = await ask(editor, 'fix', { apply: true });
    assert.equal(text, 'Nothing was written: the editor refused the edit (read-only).');
  });

  it('stay inside the folders, and say what is wrong', async () => {
    await using editor = await startEditor({ files: { 'a/server.ts': builds, 'b/server.ts': builds }, folders: ['a'] });
    assert.match(await ask(editor, 'lint_file', { path: '../b/server.ts' }), /lies outside/);
    assert.match(await ask(editor, 'lint_file', { path: join(editor.root, 'b/server.ts') }), /lies outside/);
    assert.match(await ask(editor, 'lint_everything'), /There is no tool "lint_everything"/);
    assert.match(await ask(editor, 'lint_file'), /The arguments of lint_file are wrong/);
    assert.match(await ask(editor, 'explain_rule', { rule: 'token-passthrough' }), /^# Inbound token forwarded/);
  });

  it('answer each file from the innermost of its folders, once', async () => {
    await using editor = await startEditor({
      files: { 'server.ts': builds, 'inner/server.ts': builds },
      folders: ['.', 'inner'],
    });
    const text = await ask(editor, 'lint_workspace');
    assert.match(text, /\n2 findings\./);
    assert.ok(text.includes(`${editor.root}/inner/server.ts:6`) && text.includes(`${editor.root}/server.ts:6`), text);
  });

  it('say that no folder is open', async () => {
    await using editor = await startEditor({ folders: [] });
    assert.equal(await ask(editor, 'lint_workspace'), 'There is no folder open in the editor.');
  });

  it('say that the configuration is wrong', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds, '.bailiwick.yaml': 'rules: nonsense\n' } });
    assert.match(await ask(editor, 'lint_workspace'), /^The configuration is wrong.*\n\.bailiwick\.yaml:1:8: expected/);
  });

  it('answer from the bundle', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds }, server: serverProcess });
    assert.match(await ask(editor, 'lint_workspace'), /\n1 finding\./);
    assert.match(await ask(editor, 'explain_rule'), /^approval-disabled/m);
  });
});
