/** The configuration of a folder, as a file that is edited, and the settings below it. */
import assert from 'node:assert/strict';
import { startEditor } from './client.ts';
import { messageOf } from './outcomes.ts';
import { likeVsCode, pushOnly } from './client-capabilities.ts';
import { builds, harmless } from './examples.ts';

const off = 'rules:\n  token-passthrough: off\n';
const wrong = 'rules:\n  token-passthrough: of\n';

describe('the configuration in the editor', () => {
  it('says what is wrong in an unsaved buffer, keeps the last good one, and clears when it is mended', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds, '.bailiwick.yaml': off } });
    await editor.open('.bailiwick.yaml', off, 'yaml');
    assert.deepEqual(await editor.diagnostics('.bailiwick.yaml'), []);
    await editor.change('.bailiwick.yaml', 'off', 'of');
    const [mistake] = await editor.diagnostics('.bailiwick.yaml');
    assert.deepEqual(mistake?.range.start, { line: 1, character: 21 });
    assert.match(messageOf(mistake), /expected off, on, error, warning, info/);
    assert.deepEqual(await editor.diagnostics('server.ts'), [], 'the rule is still off');
    await editor.change('.bailiwick.yaml', 'of', 'on');
    assert.deepEqual(await editor.diagnostics('.bailiwick.yaml'), []);
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
  });

  it('warns of what it allows to no effect, while the rest of it holds', async () => {
    const allowing = `${off}allow:\n  - { id: Mail.Sned, reason: ticket 42 }\n`;
    await using editor = await startEditor({ files: { 'server.ts': builds, '.bailiwick.yaml': allowing } });
    await editor.open('.bailiwick.yaml', allowing, 'yaml');
    const [mistake, ...others] = await editor.diagnostics('.bailiwick.yaml');
    assert.deepEqual([mistake?.severity, mistake?.range.start, others], [2, { line: 3, character: 10 }, []]);
    assert.match(messageOf(mistake), /did you mean "Mail\.Send"/);
    assert.deepEqual(await editor.diagnostics('server.ts'), [], 'the rule is off');
    await editor.change('.bailiwick.yaml', 'Sned', 'Send');
    assert.deepEqual(await editor.diagnostics('.bailiwick.yaml'), []);
  });

  it('says so in a file that nobody opened, too', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds, '.bailiwick.yaml': wrong } });
    const { items } = await editor.pullWorkspace();
    assert.deepEqual(
      items.map(({ uri }) => editor.path(uri)),
      ['.bailiwick.yaml', 'server.ts'],
    );
  });

  it('counts the disk again when the buffer is closed unsaved', async () => {
    await using editor = await startEditor({
      files: { 'server.ts': builds, '.bailiwick.yaml': off },
      capabilities: pushOnly,
    });
    await editor.open('.bailiwick.yaml', 'rules: {}\n', 'yaml');
    await editor.waitForPush('server.ts', (items) => items.length === 1);
    await editor.close('.bailiwick.yaml');
    await editor.waitForPush('server.ts', (items) => items.length === 0);
  });

  it('holds for the folder below it', async () => {
    const files = { '.git/HEAD': '', '.bailiwick.yaml': off, 'agents/server.ts': builds };
    await using editor = await startEditor({ files, folders: ['agents'] });
    await editor.open('.bailiwick.yaml', off, 'yaml');
    assert.deepEqual(await editor.diagnostics('agents/server.ts'), []);
    await editor.change('.bailiwick.yaml', 'off', 'on');
    assert.equal((await editor.diagnostics('agents/server.ts')).length, 1);
    await editor.change('.bailiwick.yaml', 'on', 'onn');
    assert.equal((await editor.diagnostics('.bailiwick.yaml')).length, 1);
  });

  it('reads the buffer of a model file that it names', async () => {
    const model =
      "package: acme-http\nsinks:\n  - { kind: outbound-credential, path: 'Member[send].Argument[0]', note: sent }\n";
    const files = { 'server.ts': harmless, '.bailiwick.yaml': 'models:\n  - acme.yaml\n', 'acme.yaml': model };
    await using editor = await startEditor({ files });
    await editor.open('acme.yaml', model, 'yaml');
    assert.deepEqual(await editor.diagnostics('.bailiwick.yaml'), []);
    await editor.change('acme.yaml', 'sinks', 'sink');
    const [mistake] = await editor.diagnostics('acme.yaml');
    assert.match(messageOf(mistake), /did you mean "sinks"\?/);
  });
});

describe('settings', () => {
  const files = { 'a/server.ts': builds, 'b/server.ts': builds };

  it('hold for their folder', async () => {
    await using editor = await startEditor({
      files,
      folders: ['a', 'b'],
      settings: (path) => (path === 'a' ? { rules: { 'token-passthrough': 'warning' } } : {}),
    });
    assert.equal((await editor.diagnostics('a/server.ts'))[0]?.severity, 2);
    assert.equal((await editor.diagnostics('b/server.ts'))[0]?.severity, 1);
  });

  it('give way to the file of the folder', async () => {
    await using editor = await startEditor({
      files: { 'server.ts': builds, '.bailiwick.yaml': 'rules:\n  token-passthrough: info\n' },
      settings: () => ({ rules: { 'token-passthrough': 'off' } }),
    });
    assert.equal((await editor.diagnostics('server.ts'))[0]?.severity, 3);
  });

  it('switch a folder off and on again', async () => {
    let enable = false;
    await using editor = await startEditor({ files: { 'server.ts': builds }, settings: () => ({ enable }) });
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    enable = true;
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
    enable = false;
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
  });

  it('leave findings until a file is saved', async () => {
    await using editor = await startEditor({ files: { 'server.ts': harmless }, settings: () => ({ run: 'onSave' }) });
    await editor.open('server.ts', harmless);
    const before = await editor.pull('server.ts');
    await editor.change('server.ts', harmless, builds);
    assert.equal((await editor.pull('server.ts', before.resultId)).kind, 'unchanged');
    await editor.save('server.ts');
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
  });

  it('bring what was left until it is saved when it is to be shown at once', async () => {
    let run = 'onSave';
    await using editor = await startEditor({ files: { 'server.ts': harmless }, settings: () => ({ run }) });
    await editor.open('server.ts', harmless);
    await editor.diagnostics('server.ts');
    await editor.change('server.ts', harmless, builds);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    run = 'onType';
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
  });

  it('come with the first message of a client that is not asked', async () => {
    const initializationOptions = { settings: { rules: { 'token-passthrough': 'off' } } };
    const capabilities = { ...likeVsCode, workspace: {} };
    await using editor = await startEditor({ files: { 'server.ts': builds }, capabilities, initializationOptions });
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { bailiwick: { rules: { 'token-passthrough': 'warning' } } },
    });
    assert.equal((await editor.diagnostics('server.ts'))[0]?.severity, 2);
  });

  it('that are wrong are told once and not used', async () => {
    const settings = () => ({ severity: 'fatal', rules: { 'token-pass': 'off' } });
    await using editor = await startEditor({ files, folders: ['a', 'b'], settings });
    assert.equal((await editor.diagnostics('a/server.ts')).length, 1);
    const told = editor.pending('window/showMessage').map((params) => (params as { message: string }).message);
    assert.deepEqual(told, [
      'bailiwick.severity: expected error, warning or info; the setting is not used',
      'bailiwick.rules: there is no rule "token-pass"; the setting is not used',
    ]);
  });

  it('name a configuration file', async () => {
    await using editor = await startEditor({
      files: { 'server.ts': builds, 'strict/lint.yaml': off },
      settings: () => ({ config: 'strict/lint.yaml' }),
    });
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
  });
});
