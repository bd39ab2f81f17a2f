/** What only flows show of the models: each propagator, channel and sanitizer changes what flows, and has an example. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { PropagatorRow } from '../../server/models/model.ts';
import { channels, propagators } from './examples/carried.ts';
import { sanitizers } from './examples/cleaned.ts';
import { leak } from './examples/inbound.ts';
import { isReached, isSent, type Row, rows, type Section } from './examples/observe.ts';
import { namePropagators, partialSanitizers } from './examples/tool-arguments.ts';

/** The statements of a handler after their imports, with the token of a caller. */
function handled(example: string): string {
  const lines = example.split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const body = lines.filter((line) => !line.startsWith('import ')).join('\n');
  return `${imports.join('\n')}
import express from 'express';
express().post('/', async (req, res) => {
  const token = req.headers.authorization ?? '';
  ${body}
});
${leak}`;
}

function examplesOf(
  section: Section,
  examples: Record<string, Record<string, string>>,
  check: (row: Row, example: string) => void,
): void {
  describe(`models: each of the ${section} has an example`, () => {
    const wanted = rows.filter((row) => row.section === section);
    for (const row of wanted) {
      it(`${row.id}: ${row.text}`, () => {
        const example = examples[row.file]?.[row.text];
        assert.ok(example !== undefined, `no example of ${row.file} for this row`);
        check(row, example);
      });
    }
    it('each example belongs to a row', () => {
      const texts = Object.entries(examples).flatMap(([file, list]) =>
        Object.keys(list).map((text) => `${file} ${text}`),
      );
      const known = new Set(wanted.map((row) => `${row.file} ${row.text}`));
      assert.deepEqual(
        texts.filter((text) => !known.has(text)),
        [],
      );
    });
  });
}

function assertCarries(row: Row, text: string): void {
  assert.ok(isSent(text), `the token arrives:\n${text}`);
  assert.ok(!isSent(text, { without: row }), `without the row it does not:\n${text}`);
}

const ofAll = {
  ...propagators,
  'globals.yaml': { ...propagators['globals.yaml'], ...namePropagators['globals.yaml'] },
};
examplesOf('propagators', ofAll, (row, example) => {
  if (!row.names) return assertCarries(row, handled(example));
  assert.ok(isReached(example, 'sql'), `the names arrive:\n${example}`);
  assert.ok(!isReached(example, 'sql', row), `without the row they do not:\n${example}`);
});
examplesOf('channels', channels, (row, example) => assertCarries(row, example + leak));

// A propagator beside it, as a user may write one, shows that the row is what stops the token.
examplesOf('sanitizers', { ...sanitizers, ...partialSanitizers }, (row, example) => {
  const [kind] = row.for ?? [];
  if (kind) {
    assert.ok(isReached(example, kind, row), `without the row the argument arrives:\n${example}`);
    assert.ok(!isReached(example, kind), `with the row it does not:\n${example}`);
    return;
  }
  const text = handled(example);
  const isMade = /^Member\[[A-Z]\w+\]$/.test(row.text);
  const propagators: PropagatorRow[] = [
    { path: row.text, from: 'Argument[0..]', to: isMade ? 'Instance' : 'ReturnValue' },
  ];
  const added = { file: row.file, propagators };
  assert.ok(isSent(text, { without: row, added }), `without the row the token arrives:\n${text}`);
  assert.ok(!isSent(text, { added }), `with the row it does not:\n${text}`);
});
