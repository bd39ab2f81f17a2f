/** Fixes are applied whole or not at all, and none over another. */
import assert from 'node:assert/strict';
import type { Edit, Fix } from '../../server/finding.ts';
import { applyFixes } from '../../server/fix.ts';

const texts: Record<string, string> = { 'a.ts': '0123456789', 'b.ts': 'abcdef' };
const edit = (start: number, end: number, text: string, file = 'a.ts'): Edit => ({ file, start, end, text });
const fix = (...edits: Edit[]): Fix => ({ title: 'fix', safety: 'safe', edits });

function apply(...fixes: Fix[]): [applied: number, ...texts: string[]] {
  const { texts: after, applied } = applyFixes(fixes, (file) => texts[file] ?? '');
  return [applied, ...after.values()];
}

describe('applying fixes', () => {
  for (const [what, fixes, expected] of [
    ['changes nothing without fixes', [], [0]],
    ['replaces', [fix(edit(2, 4, 'xy'))], [1, '01xy456789']],
    ['inserts at both ends', [fix(edit(0, 0, '<'), edit(10, 10, '>'))], [1, '<0123456789>']],
    ['deletes', [fix(edit(0, 9, ''))], [1, '9']],
    ['applies edits in any order', [fix(edit(8, 9, 'y'), edit(1, 2, 'x'))], [1, '0x234567y9']],
    ['applies several fixes', [fix(edit(8, 9, 'y')), fix(edit(1, 2, 'x'))], [2, '0x234567y9']],
    ['takes edits that touch', [fix(edit(2, 4, 'x')), fix(edit(4, 6, 'y'))], [2, '01xy6789']],
    ['inserts before what is replaced', [fix(edit(2, 4, 'x')), fix(edit(2, 2, '<'))], [2, '01<x456789']],
    ['inserts behind what is replaced', [fix(edit(2, 4, 'x')), fix(edit(4, 4, '>'))], [2, '01x>456789']],
    ['leaves a fix that overlaps for later', [fix(edit(2, 5, 'x')), fix(edit(4, 6, 'y'))], [1, '01x56789']],
    [
      'leaves an insertion inside what is replaced for later',
      [fix(edit(2, 5, 'x')), fix(edit(3, 3, 'y'))],
      [1, '01x56789'],
    ],
    [
      'leaves a second insertion at one place for later',
      [fix(edit(3, 3, 'x')), fix(edit(3, 3, 'y'))],
      [1, '012x3456789'],
    ],
    [
      'keeps the order of insertions of one fix at one place',
      [fix(edit(3, 3, 'x'), edit(3, 3, 'y'))],
      [1, '012xy3456789'],
    ],
    [
      'leaves out every edit of a fix of which one overlaps',
      [fix(edit(2, 5, 'x')), fix(edit(4, 6, 'y'), edit(0, 1, 'Y', 'b.ts'))],
      [1, '01x56789'],
    ],
    ['changes several files together', [fix(edit(0, 1, 'X'), edit(0, 1, 'Y', 'b.ts'))], [1, 'X123456789', 'Ybcdef']],
    [
      'makes an edit that two fixes share once',
      [fix(edit(0, 1, 'X'), edit(10, 10, '>')), fix(edit(2, 3, 'Y'), edit(10, 10, '>'))],
      [2, 'X1Y3456789>'],
    ],
    [
      'keeps equal places of different files apart',
      [fix(edit(0, 1, 'X')), fix(edit(0, 1, 'Y', 'b.ts'))],
      [2, 'X123456789', 'Ybcdef'],
    ],
  ] satisfies [string, Fix[], [number, ...string[]]][]) {
    it(what, () => assert.deepEqual(apply(...fixes), expected));
  }
});
