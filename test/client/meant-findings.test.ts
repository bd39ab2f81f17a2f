/** Which findings and rules a command means. */
import assert from 'node:assert/strict';
import { findingsAt } from '../../client/at-cursor.ts';
import { meantFindings, meantRule } from '../../client/commands/arguments.ts';
import { grouped } from '../../client/grouping.ts';
import { finding, range } from './finding-samples.ts';

const uri = 'file:///castle/gate.ts';
const [wide, narrow, elsewhere] = [finding(3, { id: 'wide', range: range(3, 0, 40) }), finding(3), finding(9)];
const all = [wide, narrow, elsewhere];
const ids = (findings: readonly { id: string }[] | undefined): string[] | undefined => findings?.map(({ id }) => id);

describe('findings at the cursor', () => {
  for (const [what, line, character, found] of [
    ['those that hold it', 3, 5, ['wide', 'print-3']],
    ['the one that holds it', 3, 20, ['wide']],
    ['those of its line, when none holds it', 9, 60, ['print-9']],
    ['none on another line', 4, 5, []],
  ] as const) {
    it(`are ${what}`, () => assert.deepEqual(ids(findingsAt(all, uri, line, character)), found));
  }

  it('are none in another document', () => assert.deepEqual(findingsAt(all, 'file:///castle/hall.ts', 3, 5), []));
});

describe('arguments of a command', () => {
  const [group] = grouped(all, 'file', (each) => each);
  const leaf = group?.kind === 'file' ? group.children[0] : undefined;

  it('mean the findings of a group or a leaf as they are now', () => {
    assert.deepEqual(ids(meantFindings([group], [narrow, elsewhere])), ['print-3', 'print-9']);
    assert.deepEqual(ids(meantFindings([leaf], all)), ['wide']);
  });

  it('mean the fingerprints that a lens names', () => {
    assert.deepEqual(ids(meantFindings([uri, ['print-9', 'gone']], all)), ['print-9']);
  });

  it('mean nothing when there are none', () => assert.equal(meantFindings([], all), undefined));

  it('mean the rule that is named, of a leaf, or of a group of one rule', () => {
    const [byRule] = grouped(all, 'rule', (each) => each);
    assert.deepEqual([['leaky-gate'], [leaf], [byRule], [group], []].map(meantRule), [
      'leaky-gate',
      'leaky-gate',
      'leaky-gate',
      undefined,
      undefined,
    ]);
  });
});
