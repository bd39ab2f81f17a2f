/** The words of the status bar. */
import assert from 'node:assert/strict';
import { type Status, statusText } from '../../client/status-text.ts';

const counts = { findings: 3, errors: 1, files: 40 };

describe('status bar', () => {
  for (const [status, text, tooltip, tone] of [
    [{ state: 'starting' }, '$(sync~spin) Bailiwick', /starting/, undefined],
    [{ state: 'busy', ...counts, message: '12 of 40 files' }, '$(sync~spin) Bailiwick 3', /12 of 40 files/, undefined],
    [{ state: 'ready', ...counts }, '$(shield) Bailiwick 3', /3 findings in 40 files, 1 severe/, undefined],
    [{ state: 'ready', findings: 0, errors: 0, files: 1 }, '$(shield) Bailiwick', /No finding in 1 file\./, undefined],
    [{ state: 'failed', ...counts, message: 'auth.ts cannot be read' }, '$(error) Bailiwick 3', /auth\.ts/, 'error'],
  ] as [Status, string, RegExp, string | undefined][]) {
    it(`says ${text} when ${status.state}`, () => {
      const shown = statusText(status);
      assert.equal(shown.text, text);
      assert.match(shown.tooltip, tooltip);
      assert.equal(shown.tone, tone);
    });
  }
});
