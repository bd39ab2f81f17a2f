import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { didYouMean } from '../../server/similar.ts';

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
});
