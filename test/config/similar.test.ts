import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { alike, didYouMean } from '../../server/similar.ts';

describe('did you mean', () => {
  const known = ['token-passthrough', 'broad-scope', 'ignore', 'off', 'on'];
  const cases: [string, string | undefined][] = [
    ['token-pasthrough', 'token-passthrough'],
    ['Broad-Scope', 'broad-scope'],
    ['ingore', 'ignore'],
    ['of', 'off'],
    ['fof', 'off'],
    ['no-console', undefined],
    ['xyz', undefined],
    ['', undefined],
  ];
  for (const [word, meant] of cases)
    it(`${word || 'nothing'}: ${meant}`, () => assert.equal(didYouMean(word, known), meant));

  it('lists all that may be meant, the nearest first', () =>
    assert.deepEqual(alike('Mail.Rea', ['Mail.Send', 'Mail.Ready', 'Mail.Read', 'Calendars.Read']), [
      'Mail.Read',
      'Mail.Ready',
    ]));
});
