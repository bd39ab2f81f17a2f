import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { callsWithin, guardsOf, isInnermost, valuesWithin } from '../../server/facts/within.ts';

const nested = `
const outer = (gate) => {
  if (!gate) return;
  class Keep { ward = () => bar(gate); constructor(readonly key = forge(() => gate)) { if (key) throw fault(); } }
  return [1, 2].map((stone) => { if (stone > 1) lay(stone); return async () => lay(await gate(stone)); });
};
function over(a: string): void; function over(a: number): void; function over(a: unknown) { if (a) lay(a); }
outer(over);
`;

describe('facts: what stands within a function', () => {
  for (const [name, code] of [
    ['functions in functions', nested],
    ['a file of the project', readFileSync('server/flow/arrivals/exclusions.ts', 'utf8')],
    ['a file without anything', ''],
  ] as const) {
    it(`is what a look at the whole file finds: ${name}`, () => {
      const facts = readTypeScript('keep.ts', code);
      const { values, functions, guards } = facts;
      for (const { start, end } of [...functions, { start: 0, end: code.length }]) {
        const inside = [...values.entries()].filter(([, v]) => v.start >= start && v.end <= end).map(([id]) => id);
        assert.deepEqual(valuesWithin(facts, { start, end }), inside);
        assert.deepEqual(
          callsWithin(facts, { start, end }),
          facts.calls.filter((id) => inside.includes(id)).sort((a, b) => a - b),
        );
      }
      for (const fn of [-1, ...functions.keys()])
        assert.deepEqual(
          guardsOf(facts, fn),
          guards.filter(({ owner }) => owner === fn),
        );
      for (const { start, end } of values) {
        const around = [...functions.entries()].filter(([, f]) => f.hasBody && f.start <= start && f.end >= end);
        const [innermost = -1] = around.toSorted(([, a], [, b]) => b.start - a.start)[0] ?? [];
        for (const fn of [-1, ...functions.keys()])
          assert.equal(isInnermost(facts, fn, { start, end }), fn === innermost, `${fn} around ${start}-${end}`);
      }
    });
  }
});
