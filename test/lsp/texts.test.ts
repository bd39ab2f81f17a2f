/** Texts and files that are hard on positions, readers and patience. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Editor, startEditor } from './client.ts';
import { likeVsCode, pushOnly } from './client-capabilities.ts';
import { builds, harmless, tickets } from './examples.ts';
import { serverProcess } from './servers.ts';

const count = async (editor: Editor, path: string): Promise<number> => (await editor.diagnostics(path)).length;
const inBytes = { ...likeVsCode, general: { positionEncodings: ['utf-8', 'utf-16'] } };

/** Prepends something to the line of the finding, whose span must follow. */
const shifted = (prefix: string): string =>
  builds.replace("  const builds = await fetch('https", `  ${prefix}const builds = await fetch('https`);

describe('texts that are hard on positions', () => {
  for (const [what, text] of [
    ['CRLF', builds.replaceAll('\n', '\r\n')],
    ['a lone CR', builds.replaceAll('\n', '\r')],
    ['all ends of lines', builds.replace('\n', '\r\n').replace('\n\n', '\r\r\n').replace('\n', '\r')],
    ['letters of two bytes', shifted('/* größe */ ')],
    ['letters of three bytes', shifted('/* 日本語 */ ')],
    ['letters of two units', shifted('/* 😀😀 */ ')],
    ['half a letter', shifted('/* \ud83d */ ')],
    ['a mark of the byte order inside', shifted('/* \uFEFF */ ')],
    ['line separators that are none to the protocol', shifted("const gap = '\u2028\u2029\u0085\u000b\u000c'; ")],
    ['a zero byte', shifted("const zero = '\0'; ")],
    ['no end of the last line', builds.trimEnd()],
  ] satisfies [string, string][])
    for (const [units, capabilities] of [
      ['UTF-16', likeVsCode],
      ['UTF-8', inBytes],
    ] as const)
      it(`mark the same words with ${what}, counted in ${units}`, async () => {
        await using editor = await startEditor({ files: {}, capabilities });
        await editor.open('server.ts', text);
        const diagnostics = await editor.diagnostics('server.ts');
        const passed = diagnostics.find(({ code }) => code === 'token-passthrough');
        const start = text.indexOf('{', text.indexOf('ci.example'));
        assert.deepEqual(passed?.range, editor.rangeOf('server.ts', text.slice(start, text.indexOf('});', start) + 1)));
        const [action] = await editor.codeActions('server.ts', passed?.range ?? assert.fail(), diagnostics, [
          'quickfix',
        ]);
        await editor.apply(action?.edit ?? assert.fail('there is a fix'));
        assert.match(editor.text('server.ts'), /authorization: `Bearer \$\{await exchangeToken\(/);
        assert.equal(await count(editor, 'server.ts'), 0);
      });

  it('of files that nobody opened are marked without the mark of their byte order', async () => {
    const files = { 'server.ts': `\uFEFF${builds}`, 'plain.ts': builds };
    await using editor = await startEditor({ files });
    const { items } = await editor.pullWorkspace();
    const ranges = items.map((item) => (item.kind === 'full' ? item.items[0]?.range : undefined));
    assert.deepEqual(ranges[0], ranges[1]);
  });

  it('are taken while they are typed, letter by letter', async () => {
    await using editor = await startEditor();
    await editor.open('server.ts', '// \n');
    for (const letter of 'ä😀\r\n日\t') {
      const [, typed = ''] = /^\/\/ ([^]*)\n$/.exec(editor.text('server.ts')) ?? [];
      await editor.change('server.ts', `// ${typed}`, `// ${typed}${letter}`);
    }
    await editor.change('server.ts', '\n', `\n${builds}`);
    assert.ok((await editor.diagnostics('server.ts')).length > 0);
  });
});

describe('texts that hold little or too much', () => {
  for (const [what, text] of [
    ['nothing', ''],
    ['a blank', ' '],
    ['the end of a line', '\n'],
    ['the mark of a byte order', '\uFEFF'],
    ['half a statement', 'import { from'],
    ['no code at all', '<<<<<<< HEAD\n\0\u0001\uFFFF{{{{((((````'],
    ['ten thousand brackets', '['.repeat(10_000)],
    ['ten thousand templates', '`${'.repeat(10_000)],
    ['one long line', `const text = '${'x'.repeat(500_000)}';`],
    ['only a suppression', '// bailiwick-ignore'],
  ] satisfies [string, string][])
    it(`are no reason to stop: ${what}`, async () => {
      await using editor = await startEditor({ files: { 'server.ts': builds } });
      await editor.open('odd.ts', text);
      await editor.diagnostics('odd.ts');
      assert.equal(await count(editor, 'server.ts'), 1);
      await editor.open('server.ts', text);
      await editor.diagnostics('server.ts');
      await editor.change('server.ts', text, builds);
      assert.equal(await count(editor, 'server.ts'), 1);
    });
});

describe('files that are not what they were', () => {
  it('become a directory, and a file again', async () => {
    await using editor = await startEditor({ files: tickets });
    assert.equal(await count(editor, 'server.ts'), 1);
    rmSync(join(editor.root, 'tickets.ts'));
    await editor.disk({ 'tickets.ts/index.ts': tickets['tickets.ts'] });
    assert.equal(await count(editor, 'server.ts'), 0);
    await editor.disk({ 'tickets.ts': null });
    await editor.disk({ 'tickets.ts': tickets['tickets.ts'] });
    assert.equal(await count(editor, 'server.ts'), 1);
  });

  it('are gone while they are open, and the buffer counts', async () => {
    await using editor = await startEditor({ files: tickets });
    await editor.open('tickets.ts', tickets['tickets.ts']);
    await editor.disk({ 'tickets.ts': null });
    assert.equal(await count(editor, 'server.ts'), 1);
    await editor.close('tickets.ts');
    assert.equal(await count(editor, 'server.ts'), 0);
  });

  it('are renamed together with those who import them', async () => {
    await using editor = await startEditor({ files: tickets, capabilities: pushOnly });
    await editor.waitForPush('server.ts', (items) => items.length === 1);
    await editor.open('server.ts', tickets['server.ts']);
    await editor.disk({ 'issues.ts': tickets['tickets.ts'], 'tickets.ts': null });
    await editor.change('server.ts', './tickets', './issues');
    // A client that watches nothing tells what it saves.
    await editor.open('issues.ts', tickets['tickets.ts']);
    await editor.waitForPush('server.ts', (items) => items.length === 1);
  });

  it('cannot be read, which is said once and stops nothing', async () => {
    await using editor = await startEditor({
      files: { 'server.ts': builds, 'locked/a.ts': builds, 'secret.ts': builds },
      folders: [],
      server: () => serverProcess('stdio', { uid: 65534 }),
    });
    chmodSync(editor.root, 0o755);
    chmodSync(join(editor.root, 'locked'), 0o000);
    chmodSync(join(editor.root, 'secret.ts'), 0o000);
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: editor.uri('').replace(/\/$/, ''), name: 'desk' }], removed: [] },
    });
    await editor.open('server.ts', builds);
    assert.equal(await count(editor, 'server.ts'), 1);
    const { failures } = await editor.connection.sendRequest<{ failures: { reason: string; uri?: string }[] }>(
      'bailiwick/lintWorkspace',
    );
    assert.deepEqual(
      failures.map(({ uri = '', reason }) => `${editor.path(uri)}: ${reason.slice(0, 48)}`),
      [
        'locked: cannot read the directory: permission denied; gr',
        'secret.ts: cannot read the file: permission denied; grant r',
      ],
    );
    await editor.open('secret.ts', builds);
    assert.equal(await count(editor, 'secret.ts'), 1);
    chmodSync(join(editor.root, 'locked'), 0o755);
  });

  it('are larger than what is read: on the disk left out in silence', async () => {
    const large = `${builds}// ${'x'.repeat(5 * 1024 * 1024)}\n`;
    await using editor = await startEditor({ files: { 'server.ts': builds, 'large.ts': large } });
    const { items } = await editor.pullWorkspace();
    assert.deepEqual(
      items.map(({ uri }) => editor.path(uri)),
      ['server.ts'],
    );
    await editor.open('large.ts', large);
    assert.equal(await count(editor, 'large.ts'), 0);
    await editor.change('large.ts', large, builds);
    assert.equal(await count(editor, 'large.ts'), 1);
  });

  it('are circles of links', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    mkdirSync(join(editor.root, 'loop'));
    symlinkSync('..', join(editor.root, 'loop/up'));
    symlinkSync('self.ts', join(editor.root, 'self.ts'));
    writeFileSync(join(editor.root, '.gitignore'), '');
    await editor.disk({ 'other.ts': builds });
    const { items } = await editor.pullWorkspace();
    assert.equal(items.length, 2);
  });
});

describe('many findings', () => {
  it('are all told, and each can be fixed', async () => {
    const routes = Array.from(
      { length: 2000 },
      (_, index) =>
        `app.get('/${index}', (req) => fetch('https://ci.example.com', { headers: { authorization: req.headers.authorization ?? '' } }));\n`,
    );
    const text = `import express from 'express';\n\nconst app = express();\n${routes.join('')}`;
    await using editor = await startEditor({ files: {} });
    await editor.open('server.ts', text);
    const diagnostics = await editor.diagnostics('server.ts');
    assert.equal(diagnostics.length, routes.length);
    const last = diagnostics.at(-1) ?? assert.fail();
    const actions = await editor.codeActions('server.ts', last.range, [last], ['quickfix']);
    assert.ok(actions.some(({ edit }) => edit));
  });
});

describe('messages that make no sense', () => {
  for (const [what, send] of [
    [
      'a change of what is not open',
      (editor) =>
        editor.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri: editor.uri('gone.ts'), version: 7 },
          contentChanges: [{ text: builds }],
        }),
    ],
    [
      'a change behind the end',
      (editor) =>
        editor.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri: editor.uri('server.ts'), version: 2 },
          contentChanges: [
            { range: { start: { line: 900, character: 900 }, end: { line: 901, character: 0 } }, text: '\n' },
          ],
        }),
    ],
    [
      'an end before the start',
      (editor) =>
        editor.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri: editor.uri('server.ts'), version: 2 },
          contentChanges: [{ range: { start: { line: 1, character: 0 }, end: { line: 0, character: 0 } }, text: '' }],
        }),
    ],
    [
      'a version that went back',
      (editor) =>
        editor.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri: editor.uri('server.ts'), version: -4 },
          contentChanges: [{ text: builds }],
        }),
    ],
    ['a document that is opened twice', (editor) => editor.open('server.ts', builds)],
    [
      'a document that is closed twice',
      async (editor) => {
        await editor.open('other.ts', harmless);
        await editor.close('other.ts');
        await editor.close('other.ts');
      },
    ],
    [
      'a request that nobody knows',
      (editor) => editor.connection.sendRequest('bailiwick/nonsense', {}).catch(() => {}),
    ],
    [
      'a request without its parameters',
      (editor) => editor.connection.sendRequest('textDocument/codeAction').catch(() => {}),
    ],
    [
      'an action far away',
      (editor) =>
        editor.codeActions('server.ts', { start: { line: 9e9, character: 9e9 }, end: { line: 9e9, character: 9e9 } }),
    ],
    [
      'an action of a negative place',
      (editor) =>
        editor.codeActions('server.ts', { start: { line: -1, character: -1 }, end: { line: -1, character: -1 } }),
    ],
    [
      'hover far away',
      (editor) =>
        editor.connection.sendRequest('textDocument/hover', {
          textDocument: { uri: editor.uri('server.ts') },
          position: { line: 9e9, character: 9e9 },
        }),
    ],
    [
      'completion in what is not open',
      (editor) =>
        editor.connection.sendRequest('textDocument/completion', {
          textDocument: { uri: editor.uri('gone.ts') },
          position: { line: 0, character: 0 },
        }),
    ],
    [
      'files that changed nowhere',
      (editor) =>
        editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [
            { uri: 'nonsense', type: 1 },
            { uri: editor.uri('../../..'), type: 3 },
            { uri: 'file:///', type: 2 },
          ],
        }),
    ],
    [
      'settings that are none',
      (editor) => editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null }),
    ],
  ] satisfies [string, (editor: Editor) => Promise<unknown>][])
    it(`are no reason to stop: ${what}`, async () => {
      await using editor = await startEditor({ files: { 'server.ts': builds } });
      await editor.open('server.ts', builds);
      await send(editor);
      assert.equal(await count(editor, 'server.ts'), 1);
    });
});
