/** The analysis thread by its messages alone. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startAnalysis } from '../../server/command/start-analysis.ts';
import { traitsOf } from '../../server/lsp/protocol/client-traits.ts';
import type { FromAnalysis, ToAnalysis } from '../../server/lsp/messages.ts';
import { builds } from './examples.ts';
import { restHere } from './servers.ts';

function started(folder: string) {
  const said: FromAnalysis[] = [];
  let tell = (_message: ToAnalysis): void => {};
  startAnalysis({ post: (message) => said.push(message), onMessage: (receive) => (tell = receive) }, restHere);
  const flags = new SharedArrayBuffer(8);
  const key = pathToFileURL(folder).href;
  tell({ kind: 'client', traits: traitsOf({}), flags });
  tell({ kind: 'projects', projects: [{ key, kind: 'folder', settings: {}, extent: 'all' }] });
  const last = (): FromAnalysis | undefined => said.at(-1);
  return { tell, last, key, raise: (value: number) => Atomics.store(new Int32Array(flags), 1, value) };
}

describe('the analysis thread', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-thread-')));
    writeFileSync(join(folder, 'server.ts'), builds);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('breaks off a lint whose flag is raised, and tells all of it when it is asked again', () => {
    const { tell, last, key, raise } = started(folder);
    raise(1);
    tell({ kind: 'lint', id: 1, project: key, flag: 1 });
    assert.deepEqual(last(), { kind: 'aborted', id: 1 });
    raise(0);
    tell({ kind: 'lint', id: 2, project: key, flag: 1 });
    const answer = last();
    assert.ok(answer?.kind === 'linted');
    assert.equal(answer.answer.isFirst, true);
    assert.deepEqual(
      answer.answer.changed.map(({ items }) => items.length),
      [1],
    );
  });

  it('tells only what differs from what it told, also when a lint between was broken off', () => {
    const { tell, last, key, raise } = started(folder);
    tell({ kind: 'lint', id: 1, project: key, flag: 1 });
    const uri = `${key}/other.ts`;
    writeFileSync(join(folder, 'other.ts'), builds);
    tell({ kind: 'changed', uris: [uri] });
    raise(1);
    tell({ kind: 'lint', id: 2, project: key, flag: 1 });
    raise(0);
    tell({ kind: 'lint', id: 3, project: key, flag: 1 });
    const answer = last();
    assert.ok(answer?.kind === 'linted');
    assert.equal(answer.answer.isFirst, false);
    assert.deepEqual(
      answer.answer.changed.map((file) => file.uri),
      [uri],
    );
  });

  it('says that an answer must wait for a lint', () => {
    const { tell, last, key } = started(folder);
    tell({ kind: 'lint', id: 1, project: key, flag: 1 });
    tell({ kind: 'changed', uris: [`${key}/server.ts`] });
    tell({ kind: 'ask', id: 2, question: { name: 'safeFixes', project: key } });
    assert.deepEqual(last(), { kind: 'stale', id: 2 });
  });
});
