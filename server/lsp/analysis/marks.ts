/** What the last analysis knows of one file, small enough to be kept where hover and completion are answered. */
import type { Span } from '../../finding.ts';
import type { Analysis } from './analysis.ts';
import type { ScopeMark } from '../hints/scope-token.ts';

/** One step of a path, with a link for a reader. */
export interface StepMark {
  note: string;
  /** `server.ts:12`. */
  label: string;
  /** With the line as its fragment. */
  uri: string;
}

export interface FindingMark extends Span {
  rule: string;
  message: string;
  why: string;
  help: string;
  path: StepMark[];
}

/** Offsets are those of the text that was analysed: marks of an older version of a buffer say nothing of a newer one. */
export interface FileMarks {
  findings: FindingMark[];
  scopes: ScopeMark[];
}

export const noMarks: FileMarks = { findings: [], scopes: [] };

/** The marks of a file after a lint. */
export function marksOf({ session, result, uri }: Analysis, file: string): FileMarks {
  const findings = result.findings.filter(({ at }) => at.file === file);
  const scopes = (session.linked()?.scopeRequests() ?? []).filter(({ at }) => at.file === file);
  return {
    findings: findings.map(({ rule, message, why, help, at, path }) => ({
      start: at.start,
      end: at.end,
      rule,
      message,
      why,
      help,
      path: path.map((step) => {
        const { line } = session.lines(step.file).at(step.start);
        return { note: step.note, label: `${step.file}:${line}`, uri: `${uri(step.file)}#L${line}` };
      }),
    })),
    scopes: scopes.map(({ at, row }) => ({ start: at.start, end: at.end, provider: row.provider })),
  };
}
