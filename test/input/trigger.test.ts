import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compileTrigger } from '../../server/input/trigger.ts';

const words = ['authorization', 'Bearer', 'jwtVerify', 'aud', 'id', 'schlüssel'];

function triggers(text: string | Uint8Array, given = words): boolean {
  const bytes = Buffer.from(text);
  return compileTrigger(given)(bytes, bytes.length);
}

describe('trigger', () => {
  for (const word of words) {
    it(`finds ${word} at the start, in the middle and at the end`, () => {
      for (const text of [word, `${word}()`, `x.${word}`, `x.${word}.y`]) assert.ok(triggers(text, [word]), text);
    });

    it(`does not find a part of ${word}`, () => {
      assert.equal(triggers(word.slice(1), [word]), false);
      assert.equal(triggers(word.slice(0, -1), [word]), false);
    });
  }

  it('minds the case', () => assert.equal(triggers('BEARER bearer', ['Bearer']), false));

  it('looks no further than the length', () => {
    const bytes = Buffer.from('const a = 1; Bearer');
    assert.equal(compileTrigger(['Bearer'])(bytes, 15), false);
    assert.equal(compileTrigger(['Bearer'])(bytes, bytes.length), true);
  });

  it('agrees with a plain search on every window of a text', () => {
    const text = 'authaudauthorizationBeareBearerjwtjwtVerifschlüschlüssel';
    const given = ['authorization', 'Bearer', 'jwtVerify', 'schlüssel', 'Bea', 'rea', 'auda'];
    const test = compileTrigger(given);
    for (let start = 0; start < text.length; start++) {
      for (let end = start; end <= text.length; end++) {
        const part = text.slice(start, end);
        const bytes = Buffer.from(part);
        assert.equal(
          test(bytes, bytes.length),
          given.some((word) => part.includes(word)),
          part,
        );
      }
    }
  });

  it('lets UTF-16 pass', () => {
    assert.ok(triggers(Buffer.from('\uFEFFlet a', 'utf16le')));
    assert.ok(triggers(Buffer.from('let a', 'utf16le')));
    assert.ok(triggers(Buffer.from('\uFEFFlet a', 'utf16le').swap16()));
  });

  it('without words lets nothing pass, with an empty word everything', () => {
    assert.equal(triggers('Bearer', []), false);
    assert.equal(triggers('', ['']), true);
    assert.equal(triggers('', words), false);
  });
});
