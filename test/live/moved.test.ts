/** Where findings stand after an edit elsewhere in their file. */
import assert from 'node:assert/strict';
import type { Finding, Place } from '../../server/finding.ts';
import { moved } from '../../server/live/moved.ts';
import { changeBetween } from '../../server/text-change.ts';

const at = (start: number, end: number, file = 'server.ts'): Place => ({ file, start, end });

function findingAt(place: Place, others: Partial<Finding> = {}): Finding {
  const words = { message: 'm', why: 'w', help: 'h', fingerprint: '', rule: 'token-rule' };
  return {
    ...words,
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    at: place,
    path: [],
    related: [],
    fixes: [],
    masks: [],
    isTest: false,
    ...others,
  };
}

describe('the change between two texts', () => {
  for (const [name, before, after, change] of [
    ['an insertion', 'abcd', 'abXYcd', { start: 2, end: 2, by: 2 }],
    ['a deletion', 'abXYcd', 'abcd', { start: 2, end: 4, by: -2 }],
    ['a replacement', 'abcd', 'aXYd', { start: 1, end: 3, by: 0 }],
    ['one more of the same', 'aa', 'aaa', { start: 2, end: 2, by: 1 }],
    ['one less of the same', 'aaa', 'aa', { start: 2, end: 3, by: -1 }],
    ['nothing', 'abc', 'abc', { start: 3, end: 3, by: 0 }],
    ['everything', '', 'abc', { start: 0, end: 0, by: 3 }],
  ] as const)
    it(`is the smallest stretch: ${name}`, () => assert.deepEqual(changeBetween(before, after), change));
});

describe('a finding after an edit', () => {
  const change = { start: 10, end: 14, by: 5 };
  const placeAfter = (place: Place): Place | undefined => moved(findingAt(place), 'server.ts', change)?.at;

  it('stays before the change, moves behind it, and stays in other files', () => {
    assert.deepEqual(placeAfter(at(2, 10)), at(2, 10));
    assert.deepEqual(placeAfter(at(14, 20)), at(19, 25));
    assert.deepEqual(placeAfter(at(11, 12, 'other.ts')), at(11, 12, 'other.ts'));
  });

  it('is gone where the change touched it or a step of its path', () => {
    assert.equal(placeAfter(at(9, 11)), undefined);
    assert.equal(placeAfter(at(0, 30)), undefined);
    const step = { ...at(12, 13), note: 'goes here' };
    assert.equal(moved(findingAt(at(0, 2), { path: [step] }), 'server.ts', change), undefined);
  });

  it('takes its steps, masks and fixes along, and loses a fix that would edit what was changed', () => {
    const edit = (place: Place) => ({ ...place, text: '' });
    const fix = (title: string, ...places: Place[]) => ({ title, safety: 'safe' as const, edits: places.map(edit) });
    const finding = findingAt(at(0, 2), {
      path: [{ ...at(20, 22), note: 'step' }],
      related: [{ ...at(12, 13), note: 'was here' }],
      masks: [at(30, 31)],
      fixes: [fix('behind', at(40, 41)), fix('inside', at(11, 12), at(40, 41))],
    });
    const after = moved(finding, 'server.ts', change);
    assert.deepEqual(
      [after?.path.map(({ start }) => start), after?.related, after?.masks, after?.fixes],
      [[25], [], [at(35, 36)], [fix('behind', at(45, 46))]],
    );
  });

  it('stays before what is inserted where it ends', () => {
    const insertion = { start: 5, end: 5, by: 3 };
    assert.deepEqual(moved(findingAt(at(5, 5)), 'server.ts', insertion)?.at, at(5, 5));
    assert.deepEqual(moved(findingAt(at(5, 9)), 'server.ts', insertion)?.at, at(8, 12));
  });
});
