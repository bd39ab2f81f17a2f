/** Texts that are edited: the facts of an updated tree are those of a fresh one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createIncrementalReader } from '../../server/facts/incremental.ts';
import { readTypeScript } from '../../server/facts/typescript.ts';

const text = readFileSync(new URL('../../server/flow/track/track.ts', import.meta.url), 'utf8');

const inserted = ['x', '(', '}', '{', '`', '/*', '// ', '\n', "import './tools.js';\n", 'async ', '=> ', '"', '<', ';'];

describe('the incremental reader', () => {
  it('reads a text that is edited at a hundred places as a fresh look does', () => {
    const read = createIncrementalReader(() => true);
    let now = text;
    for (let edit = 0; edit < 100; edit++) {
      const at = (edit * 7919) % now.length;
      // Every third edit takes something away.
      const typed = edit % 3 === 2 ? '' : (inserted[edit % inserted.length] ?? '');
      now = now.slice(0, at) + typed + now.slice(at + (typed === '' ? 1 + (edit % 40) : 0));
      assert.deepEqual(read('agent.ts', now), readTypeScript('agent.ts', now), `edit ${edit} at ${at}`);
    }
  });

  it('reads what becomes nested too deeply, and what is mended again', () => {
    const read = createIncrementalReader(() => true);
    const deep = `export const x = ${'('.repeat(20_000)}1${')'.repeat(20_000)};\n`;
    for (const now of [text, text + deep, text]) {
      const [fresh, own] = [readTypeScript('agent.ts', now), read('agent.ts', now)];
      assert.deepEqual(
        [own.problems.map(({ message }) => message), own.values.length > 0],
        [fresh.problems.map(({ message }) => message), fresh.values.length > 0],
      );
    }
  });

  it('keeps files apart, in each dialect, and those that nobody edits', () => {
    const read = createIncrementalReader((path) => path !== 'disk.ts');
    const files = ['a.ts', 'b.tsx', 'c.js', 'd.mts', 'e.cts', 'disk.ts'];
    for (const round of [1, 2, 3])
      for (const path of files) {
        const own = `export const at${round} = <T>(x: T) => x;\n${text}`;
        assert.deepEqual(read(path, own), readTypeScript(path, own), `${path} ${round}`);
      }
  });
});
