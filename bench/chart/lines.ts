/** A chart of what grows with what, both on scales of powers of ten: a straight line that rises as the frame does is linear. */
import { decades, dot, label, line, picture } from './svg.ts';

export interface Series {
  name: string;
  color: string;
  /** All above 0. */
  points: readonly (readonly [x: number, y: number])[];
}

export interface Panel {
  title: string;
  series: readonly Series[];
  /** A value of the vertical axis as it is written beside it. */
  shown(value: number): string;
}

const [panelWidth, height, top, bottom, left, right] = [470, 400, 70, 60, 66, 150];

/** Panels side by side over one horizontal axis. */
export function lineChart(title: string, xTitle: string, panels: readonly Panel[]): string {
  const parts = panels.flatMap((panel, index) => drawn(panel, index * panelWidth, xTitle));
  return picture(panelWidth * panels.length, height, title, parts);
}

function drawn({ title, series, shown }: Panel, offset: number, xTitle: string): string[] {
  const points = series.flatMap((each) => [...each.points]);
  const range = (axis: 0 | 1): number[] => {
    const values = points.map((point) => point[axis]);
    return decades(Math.min(...values), Math.max(...values));
  };
  const [across, up] = [range(0), range(1)];
  const scale = (marks: number[], from: number, to: number) => {
    const [least = 1, most = 10] = [marks[0], marks.at(-1)];
    return (value: number): number => from + (Math.log10(value / least) / Math.log10(most / least)) * (to - from);
  };
  const [x0, x1, y0, y1] = [offset + left, offset + panelWidth - right, height - bottom, top];
  const [x, y] = [scale(across, x0, x1), scale(up, y0, y1)];
  const grey = '#52606d';
  return [
    label(x0, top - 18, title, { weight: 600 }),
    ...up.flatMap((mark) => [
      line([[x0, y(mark)], [x1, y(mark)]], '#d9e0e7'), // prettier-ignore
      label(x0 - 6, y(mark) + 4, shown(mark), { anchor: 'end', size: 11, color: grey }),
    ]),
    ...across.flatMap((mark) => [
      line([[x(mark), y0], [x(mark), y1]], '#d9e0e7'), // prettier-ignore
      label(x(mark), y0 + 16, mark.toLocaleString('en'), { anchor: 'middle', size: 11, color: grey }),
    ]),
    label((x0 + x1) / 2, y0 + 38, xTitle, { anchor: 'middle', size: 11, color: grey }),
    ...series.flatMap(({ name, color, points: own }) => {
      const placed = own.map(([a, b]) => [x(a), y(b)] as const);
      const [endX, endY] = placed.at(-1) ?? [x0, y0];
      return [
        line(placed, color, 2),
        ...placed.map(([a, b]) => dot(a, b, color)),
        label(endX + 8, endY + 4, name, { size: 11, color }),
      ];
    }),
  ];
}
