/** The examples of a rule page: every heading of level three is one case, every fence below it one file of it. */

export type Verdict = 'bad' | 'good' | 'todo bad' | 'todo good';

/** A span that a case marks with carets; `isOpen` ends on a later line. */
export interface Mark {
  file: string;
  start: number;
  end: number;
  isOpen: boolean;
}

export interface Case {
  title: string;
  verdict: Verdict;
  /** True when the findings are so unsure that they are shown to those only who ask for all. */
  isHidden: boolean;
  /** The statements of rules/statements.yaml that the case shows broken. */
  norms: string[];
  /** Source texts by file name, without the caret lines. */
  files: Record<string, string>;
  marks: Mark[];
  /** The texts that the fixes must lead to, for the files that have one. */
  fixed: Record<string, string>;
}

interface Fence {
  line: number;
  info: string;
  text: string;
}

const verdicts: readonly string[] = ['bad', 'good', 'todo bad', 'todo good'] satisfies Verdict[];

/** Reads the cases of a page; throws with the line of the page when one is not well formed. */
export function parsePage(text: string): Case[] {
  return sections(text).map(({ title, line, fences }) => {
    const [first] = fences;
    if (!first) throw new Error(`line ${line}: "${title}" has no code`);
    const { isHidden, norms } = describeFence(first);
    const found: Case = { title, verdict: verdictOf(first), isHidden, norms, files: {}, marks: [], fixed: {} };
    fences.forEach((fence, index) => add(fence, index === 0, found));
    const isMarked = found.marks.length > 0;
    if (found.verdict === 'bad' && !isMarked) throw new Error(`line ${first.line}: a bad case marks its spans with ^`);
    if (found.verdict === 'good' && isMarked) throw new Error(`line ${first.line}: a good case has nothing to mark`);
    if (found.verdict !== 'bad' && (isHidden || norms.length > 0))
      throw new Error(`line ${first.line}: only a bad case is hidden or shows a norm broken`);
    return found;
  });
}

function add(fence: Fence, isFirst: boolean, found: Case): void {
  const { name, verdict } = describeFence(fence);
  if (verdict === 'fixed') {
    found.fixed[name] = fence.text;
    return;
  }
  if (!isFirst && verdict !== '') throw new Error(`line ${fence.line}: only the first fence of a case has a verdict`);
  if (name in found.files) throw new Error(`line ${fence.line}: ${name} stands twice in one case; write file=`);
  const { source, marks } = unmark(name, fence.text);
  found.files[name] = source;
  found.marks.push(...marks);
}

function verdictOf(fence: Fence): Verdict {
  const { verdict } = describeFence(fence);
  if (!verdicts.includes(verdict)) throw new Error(`line ${fence.line}: write one of ${verdicts.join(', ')}`);
  return verdict as Verdict;
}

function describeFence({ info }: Fence): { name: string; verdict: string; isHidden: boolean; norms: string[] } {
  const [language = '', ...words] = info.split(/\s+/);
  const given = (key: string): string | undefined => words.find((word) => word.startsWith(key))?.slice(key.length);
  return {
    name: given('file=') ?? `index.${language}`,
    verdict: words.filter((word) => word !== 'hidden' && !/^(?:file|norm)=/.test(word)).join(' '),
    isHidden: words.includes('hidden'),
    norms: given('norm=')?.split(',') ?? [],
  };
}

function sections(text: string): { title: string; line: number; fences: Fence[] }[] {
  const found: { title: string; line: number; fences: Fence[] }[] = [];
  let open: (Fence & { ticks: string; lines: string[] }) | undefined;
  text.split(/\r?\n/).forEach((content, index) => {
    const line = index + 1;
    if (open) {
      if (content.trimEnd() !== open.ticks) open.lines.push(content);
      else {
        found.at(-1)?.fences.push({ ...open, text: open.lines.map((written) => `${written}\n`).join('') });
        open = undefined;
      }
      return;
    }
    const [, ticks, info = ''] = /^(`{3,})(.*)$/.exec(content) ?? [];
    if (ticks) open = { ticks, info: info.trim(), line, text: '', lines: [] };
    const title = /^### (.+)$/.exec(content)?.[1];
    if (title) found.push({ title, line, fences: [] });
  });
  if (open) throw new Error(`line ${open.line}: this fence is never closed`);
  return found;
}

// Carets stand under the line that they mark; `^^~` says that the span goes on in the next line.
function unmark(file: string, text: string): { source: string; marks: Mark[] } {
  const marks: Mark[] = [];
  let source = '';
  let lineStart = 0;
  for (const line of text.match(/[^\n]*\n/g) ?? []) {
    if (!/^\s*\^[\s^~]*$/.test(line)) {
      lineStart = source.length;
      source += line;
      continue;
    }
    for (const { index, 0: run } of line.matchAll(/\^+~?/g)) {
      const isOpen = run.endsWith('~');
      marks.push({ file, start: lineStart + index, end: lineStart + index + run.length - (isOpen ? 1 : 0), isOpen });
    }
  }
  return { source, marks };
}
