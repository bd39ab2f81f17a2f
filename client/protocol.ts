/** What the extension and the server say to each other beyond LSP; the server's side is server/lsp/protocol/custom-protocol.ts. */

/** Zero-based lines and UTF-16 characters, as in LSP. */
export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface TreeStep {
  uri: string;
  range: Range;
  note: string;
}

/** A finding as the tree shows it. */
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
  /** From source to sink; empty for a finding at one place. */
  steps: TreeStep[];
}

export interface ServerStatus {
  state: 'busy' | 'ready' | 'failed';
  findings: number;
  errors: number;
  files: number;
  message?: string;
}

export interface ScanResult {
  findings: number;
  files: number;
  /** Line and column are 1-based. */
  failures: { reason: string; uri?: string; line?: number; column?: number }[];
}

/** Requests of the extension, by method. */
export interface Requests {
  'bailiwick/findings': { params: undefined; result: { findings: TreeFinding[] } };
  'bailiwick/lintWorkspace': { params: undefined; result: ScanResult };
  'bailiwick/explain': { params: { rule: string }; result: { markdown: string } | null };
  'bailiwick/hoverLine': {
    params: { path: string; line: string; character: number };
    result: { markdown: string; start: number; end: number } | null;
  };
  'bailiwick/fixAll': { params: { uri?: string }; result: number };
  'bailiwick/createConfig': { params: { folder: string }; result: { uri: string } };
  'bailiwick/lmTool': { params: { name: string; arguments: unknown }; result: { text: string } };
}

/** Notifications of the server, by method. */
export interface Notifications {
  'bailiwick/status': ServerStatus;
  /** At most one for each finished lint. */
  'bailiwick/findingsChanged': undefined;
}
