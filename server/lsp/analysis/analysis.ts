/** What the capabilities that need findings are asked with: one finished lint of one project. */
import type { LoadedConfig } from '../../config.ts';
import type { LintResult } from '../../lint.ts';
import type { Rule } from '../../rule.ts';
import type { Session } from '../../session.ts';
import type { ClientTraits } from '../protocol/client-traits.ts';

/** Lives in the analysis thread; texts and lines are those of `session`, in which open buffers count. */
export interface Analysis {
  /** Absolute; paths are relative to it, with forward slashes. */
  root: string;
  /** The URI of a path: of an open document the one that the client gave it. */
  uri(path: string): string;
  /** The path of a URI; undefined for one that does not lie below the root. */
  path(uri: string): string | undefined;
  /** The version of an open document that was analysed; null for a file on disk. */
  version(path: string): number | null;
  /** The paths of the open documents. */
  open: readonly string[];
  session: Session;
  result: LintResult;
  /** False for a first answer, which did not look at everything. */
  isWhole: boolean;
  /** The paths that a first answer is about, where it says nothing of the others. */
  about: ReadonlySet<string> | undefined;
  loaded: LoadedConfig;
  rules: readonly Rule[];
  client: ClientTraits;
}
