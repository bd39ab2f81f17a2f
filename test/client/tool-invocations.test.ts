/** What a person is asked before a tool of a language model runs. */
import assert from 'node:assert/strict';
import { invocations } from '../../client/tool-invocations.ts';

describe('tools of language models', () => {
  it('ask for consent only before they write', () => {
    const asked = Object.entries(invocations).flatMap(([name, prepare]) =>
      [{}, { apply: false }, { apply: true }].flatMap((input) => (prepare(input).confirm ? [[name, input]] : [])),
    );
    assert.deepEqual(asked, [['fix', { apply: true }]]);
  });

  for (const [input, message] of [
    [{}, 'Change every file that the safe fixes touch?'],
    [{ path: 'src/gate.ts', rule: 'leaky-gate' }, 'Change what the safe fixes of leaky-gate touch in src/gate.ts?'],
    [{ finding: 'a1b2', title: 'Close the gate' }, 'Change what the fix “Close the gate” names?'],
  ] as const) {
    it(`ask: ${message}`, () => {
      assert.equal(invocations['fix']?.({ ...input, apply: true }).confirm?.message, message);
    });
  }

  it('bear what is no object', () => {
    for (const prepare of Object.values(invocations)) assert.ok(prepare(undefined).progress);
  });
});
