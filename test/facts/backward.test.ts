import assert from 'node:assert/strict';
import { alternatives, backwardSlice, operands, peel, receiver, throughReads } from '../../server/facts/backward.ts';
import type { Facts, Value, ValueId } from '../../server/facts/facts.ts';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { render } from './render.ts';

/** What the function answers about the argument of the only call of `show`. */
function asked(code: string, ask: (facts: Facts, value: Value, id: ValueId) => readonly ValueId[]): string[] {
  const facts = readTypeScript('ledger.ts', code);
  for (const id of facts.calls) {
    const call = facts.values[id];
    const callee = call?.kind === 'call' ? facts.values[call.callee] : undefined;
    const [arg] = call?.kind === 'call' ? call.args : [];
    const value = arg && facts.values[arg.value];
    if (callee?.kind === 'global' && callee.name === 'show' && value)
      return ask(facts, value, arg.value).map((found) => render(facts, found));
  }
  assert.fail('nothing is shown');
}

describe('facts: what a value is made of, backward', () => {
  const oneStep: [idea: string, code: string, ...expected: string[]][] = [
    ['a literal is made', `show('gold')`],
    ['a call is made', 'show(mint())'],
    ['a parameter comes from outside', 'function pay(coin) { show(coin) }'],
    ['a cast', 'show(coin as Gold)', 'global coin'],
    ['an await', 'show(await coin)', 'global coin'],
    ['a constant', 'const purse = coin; show(purse)', 'global coin'],
    ['both branches', 'show(rich ? gold : copper)', 'global gold', 'global copper'],
    [
      'branches that meet',
      'let purse; if (rich) purse = gold; else purse = copper; show(purse)',
      'global gold',
      'global copper',
    ],
    ['a default', 'show(gold ?? copper)', 'global gold', 'global copper'],
    ['an alternative', 'show(gold || copper)', 'global gold', 'global copper'],
    ['a condition is no value', 'show(rich && gold)', 'global gold'],
    ['the default of a parameter', 'function pay(coin = copper) { show(coin) }', 'param coin', 'global copper'],
    ['a member is another value', 'show(purse.coin)'],
  ];
  for (const [idea, code, ...expected] of oneStep)
    it(`alternatives: ${idea}`, () =>
      assert.deepEqual(
        asked(code, (_, value) => alternatives(value)),
        expected,
      ));

  const tests: [idea: string, code: string, ...expected: string[]][] = [
    ['a comparison', 'show(coin === gold)', 'global coin', 'global gold'],
    ['a conjunction', 'show(rich && gold)', 'global rich', 'global gold'],
    ['a negation', 'show(!rich)', 'global rich'],
    ['a name', 'const isRich = rich; show(isRich)', 'global rich'],
  ];
  for (const [idea, code, ...expected] of tests)
    it(`operands: ${idea}`, () =>
      assert.deepEqual(
        asked(code, (_, value) => operands(value)),
        expected,
      ));

  const peels: [idea: string, code: string, expected: string][] = [
    ['nothing to peel', 'show(gold)', 'global gold'],
    ['several layers', 'const purse = (await coin) as Gold; show(purse!)', 'global coin'],
    [
      'a choice is kept',
      'const purse = rich ? gold : copper; show(purse)',
      '(global rich ? global gold : global copper)',
    ],
    [
      'a variable that others write is kept',
      'let purse = gold; function pay() { purse = copper } function see() { show(purse) }',
      'let purse(global copper | global gold)',
    ],
  ];
  for (const [idea, code, expected] of peels)
    it(`peel: ${idea}`, () =>
      assert.deepEqual(
        asked(code, ({ values }, _, id) => [peel(values, id)]),
        [expected],
      ));

  it('peel: a circle ends', () => {
    const at = { start: 0, end: 5, owner: -1, name: 'purse' };
    assert.equal(
      peel(
        [
          { kind: 'variable', values: [1], ...at },
          { kind: 'variable', values: [0], ...at },
        ],
        0,
      ),
      0,
    );
  });

  it('receiver: the object of a method and nothing else', () => {
    const ask = ({ values }: Facts, value: Value): readonly ValueId[] => receiver(values, value);
    assert.deepEqual(asked('show(purse.open())', ask), ['global purse']);
    assert.deepEqual(asked('show(open(purse))', ask), []);
  });

  it('backwardSlice: everything once, in the order of a reader', () => {
    const slice = ({ values }: Facts, _: Value, id: ValueId): readonly ValueId[] => backwardSlice(values, id, operands);
    const code = 'const isRich = gold; show(isRich && (copper || !isRich) && isFree)';
    const names = asked(code, slice).flatMap((found) => /^(?:const|global) \w+/.exec(found)?.[0] ?? []);
    assert.deepEqual(names, ['const isRich', 'global gold', 'global copper', 'global isFree']);
  });

  it('throughReads: to the object at the root', () => {
    const ask = ({ values }: Facts, _: Value, id: ValueId): readonly ValueId[] => {
      return backwardSlice(values, id, throughReads(values)).slice(-1);
    };
    assert.deepEqual(asked('show(purse.coins[0].weigh(scale) as Weight)', ask), ['global purse']);
  });

  it('backwardSlice: a circle ends', () => {
    const ask = ({ values }: Facts, _: Value, id: ValueId): readonly ValueId[] =>
      backwardSlice(values, id, (value) => (value.kind === 'member' ? [value.base] : alternatives(value)));
    const found = asked('let coin = first; while (coin) coin = coin.next; show(coin)', ask);
    assert.ok(found.includes('global first'));
  });

  it('backwardSlice: a chain of thousands ends', () => {
    const chain = Array.from({ length: 2000 }, (_, id): Value => {
      return { kind: 'await', value: id + 1, start: 0, end: 5, owner: -1 };
    });
    assert.equal(backwardSlice(chain, 0, alternatives).length, 500);
  });
});
