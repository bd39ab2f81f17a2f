/** An edit in a large workspace: answered at once by what is near, and corrected by the whole. */
import assert from 'node:assert/strict';
import { type Editor, startEditor } from './client.ts';

const refresh = 'workspace/diagnostic/refresh';

const harmless = 'return fetch("https://api.tracker.example/items");';
const forwarding = 'return fetch("https://api.tracker.example/items", { headers: { authorization: token } });';

const own = 'process.env.TRACKER_TOKEN ?? ""';
const callers = 'String(req.headers.authorization)';

/** A token that is handed on through three files, and so many others that a part is asked first. */
const files = {
  'server.ts': `import express from 'express';
import { first } from './first.js';
express().get('/', (req) => first(String(req.headers.authorization)));
`,
  'first.ts': `import { second } from './second.js';\nexport const first = (token: string) => second(token);\n`,
  'second.ts': `import { send } from './send.js';\nexport const second = (token: string) => send(token);\n`,
  'send.ts': `export function send(token: string) {\n  ${harmless}\n}\n`,
  'near.ts': `import express from 'express';
import { send } from './near-send.js';
express().get('/', (req) => send(${own}));
`,
  'near-send.ts': `export function send(token: string) {\n  ${forwarding}\n}\n`,
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `other${index}.ts`,
      `import express from 'express';\nexpress().get('/${index}', (req, res) => res.json(req.headers.host));\n`,
    ]),
  ),
};

async function wholeOf({ connection }: Editor): Promise<void> {
  await connection.sendRequest('bailiwick/findings');
}

describe('an edit in a large workspace', () => {
  it('is answered by what is near, without a word from the whole', async () => {
    await using editor = await startEditor({ files });
    await editor.open('near.ts', files['near.ts']);
    assert.deepEqual(await editor.diagnostics('near.ts'), []);
    await editor.change('near.ts', own, callers);
    const first = await editor.diagnostics('near.ts');
    assert.equal(first.length, 1);
    await wholeOf(editor);
    assert.deepEqual(await editor.diagnostics('near.ts'), first);
    assert.deepEqual(editor.pending(refresh), []);
  });

  it('is corrected by the whole where the flow comes from afar', async () => {
    await using editor = await startEditor({ files });
    await editor.open('server.ts', files['server.ts']);
    await editor.open('send.ts', files['send.ts']);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    await editor.change('send.ts', harmless, forwarding);
    assert.deepEqual(await editor.diagnostics('send.ts'), []);
    await editor.next(refresh);
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
  });

  it('is answered for another file by the whole', async () => {
    await using editor = await startEditor({ files });
    await editor.open('server.ts', files['server.ts']);
    await editor.open('send.ts', files['send.ts']);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    await editor.change('send.ts', harmless, forwarding);
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
  });

  it('reaches a client that is pushed to', async () => {
    await using editor = await startEditor({ files, capabilities: {} });
    await editor.open('send.ts', files['send.ts']);
    await editor.change('send.ts', harmless, forwarding);
    const { diagnostics } = await editor.next<{ uri: string; diagnostics: unknown[] }>(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }) => uri === editor.uri('server.ts') && diagnostics.length > 0,
    );
    assert.equal(diagnostics.length, 1);
  });
});

describe('a file that is opened in a large workspace', () => {
  const many = Object.fromEntries(
    Array.from({ length: 11 }, (_, at) => [`lib/part${at}.ts`, 'export const part = 1;\n'.repeat(4500)]),
  );
  const far = { 'far.ts': files['near.ts'].replace(own, callers) };
  const afar = { ...files, ...many, ...far };

  it('is answered before the whole is looked at, and others by the whole', async () => {
    await using editor = await startEditor({ files: { ...afar, 'near.ts': far['far.ts'] } });
    await editor.open('near.ts', far['far.ts']);
    assert.equal((await editor.diagnostics('near.ts')).length, 1);
    // What the whole finds elsewhere nobody has been told.
    assert.deepEqual(editor.pending(refresh), []);
    assert.equal((await editor.diagnostics('far.ts')).length, 1);
  });

  it('is corrected by the whole where the flow comes from afar', async () => {
    const through = {
      'server.ts': files['server.ts'],
      ...Object.fromEntries(
        Array.from({ length: 70 }, (_, at) => [
          `hop${at}.ts`,
          `import { hop${at + 1} } from './hop${at + 1}.js';\nexport const hop${at} = (token: string) => hop${at + 1}(token);\n`,
        ]),
      ),
      'first.ts': `import { hop0 } from './hop0.js';\nexport const first = (token: string) => hop0(token);\n`,
      'hop70.ts': `export function hop70(token: string) {\n  ${forwarding}\n}\n`,
    };
    await using editor = await startEditor({ files: { ...afar, ...through } });
    await editor.open('server.ts', files['server.ts']);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    await editor.next(refresh);
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
  });
});
