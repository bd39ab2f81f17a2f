/** What our server and our extension say to each other beyond the protocol; `client/protocol.ts` holds the same types. */
import { NotificationType, NotificationType0, type Range, RequestType, RequestType0 } from 'vscode-languageserver';

export interface StatusParams {
  state: 'busy' | 'ready' | 'failed';
  /** In all folders. */
  findings: number;
  /** Findings of severity error. */
  errors: number;
  /** Files that were looked at. */
  files: number;
  message?: string;
}

export interface TreeStep {
  uri: string;
  range: Range;
  note: string;
}

export interface TreeFinding {
  /** The fingerprint. */
  id: string;
  rule: string;
  title: string;
  pillar: 'identity' | 'access' | 'monitoring';
  severity: 'error' | 'warning' | 'info';
  confidence: 'high' | 'medium' | 'low';
  uri: string;
  range: Range;
  message: string;
  steps: TreeStep[];
}

export interface LintWorkspaceResult {
  findings: number;
  files: number;
  /** Line and column are 1-based. */
  failures: { reason: string; uri?: string; line?: number; column?: number }[];
}

/** What the server is doing, after every change of it. */
export const status = new NotificationType<StatusParams>('bailiwick/status');
/** The answer to `findings` is another one now. */
export const findingsChanged = new NotificationType0('bailiwick/findingsChanged');
/** All findings of all folders. */
export const findings = new RequestType0<{ findings: TreeFinding[] }, void>('bailiwick/findings');
/** Reads everything anew, whatever was known, and answers when it is linted. */
export const lintWorkspace = new RequestType0<LintWorkspaceResult, void>('bailiwick/lintWorkspace');
/** The page of a rule; null when there is no such rule. */
export const explain = new RequestType<{ rule: string }, { markdown: string } | null, void>('bailiwick/explain');
/** What a line of a file that the server is not told about says of permissions; places are UTF-16 in the line. */
export const hoverLine = new RequestType<
  { path: string; line: string; character: number },
  { markdown: string; start: number; end: number } | null,
  void
>('bailiwick/hoverLine');
/** Applies the safe fixes of a file, or of all folders, and says how many. */
export const fixAll = new RequestType<{ uri?: string }, number, void>('bailiwick/fixAll');
/** Writes a commented `.bailiwick.yaml` into a folder, unless there is one; answers with its place. */
export const createConfig = new RequestType<{ folder: string }, { uri: string }, void>('bailiwick/createConfig');
/** The tools of `bailiwick mcp`, for the models of the editor. */
export const lmTool = new RequestType<{ name: string; arguments: unknown }, { text: string }, void>('bailiwick/lmTool');
