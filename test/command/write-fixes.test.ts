/** Fixes on the disk: what a file is besides its text stays as it was. */
import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFixes } from '../../server/command/write-fixes.ts';
import type { Edit, Fix } from '../../server/finding.ts';
import { createSession, type Session } from '../../server/session.ts';
import { diskWorkspace } from '../../server/workspace.ts';
import { inTree } from '../input/tree.ts';
import { finding } from '../report/run-of.ts';

const files = { 'a.ts': 'one();\n', 'b.ts': 'two();\n' };
const edit = (file: string, text: string): Edit => ({ file, start: 0, end: 3, text });
const fix = (edits: Edit[], safety: Fix['safety'] = 'safe'): Fix => ({ title: 'fix', safety, edits });

/** A session over the directory that has read its files. */
function sessionIn(root: string): Session {
  const session = createSession({
    workspace: diskWorkspace([root], { cwd: root, ignore: [] }),
    config: {},
    models: [],
  });
  for (const { path } of session.workspace.files) session.facts(path);
  return session;
}

function write(session: Session, ...fixes: Fix[]): ReturnType<typeof writeFixes> {
  return writeFixes(
    session,
    fixes.map((each) => finding({ fixes: [each] })),
  );
}

function texts(root: string): string[] {
  return Object.keys(files).map((path) => readFileSync(join(root, path), 'utf8'));
}

describe('writing fixes', () => {
  it('writes the safe ones, and leaves suggestions to a person', () => {
    inTree(files, (root) => {
      const result = write(sessionIn(root), fix([edit('a.ts', 'ONE')]), fix([edit('b.ts', 'TWO')], 'suggestion'));
      assert.deepEqual(result, { written: 1, failures: [] });
      assert.deepEqual(texts(root), ['ONE();\n', 'two();\n']);
    });
  });

  it('keeps the mode of a file, and a symbolic link a link', () => {
    inTree({ 'real/a.ts': files['a.ts'] }, (root) => {
      chmodSync(join(root, 'real/a.ts'), 0o754);
      mkdirSync(join(root, 'src'));
      symlinkSync('../real/a.ts', join(root, 'src/link.ts'));
      const workspace = diskWorkspace(['src/link.ts'], { cwd: root, ignore: [] });
      const session = createSession({ workspace, config: {}, models: [] });
      const [path = ''] = workspace.files.map((file) => (session.facts(file.path), file.path));
      assert.equal(write(session, fix([edit(path, 'ONE')])).written, 1);
      assert.ok(lstatSync(join(root, 'src/link.ts')).isSymbolicLink());
      assert.equal(readFileSync(join(root, 'real/a.ts'), 'utf8'), 'ONE();\n');
      assert.equal(statSync(join(root, 'real/a.ts')).mode & 0o777, 0o754);
    });
  });

  it('keeps the encoding', () => {
    const text = '\uFEFFone();\r\n';
    inTree({ 'a.ts': Buffer.from(text, 'utf16le') }, (root) => {
      assert.equal(write(sessionIn(root), fix([edit('a.ts', 'ONE')])).written, 1);
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf16le'), text.replace('one', 'ONE'));
    });
  });

  it('does not touch a file whose bytes were not understood', () => {
    inTree({ 'a.ts': Buffer.from([0x6f, 0x6e, 0x65, 0xff]) }, (root) => {
      assert.deepEqual(write(sessionIn(root), fix([edit('a.ts', 'ONE')])), { written: 0, failures: [] });
    });
  });

  it('does not touch a file that changed since, and says so', () => {
    inTree(files, (root) => {
      const session = sessionIn(root);
      writeFileSync(join(root, 'a.ts'), 'new();\n');
      const { written, failures } = write(session, fix([edit('a.ts', 'ONE')]), fix([edit('b.ts', 'TWO')]));
      assert.deepEqual([written, failures.map(({ file }) => file)], [1, ['a.ts']]);
      assert.match(failures[0]?.reason ?? '', /changed while it was analysed/);
      assert.deepEqual(texts(root), ['new();\n', 'TWO();\n']);
    });
  });

  it('leaves out every edit of a fix when one of its files cannot be fixed', () => {
    inTree(files, (root) => {
      const session = sessionIn(root);
      rmSync(join(root, 'b.ts'));
      assert.equal(write(session, fix([edit('a.ts', 'ONE'), edit('b.ts', 'TWO')])).written, 0);
      assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), files['a.ts']);
    });
  });
});
