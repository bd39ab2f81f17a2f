/** The few pieces of SVG that the charts are made of; text on white, so that it reads in light and in dark pages. */

const font = 'font-family="system-ui, -apple-system, Segoe UI, Roboto, sans-serif"';

/** A whole picture, with its title for those who do not see it. */
export function picture(width: number, height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}" ${font}>`,
    `<rect width="${width}" height="${height}" rx="6" fill="#ffffff"/>`,
    label(16, 28, title, { size: 16, weight: 600 }),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

interface LabelStyle {
  size?: number;
  weight?: number;
  anchor?: 'start' | 'middle' | 'end';
  color?: string;
}

/** A line of text whose baseline begins (or ends, or has its middle) at the point. */
export function label(x: number, y: number, text: string, style: LabelStyle = {}): string {
  const { size = 12, weight = 400, anchor = 'start', color = '#1f2933' } = style;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${color}">${escaped(text)}</text>`;
}

/** A filled rectangle. */
export function bar(x: number, y: number, width: number, height: number, color: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(width, 1))}" height="${round(height)}" fill="${color}"/>`;
}

/** A line through the points. */
export function line(points: readonly (readonly [number, number])[], color: string, width = 1): string {
  const path = points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="${width}"/>`;
}

/** A point that is seen. */
export function dot(x: number, y: number, color: string): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="3.5" fill="${color}"/>`;
}

/** Powers of ten from the one at or below `least` to the one at or above `most`. */
export function decades(least: number, most: number): number[] {
  const [first, last] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
