/** client/media/finding.svg: what a terminal shows of one finding of the example agent. */
import { createColors } from 'picocolors';
import models from '../../rules/models.json' with { type: 'json' };
import { lint } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import { textReport } from '../../server/report/text.ts';
import type { Rule } from '../../server/rule.ts';
import { createSession } from '../../server/session.ts';
import { diskWorkspace } from '../../server/workspace.ts';
import type { Output } from './output.ts';

const agent = 'scripts/example-agent';
const columns = 112;
const [charWidth, lineHeight, margin] = [7.83, 19, 20];
const fills: Record<string, string> = { 31: '#ff7b72', 33: '#d29922', 34: '#79c0ff', 36: '#56d4dd' };

/** Lints the example agent with one rule and draws the text report. */
export function picture(rule: Rule): Output {
  const session = createSession({
    workspace: diskWorkspace([agent], { cwd: '.', ignore: [] }),
    config: {},
    models: models as unknown as Model[],
  });
  const result = lint(session, { rules: [rule] });
  const input = { result, rules: [rule.meta], page: () => '', lines: session.lines, version: '', root: '' };
  const text = textReport(input, { colors: createColors(true), isQuiet: false, showStats: false });
  // What follows the last finding is the link to the page and the summary.
  const shown = text.trimEnd().split('\n').slice(0, -3);
  return { path: 'client/media/finding.svg', text: svg([`$ bailiwick check ${agent}`, '', ...shown.flatMap(wrap)]) };
}

interface Style {
  fill?: string;
  weight?: string;
  opacity?: string;
}

interface Run {
  text: string;
  style: Style;
}

/** Splits a line into runs of one style; `[32m` and the like change it. */
function runsOf(line: string): Run[] {
  let style: Style = {};
  return line.split('\u001B[').flatMap((part, index) => {
    const [, code = '', rest = ''] = index === 0 ? ['', '', part] : (/^(\d+)m([\s\S]*)$/.exec(part) ?? []);
    style = restyled(style, code);
    return rest === '' ? [] : [{ text: rest, style }];
  });
}

function restyled(style: Style, code: string): Style {
  const { fill, weight, opacity } = style;
  if (code === '') return style;
  if (code === '1') return { ...style, weight: 'bold' };
  if (code === '2') return { ...style, opacity: '0.6' };
  if (code === '22') return fill ? { fill } : {};
  if (code === '39') return { ...(weight ? { weight } : {}), ...(opacity ? { opacity } : {}) };
  return { ...style, fill: fills[code] ?? '#e6edf3' };
}

/** Breaks a long line of plain words; code is never longer than a terminal. */
function wrap(line: string): string[] {
  const [, head = ''] = /^(\s*(?:\S*(?:why|help)\S*\s+)?)/.exec(line) ?? [];
  if (line.length <= columns || head.trim() === '') return [line];
  const indent = ' '.repeat(8);
  const lines: string[] = [];
  let current = head.trimEnd();
  for (const word of line.slice(head.length).split(' ')) {
    if (`${current} ${word}`.length > columns) {
      lines.push(current);
      current = `${indent}${word}`;
    } else current = `${current} ${word}`;
  }
  return [...lines, current];
}

function svg(lines: string[]): string {
  const width = Math.ceil(columns * charWidth) + 2 * margin;
  const height = lines.length * lineHeight + 2 * margin;
  const body = lines.flatMap((line, index) => {
    const spans = runsOf(line).map(({ text, style }) => `<tspan${attributes(style)}>${escaped(text)}</tspan>`);
    return spans.length === 0
      ? []
      : // Chromium heeds xml:space on a text, and on nothing around it.
        `<text xml:space="preserve" x="${margin}" y="${margin + lineHeight * (index + 0.75)}">${spans.join('')}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>A finding in the terminal, with the path of the token step by step</title>',
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="#e6edf3">`,
    ...body,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function attributes({ fill, weight, opacity }: Style): string {
  return [fill && ` fill="${fill}"`, weight && ` font-weight="${weight}"`, opacity && ` opacity="${opacity}"`]
    .filter(Boolean)
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
