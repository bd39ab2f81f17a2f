/** What `lint` returns: plain data, with places as offsets, that every report and the editor translate. */

/** A half-open range of UTF-16 offsets into a file's decoded text (byte-order mark removed). */
export interface Span {
  start: number;
  end: number;
}

/** A span in a file; `file` is relative to the root of the run, with forward slashes. */
export interface Place extends Span {
  file: string;
}

/** True when the inner place lies in the outer one, or is it. */
export function isWithin(inner: Place, outer: Place): boolean {
  return inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
}

/** One hop of a path, with the words a reader sees beside it. */
export interface Step extends Place {
  note: string;
}

/** A comment whose text begins with `bailiwick-ignore`. */
export interface IgnoreComment extends Span {
  /** The comment's text without its markers, trimmed. */
  text: string;
}

export type Severity = 'error' | 'warning' | 'info';
export type Confidence = 'high' | 'medium' | 'low';
export type Pillar = 'identity' | 'access' | 'monitoring';

/** One replacement; `start === end` inserts. */
export interface Edit extends Place {
  text: string;
}

/** Edits that belong together, all or none; `safe` only tightens and joins `--fix`, `suggestion` needs a person. */
export interface Fix {
  title: string;
  safety: 'safe' | 'suggestion';
  edits: Edit[];
  /** True when it writes code that throws until a person fills it in. */
  isStub?: true;
}

/** What a rule yields: what is wrong (`message`), why it matters (`why`), what to do (`help`). */
export interface Report {
  at: Place;
  message: string;
  why: string;
  help: string;
  confidence: Confidence;
  /** Steps from source to sink, each one walked by the engine; empty for a finding at one place. */
  path?: Step[];
  /** Other places that matter, annotated. */
  related?: Step[];
  /** Overrides the rule's severity, never above the configured one. */
  severity?: Severity;
  fixes?: Fix[];
  /** Set where the path is the way of a caller's token out of this server: the host that it reaches, '' for one that is not known. */
  tokenReaches?: string;
  /** Places whose text no report, log or editor may show. */
  masks?: Place[];
  /** Set where the place itself is an agent's, so that a rule about agents is meant whatever the project is about. */
  isAgents?: true;
}

/** A report with its rule, its effective severity and an identity that survives line moves. */
export interface Finding {
  rule: string;
  pillar: Pillar;
  severity: Severity;
  confidence: Confidence;
  at: Place;
  message: string;
  why: string;
  help: string;
  path: Step[];
  related: Step[];
  fixes: Fix[];
  /** Set where the path is the way of a caller's token out of this server: the host that it reaches, '' for one that is not known. */
  tokenReaches?: string;
  masks: Place[];
  /** Hex digest over rule, file and the text around the place; stable when lines move. */
  fingerprint: string;
  /** True when the primary place lies on a test, fixture or example path. */
  isTest: boolean;
}

/** Something that could not be done; it never stops the run and makes the exit code 2. */
export interface Failure {
  reason: string;
  file?: string;
  /** 1-based. */
  line?: number;
  /** 1-based. */
  column?: number;
  rule?: string;
}
