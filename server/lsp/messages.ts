/** What the protocol thread and the analysis thread say to each other; all of it survives a structured clone. */
import type { CodeAction, CodeActionParams, CodeLens, Diagnostic, WorkspaceEdit } from 'vscode-languageserver';
import type { ClientTraits } from './protocol/client-traits.ts';
import type { LintWorkspaceResult, TreeFinding } from './protocol/custom-protocol.ts';
import type { RuleMeta } from '../rule.ts';
import type { FileMarks } from './analysis/marks.ts';
import type { Settings } from './protocol/settings.ts';
import type { ToolReply } from './protocol/tool-host.ts';

/** A folder of the workspace, or a document outside all of them, with a configuration and findings of its own. */
export interface ProjectOrder {
  /** The URI of the folder or the document. */
  key: string;
  kind: 'folder' | 'document';
  settings: Settings;
  /** `open` looks only at open files, after a person broke off the scan. */
  extent: 'all' | 'open';
}

export interface OpenText {
  uri: string;
  version: number;
  text: string;
  /** Counts only where no path says what the text is. */
  languageId: string;
}

export type ToAnalysis =
  | { kind: 'client'; traits: ClientTraits; flags: SharedArrayBuffer }
  /** All projects: what is not among them any more is forgotten. */
  | { kind: 'projects'; projects: readonly ProjectOrder[] }
  /** A document that is open now, or changed. */
  | { kind: 'open'; document: OpenText }
  | { kind: 'close'; uri: string }
  /** The disk changed at these URIs. */
  | { kind: 'changed'; uris: readonly string[] }
  /** Forgets all that was read of the project. */
  | { kind: 'rescan'; project: string }
  /** Lints the project; broken off when the flag is raised. `isFirstEnough` asks for what an edit changes nearby, or for what was said of an unchanged workspace earlier, where there is such an answer. */
  | { kind: 'lint'; id: number; project: string; flag: number; isFirstEnough?: boolean }
  | { kind: 'ask'; id: number; question: Question };

/** What is asked of the last lint. */
export type Question =
  | { name: 'codeActions'; project: string; params: CodeActionParams }
  | { name: 'resolveAction'; project: string; action: CodeAction }
  | { name: 'codeLenses'; project: string; uri: string }
  /** The safe fixes of a file, or of everything that is the project's own. */
  | { name: 'safeFixes'; project: string; uri?: string }
  | { name: 'findings' }
  | { name: 'lmTool'; tool: string; arguments: unknown }
  | { name: 'createConfig'; folder: string };

export interface Answers {
  codeActions: CodeAction[];
  /** null for an action that was computed on an older text. */
  resolveAction: CodeAction | null;
  codeLenses: CodeLens[];
  safeFixes: { edit: WorkspaceEdit; count: number };
  /** Not whole while a project has changed and is not linted again. */
  findings: { findings: TreeFinding[]; isWhole: boolean };
  lmTool: ToolReply;
  createConfig: { uri: string };
}

/** The diagnostics of one file, with an id that another text of them would not have. */
export interface FileDiagnostics {
  uri: string;
  resultId: string;
  items: Diagnostic[];
}

/** The result id of a file without diagnostics. */
export const clean = 'clean';

/** What a lint of one project found, as far as it differs from what was told before. */
export interface LintAnswer {
  project: string;
  /** True when nothing was told before: whatever is not in `changed` is clean. */
  isFirst: boolean;
  /** False for a first answer. */
  isWhole: boolean;
  /** The URIs that a first answer is about, where it says nothing of the others. */
  about?: string[];
  changed: FileDiagnostics[];
  /** Of all open documents of the project. */
  marks: { uri: string; version: number; marks: FileMarks }[];
  counts: { findings: number; errors: number; files: number };
  failures: LintWorkspaceResult['failures'];
  /** URIs of open documents that are too large to be analysed. */
  tooLarge: string[];
  /** Absolute paths, also outside the project, whose text counts for it: its configuration, its models. */
  reads: string[];
}

export type FromAnalysis =
  /** The thread has loaded the engine. */
  | { kind: 'ready'; rules: readonly { meta: RuleMeta }[] }
  | { kind: 'linted'; id: number; answer: LintAnswer }
  | { kind: 'aborted'; id: number }
  | { kind: 'answered'; id: number; answer: Answers[keyof Answers] }
  /** The question was about a state that is past, or none that was linted. */
  | { kind: 'stale'; id: number }
  /** A defect, or a wish that cannot be fulfilled; the reason is a sentence. */
  | { kind: 'failed'; id: number; reason: string };
