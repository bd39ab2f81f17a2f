/** Markdown with YAML front matter: agents, commands, skills, prompts, agentic workflows. */
import type { SyntaxProblem, Tree } from './document.ts';
import type { Span } from '../finding.ts';
import { tooDeepAt } from './depth.ts';
import { moved } from './offsets.ts';
import { maskProse } from './template-holes.ts';
import { readYaml } from './yaml.ts';

const opening = /^\uFEFF?---[ \t]*\r?\n/;
const closing = /^(?:---|\.\.\.)[ \t]*\r?$/m;

/** The front matter as a tree, and the text behind it; a file without front matter is body alone. */
export function readFrontMatter(file: string, text: string): { root?: Tree; body: Span; problems: SyntaxProblem[] } {
  const start = opening.exec(text)?.[0].length;
  const whole = { body: { start: 0, end: text.length }, problems: [] };
  if (start === undefined) return whole;
  const rest = text.slice(start);
  const close = closing.exec(rest);
  if (!close) {
    const isMatter = /^[A-Za-z][\w-]*:(?:\s|$)/.test(rest);
    return isMatter ? { ...whole, problems: [{ start: 0, end: 3, message: 'the front matter is not closed' }] } : whole;
  }
  const body = { start: start + close.index + close[0].length, end: text.length };
  const matter = rest.slice(0, close.index);
  if (tooDeepAt(matter) !== undefined)
    return { body, problems: [{ start: 0, end: 3, message: 'nested too deeply', isEnd: true }] };
  const strict = readYaml(file, matter);
  // Products read `description: Use it when: …` as people mean it.
  const relaxed = strict.problems.length > 0 ? readYaml(file, matter, maskProse(matter)) : strict;
  const { roots, problems } = relaxed.problems.length === 0 ? relaxed : strict;
  const [root] = roots;
  const shift = (offset: number): number => offset + start;
  return {
    body,
    problems: problems.map((problem) => ({ ...problem, start: shift(problem.start), end: shift(problem.end) })),
    ...(root ? { root: moved(root, shift) } : {}),
  };
}
