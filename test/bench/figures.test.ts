/** What the bench makes of what it measured: figures and pictures. */
import assert from 'node:assert/strict';
import { barChart } from '../../bench/chart/bars.ts';
import { lineChart } from '../../bench/chart/lines.ts';
import { decades } from '../../bench/chart/svg.ts';
import { range, ratio, slope, spread, times } from '../../bench/statistics.ts';

describe('figures of the bench', () => {
  it('are the middle, the least and the most', () => {
    assert.deepEqual(spread([30, 10, 20]), { median: 20, min: 10, max: 30 });
    assert.deepEqual(spread([40, 10]), { median: 25, min: 10, max: 40 });
  });

  it('hold one round against the same round of another', () => {
    // Both took twice as long in the second round: somebody else was at work.
    assert.deepEqual(ratio([10, 20], [5, 10]), { median: 2, min: 2, max: 2 });
    assert.equal(range(ratio([10, 30], [5, 10])), '2.50 × (2.00–3.00)');
    assert.equal(times(Number.NaN), '–');
  });

  for (const [power, of] of [
    [0, () => 7],
    [1, (x: number) => 3 * x],
    [2, (x: number) => x * x],
  ] as const) {
    it(`find that something grows as n^${power}`, () => {
      const points = [1000, 10_000, 100_000].map((x) => [x, of(x)] as const);
      assert.ok(Math.abs(slope(points) - power) < 1e-9);
    });
  }

  it('lie between powers of ten', () => {
    assert.deepEqual(decades(30, 2000), [10, 100, 1000, 10_000]);
    assert.deepEqual(decades(10, 100), [10, 100]);
  });
});

describe('charts of the bench', () => {
  const bars = [
    { name: 'ours', values: [100, 120, 90], isOurs: true },
    { name: 'a <peer> & more', values: [900, 1000], isOurs: false },
  ];

  it('draw a longer bar for what takes longer, and write its middle beside it', () => {
    const chart = barChart('Runs', 'ms', [{ title: 'tree', bars }]);
    const [ours = 0, peer = 0] = [...chart.matchAll(/<rect x="210" y="[^"]+" width="([\d.]+)"/g)].map(([, w]) =>
      Number(w),
    );
    assert.ok(ours > 0 && peer > ours, `${ours} and ${peer}`);
    assert.match(chart, />100 ms<\/text>[\s\S]*>950 ms<\/text>/);
  });

  it('keep names of others from being markup', () => {
    assert.match(barChart('Runs', 'ms', [{ title: 'tree', bars }]), /a &lt;peer&gt; &amp; more/);
  });

  it('put what grows as the size does on a straight line', () => {
    const points = [
      [1000, 10],
      [10_000, 100],
      [100_000, 1000],
    ] as const;
    const panel = { title: 'Time', series: [{ name: 'cold', color: '#123456', points }], shown: String };
    const [, drawn = ''] = /points="([^"]+)" fill="none" stroke="#123456"/.exec(lineChart('t', 'files', [panel])) ?? [];
    const [a = [], b = [], c = []] = drawn.split(' ').map((point) => point.split(',').map(Number));
    const steps = [b, c].map((point, index) => [a, b][index]?.map((value, axis) => (point[axis] ?? 0) - value));
    assert.ok(
      steps[0]?.every((step, axis) => Math.abs(step - (steps[1]?.[axis] ?? 0)) < 0.2),
      drawn,
    );
  });
});
