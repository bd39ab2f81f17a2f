/** When a client that asks for diagnostics is told to ask again. */
import assert from 'node:assert/strict';
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { startEditor } from './client.ts';
import { builds, harmless, tickets } from './examples.ts';

const refresh = 'workspace/diagnostic/refresh';
const off = `rules:\n  token-passthrough: off\n`;
const changes: Record<string, { files?: Record<string, string>; disk: Record<string, string | null> }> = {
  'the configuration is written': { disk: { '.bailiwick.yaml': off } },
  'the configuration is deleted': { files: { '.bailiwick.yaml': off }, disk: { '.bailiwick.yaml': null } },
  '.gitignore is written': { files: { '.git/HEAD': '' }, disk: { '.gitignore': 'server.ts\n' } },
  'a file on the path is changed': { disk: { 'tickets.ts': 'export const listTickets = (_token: string) => [];\n' } },
  'a file on the path is deleted': { disk: { 'tickets.ts': null } },
  'tsconfig.json names the file otherwise': {
    files: { 'server.ts': tickets['server.ts'].replace('./tickets', '#tickets') },
    disk: { 'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '#tickets': ['./tickets.ts'] } } }) },
  },
  'package.json names the file otherwise': {
    files: { 'server.ts': tickets['server.ts'].replace('./tickets', '#tickets') },
    disk: { 'package.json': JSON.stringify({ name: 'agent', imports: { '#tickets': './tickets.ts' } }) },
  },
};

describe('refresh of pulled diagnostics', () => {
  for (const [name, { files = {}, disk }] of Object.entries(changes)) {
    it(`comes when ${name}`, async () => {
      await using editor = await startEditor({ files: { ...tickets, ...files } });
      const text = files['server.ts'] ?? tickets['server.ts'];
      await editor.next('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) =>
        registrations.some(({ method }) => method === 'workspace/didChangeWatchedFiles'),
      );
      await editor.open('server.ts', text);
      const before = await editor.diagnostics('server.ts');
      await editor.disk(disk);
      await editor.next(refresh);
      const after = await editor.diagnostics('server.ts');
      assert.notEqual(after.length, before.length);
    });
  }

  it('comes for an open file when another one is edited', async () => {
    await using editor = await startEditor({ files: tickets });
    await editor.open('server.ts', tickets['server.ts']);
    await editor.open('tickets.ts', tickets['tickets.ts']);
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
    await editor.change('tickets.ts', '${token}', '${process.env.TRACKER_TOKEN}');
    await editor.diagnostics('tickets.ts');
    await editor.next(refresh);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
  });

  it('may be refused', async () => {
    await using editor = await startEditor({ files: tickets });
    let isRefused = (): void => {};
    const refused = new Promise<void>((resolve) => (isRefused = resolve));
    editor.connection.onRequest(refresh, () => {
      isRefused();
      return new ResponseError(ErrorCodes.MethodNotFound, 'no such method');
    });
    await editor.open('server.ts', tickets['server.ts']);
    await editor.open('tickets.ts', tickets['tickets.ts']);
    await editor.diagnostics('server.ts');
    await editor.change('tickets.ts', '${token}', '${process.env.TRACKER_TOKEN}');
    await refused;
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
  });

  it('does not come for the file that is edited, whose client asks anyway', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.open('server.ts', builds);
    await editor.diagnostics('server.ts');
    await editor.change('server.ts', builds, harmless);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    assert.deepEqual(editor.pending(refresh), []);
  });
});
