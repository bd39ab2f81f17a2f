/** A chart of how long everybody takes over a tree, on a scale of powers of ten, with the spread of the rounds. */
import { spread } from '../statistics.ts';
import { bar, decades, label, line, picture } from './svg.ts';

export interface Bar {
  name: string;
  /** What was measured, round by round; all above 0. */
  values: readonly number[];
  isOurs: boolean;
}

export interface BarGroup {
  title: string;
  bars: Bar[];
}

const [width, left, right, top, rowHeight] = [860, 210, 90, 48, 20];

/** One group of bars below the other, all on one scale. */
export function barChart(title: string, unit: string, groups: readonly BarGroup[]): string {
  const all = groups.flatMap(({ bars }) => bars.flatMap(({ values }) => [...values]));
  const marks = decades(Math.min(...all), Math.max(...all));
  const [least = 1, most = 10] = [marks[0], marks.at(-1)];
  const x = (value: number): number =>
    left + ((Math.log10(value) - Math.log10(least)) / Math.log10(most / least)) * (width - left - right);
  const parts: string[] = [];
  let y = top;
  for (const group of groups) {
    parts.push(label(16, y + 14, group.title, { weight: 600 }));
    y += rowHeight + 4;
    for (const { name, values, isOurs } of group.bars) {
      const { median, min, max } = spread(values);
      const middle = y + rowHeight / 2;
      parts.push(
        label(left - 8, middle + 4, name, { anchor: 'end', weight: isOurs ? 600 : 400 }),
        bar(left, y + 3, x(median) - left, rowHeight - 6, isOurs ? '#1d5fbf' : '#b8c4d0'),
        line([[x(min), middle], [x(max), middle]], '#52606d', 2), // prettier-ignore
        label(x(max) + 6, middle + 4, shown(median), { size: 11, weight: isOurs ? 600 : 400 }),
      );
      y += rowHeight;
    }
    y += 10;
  }
  const lines = marks.flatMap((mark) => [
    line([[x(mark), top + rowHeight], [x(mark), y]], '#d9e0e7'), // prettier-ignore
    label(x(mark), y + 14, shown(mark), { anchor: 'middle', size: 11, color: '#52606d' }),
  ]);
  return picture(width, y + 40, title, [...lines, ...parts, label(left, y + 30, unit, { size: 11, color: '#52606d' })]);
}

function shown(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}
