/** What the tools ask of whoever offers them: an MCP server over the disk, or an editor with its open buffers. */
import type { Failure } from '../finding.ts';
import type { LintOptions, LintResult } from '../lint.ts';
import type { Rule } from '../rule.ts';
import type { Session } from '../session.ts';

/** A directory that a coding agent may look at. */
export interface ToolWorkspace {
  /** Absolute; nothing outside it is read or written. */
  readonly root: string;
  /** What is wrong with the configuration; with any of it nothing is linted. */
  readonly problems: readonly Failure[];
  /** The session of the current state; its paths are relative to its own root, which may lie above. */
  session(): Session;
  lint(options: LintOptions): LintResult;
  /** The result of `use` while the texts count instead of the files; paths are those of the session. */
  over<T>(texts: ReadonlyMap<string, string>, use: () => T): T;
  /** Makes all changes or, where one of the files is not what it was or cannot be written, none. */
  write(changes: readonly Change[]): Failure[];
}

/** A file, as the session calls it, before and after. */
export interface Change {
  file: string;
  before: string;
  after: string;
}

/** The state of one call. */
export interface ToolHost {
  rules: readonly Rule[];
  /** Markdown of a rule's page. */
  page(rule: string): string;
  /** At least one; where one lies in another, the inner one first. */
  workspaces: readonly ToolWorkspace[];
}

/** Something that the caller of a tool can mend; its message says how. */
export class ToolError extends Error {
  override name = 'ToolError';
}
