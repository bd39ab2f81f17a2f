/** Which findings a place in a document means. */
import type { Range, TreeFinding } from './protocol.ts';

/** The findings whose range holds the position, or, when none does, those on its line. */
export function findingsAt(
  findings: readonly TreeFinding[],
  uri: string,
  line: number,
  character: number,
): TreeFinding[] {
  const here = findings.filter(
    (finding) => finding.uri === uri && finding.range.start.line <= line && line <= finding.range.end.line,
  );
  const within = here.filter(({ range }) => holds(range, line, character));
  return within.length > 0 ? within : here;
}

function holds({ start, end }: Range, line: number, character: number): boolean {
  const isAfterStart = line > start.line || character >= start.character;
  return isAfterStart && (line < end.line || character <= end.character);
}
