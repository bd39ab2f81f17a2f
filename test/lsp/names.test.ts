/** Names of files and folders that are hard on paths and URIs, in the spellings that clients use. */
import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { URI } from 'vscode-uri';
import { type Editor, startEditor } from './client.ts';
import { likeVsCode, pushOnly } from './client-capabilities.ts';
import { builds, harmless, tickets } from './examples.ts';

const off = 'rules:\n  token-passthrough: off\n';
const names = [
  'two words',
  '(auth)',
  '[id]',
  '50%',
  '%20',
  'a#b?c',
  "it's & more",
  '@scope+x,y;z=1!$*',
  'größe',
  'Cafe\u0301',
  '日本語',
  '😀',
  'dist.d',
  '.hidden',
  'ends.',
  'back\\slash',
  'colon:name',
];

/** As VS Code, as Node, and as editors that write most characters as they are. */
const spellings: Record<string, (absolute: string) => string> = {
  'as VS Code writes it': (absolute) => URI.file(absolute).toString(),
  'as Node writes it': (absolute) => pathToFileURL(absolute).href,
  'with little encoded': (absolute) => `file://${encodeURI(absolute).replaceAll('#', '%23').replaceAll('?', '%3F')}`,
  'with much encoded': (absolute) => `file://${absolute.split('/').map(encodeURIComponent).join('/')}`,
};

const count = async (editor: Editor, uri: string): Promise<number> => (await editor.diagnostics(uri)).length;

describe('names that are hard on URIs', () => {
  for (const [how, spell] of Object.entries(spellings)) {
    it(`are understood ${how}`, async () => {
      const files = Object.fromEntries(names.map((name) => [`${name}/server.ts`, harmless]));
      await using editor = await startEditor({ files });
      const uris = names.map((name) => spell(join(editor.root, name, 'server.ts')));
      for (const uri of uris) await editor.open(uri, builds);
      const edits = [];
      for (const uri of uris) {
        const [diagnostic] = await editor.diagnostics(uri);
        assert.equal(diagnostic?.code, 'token-passthrough', uri);
        const steps = diagnostic.relatedInformation?.map(({ location }) => location.uri);
        assert.deepEqual(new Set(steps), new Set([uri]), 'every step speaks of the document as the client does');
        const [action] = await editor.codeActions(uri, diagnostic.range, [diagnostic], ['quickfix']);
        edits.push(action?.edit ?? assert.fail(`${uri} has a fix`));
      }
      for (const edit of edits) await editor.apply(edit);
      for (const uri of uris) assert.equal(await count(editor, uri), 0, 'the edit reaches the document');
    });

    it(`hold for a folder and its configuration ${how}`, async () => {
      const name = "it's (the) größe [50%] #1";
      const files = { [`${name}/server.ts`]: builds, [`${name}/.bailiwick.yaml`]: off };
      await using editor = await startEditor({
        files,
        folders: [],
        initialize: {},
      });
      const folder = spell(join(editor.root, name));
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [{ uri: folder, name }], removed: [] },
      });
      const server = spell(join(editor.root, name, 'server.ts'));
      const configuration = spell(join(editor.root, name, '.bailiwick.yaml'));
      await editor.open(server, builds);
      assert.equal(await count(editor, server), 0);
      await editor.open(configuration, off, 'yaml');
      await editor.change(configuration, 'off', 'onn');
      assert.equal(await count(editor, configuration), 1, 'the mistake stands in the document as the client calls it');
      await editor.change(configuration, 'onn', 'on');
      assert.equal(await count(editor, configuration), 0);
      assert.equal(await count(editor, server), 1);
    });
  }

  it('are pushed under the name that the client uses, and no more under the one before', async () => {
    const name = '(auth)/[id]/server.ts';
    await using editor = await startEditor({ files: { [name]: builds }, capabilities: pushOnly });
    const ours = URI.file(join(editor.root, name)).toString();
    assert.equal((await editor.waitForPush(ours)).length, 1);
    const theirs = `file://${join(editor.root, name)}`;
    await editor.open(theirs, builds);
    assert.equal((await editor.waitForPush(theirs)).length, 1);
    assert.deepEqual(await editor.waitForPush(ours), []);
    await editor.close(theirs);
    assert.deepEqual(await editor.waitForPush(theirs), []);
    assert.equal((await editor.waitForPush(ours)).length, 1);
  });
});

describe('folders behind a link', () => {
  it('speak of their files as the client does', async () => {
    await using editor = await startEditor({
      files: Object.fromEntries(Object.entries(tickets).map(([path, text]) => [`real/${path}`, text])),
      folders: [],
    });
    symlinkSync(join(editor.root, 'real'), join(editor.root, 'link'));
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: editor.uri('link'), name: 'link' }], removed: [] },
    });
    await editor.open('link/tickets.ts', tickets['tickets.ts']);
    const [diagnostic] = await editor.diagnostics('link/server.ts');
    assert.ok(diagnostic?.relatedInformation?.some(({ location }) => location.uri === editor.uri('link/tickets.ts')));
    await editor.change('link/tickets.ts', '${token}', '${process.env.KEY}');
    assert.equal(await count(editor, 'link/server.ts'), 0);
    const report = await editor.pullWorkspace();
    assert.ok(report.items.every(({ uri }) => uri.startsWith(editor.uri('link'))));
  });

  it('that is gone, is a file, or is named twice are no reason to stop', async () => {
    await using editor = await startEditor({
      files: { 'server.ts': builds, 'a/server.ts': builds },
      folders: ['a', 'missing', 'server.ts', 'a'],
    });
    await editor.open('a/server.ts', builds);
    assert.equal(await count(editor, 'a/server.ts'), 1);
    rmSync(join(editor.root, 'a'), { recursive: true });
    await editor.disk({});
    await editor.change('a/server.ts', builds, harmless);
    assert.equal(await count(editor, 'a/server.ts'), 0);
  });
});

describe('places of other systems', () => {
  for (const uri of [
    'file:///c%3A/agent/server.ts',
    'file:///C:/agent/server.ts',
    'file://fileserver/share/agent/server.ts',
    'untitled:c:\\agent\\server.ts',
    'vscode-vfs://github/acme/agent/server.ts',
  ]) {
    it(`are taken as a document by itself: ${uri}`, async () => {
      await using editor = await startEditor({ files: { 'a.ts': harmless }, capabilities: likeVsCode });
      await editor.open(uri, builds);
      const [diagnostic] = await editor.diagnostics(uri);
      assert.equal(diagnostic?.code, 'token-passthrough');
      assert.ok(diagnostic.relatedInformation?.every(({ location }) => location.uri === uri));
      await editor.change(uri, builds, harmless);
      assert.equal(await count(editor, uri), 0);
    });
  }

  for (const uri of [
    '',
    'file:',
    'file://',
    'nonsense',
    'file:///',
    'untitled:',
    ':',
    'file:///a%ZZb.ts',
    'http://example.com/a.ts',
  ])
    it(`are no reason to stop: ${JSON.stringify(uri)}`, async () => {
      await using editor = await startEditor({ files: { 'server.ts': builds } });
      await editor.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'typescript', version: 1, text: builds },
      });
      await editor.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }).catch(() => {});
      await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      assert.equal(await count(editor, 'server.ts'), 1);
    });
});
