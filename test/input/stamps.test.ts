import assert from 'node:assert/strict';
import { chmodSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedBetween, stampsOf } from '../../server/input/stamps.ts';
import { inTree } from './tree.ts';

const long = new Date('2024-02-29T12:00:00Z');

/** What differs after `change`, of two files that are old enough to be trusted. */
function changed(change: (root: string) => void): string[] {
  let names: string[] = [];
  inTree({ 'a.ts': 'one', 'b.ts': 'two' }, (root) => {
    const paths = ['a.ts', 'b.ts', 'c.ts'].map((name) => join(root, name));
    const before = stampsOf(paths);
    change(root);
    names = changedBetween(before, stampsOf(paths)).map((path) => path.slice(root.length + 1));
  });
  return names;
}

describe('stamps of files', () => {
  it('differ for what came, went, and was written, also within one tick and with as many bytes', () => {
    assert.ok(changed((root) => writeFileSync(join(root, 'b.ts'), 'TWO')).includes('b.ts'));
    assert.ok(changed((root) => rmSync(join(root, 'a.ts'))).includes('a.ts'));
    assert.ok(changed((root) => writeFileSync(join(root, 'c.ts'), '')).includes('c.ts'));
  });

  it('differ for a file whose time was set back', () => {
    const names = changed((root) => {
      writeFileSync(join(root, 'a.ts'), 'ONE');
      utimesSync(join(root, 'a.ts'), long, long);
    });
    assert.ok(names.includes('a.ts'));
  });

  it('are equal for files that nobody touches, once they are older than the grain of the clock', () => {
    const here = [new URL(import.meta.url).pathname];
    assert.deepEqual(changedBetween(stampsOf(here), stampsOf(here)), []);
  });

  it('tell what is gone from the list, and stand a directory that cannot be entered', () => {
    inTree({ 'closed/a.ts': '' }, (root) => {
      const before = stampsOf([join(root, 'closed/a.ts'), join(root, 'closed/a.ts/b.ts')]);
      assert.equal(before.size, 2);
      chmodSync(join(root, 'closed'), 0o700);
      assert.deepEqual(changedBetween(before, new Map()), [...before.keys()]);
    });
  });
});
