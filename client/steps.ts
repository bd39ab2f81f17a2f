/** The steps of the paths that are shown, one after the other, and what stands beside their code. */
import { groups } from './groups.ts';
import type { Range, TreeFinding, TreeStep } from './protocol.ts';

export interface NumberedStep extends TreeStep {
  /** 1-based within its path. */
  number: number;
  isLast: boolean;
}

/** The steps of a finding with their numbers. */
export function numbered({ steps }: TreeFinding): NumberedStep[] {
  return steps.map((step, index) => ({ ...step, number: index + 1, isLast: index + 1 === steps.length }));
}

/** The place after so many steps forth or, negative, back; it goes round, and `undefined` stands before the first. */
export function moved(at: number | undefined, by: 1 | -1, count: number): number | undefined {
  if (count === 0) return undefined;
  if (at === undefined) return by === 1 ? 0 : count - 1;
  return (at + by + count) % count;
}

export interface Marks {
  ranges: Range[];
  /** What stands at the end of a line. */
  notes: { line: number; text: string }[];
}

/** What to mark in a document: the code of every step once, and one note for each line that has steps. */
export function marksIn(uri: string, findings: readonly TreeFinding[]): Marks {
  const here = findings.flatMap(numbered).filter((step) => step.uri === uri);
  const lines = groups(here, ({ range }) => range.start.line);
  const ranges = new Map(here.map(({ range }) => [JSON.stringify(range), range]));
  const notes = [...lines].map(([line, steps]) => {
    const texts = new Set(steps.map(({ number, note }) => `${number} ${plain(note)}`));
    return { line, text: [...texts].join(' · ') };
  });
  return { ranges: [...ranges.values()], notes: notes.sort((a, b) => a.line - b.line) };
}

/** Text without the backticks of Markdown, for places that show none. */
export function plain(text: string): string {
  return text.replaceAll('`', '');
}
