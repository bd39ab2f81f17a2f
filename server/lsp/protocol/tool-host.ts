/** The tools of coding agents over the folders of the editor: open buffers count, and what is written is an edit. */
import { join } from 'node:path';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { changeBetween } from '../../text-change.ts';
import { isWithin, pathFrom } from '../../input/repository.ts';
import type { Edit, Failure } from '../../finding.ts';
import type { LintResult } from '../../lint.ts';
import { callTool, type ToolAnswer } from '../../tools/all.ts';
import type { Change, ToolWorkspace } from '../../tools/host.ts';
import { createOverlay } from '../../tools/overlay.ts';
import type { Project } from '../analysis/project.ts';
import { type QuestionParts, Stale } from '../analysis/question-parts.ts';
import { workspaceEdit } from '../actions/workspace-edit.ts';

export interface ToolReply {
  text: string;
  isError: boolean;
  /** To be made by the client, one after the other. */
  edits: WorkspaceEdit[];
}

/** Answers the tool; throws `Stale` when a folder was not linted since it changed. */
export function answerTool(tool: string, input: unknown, parts: QuestionParts): ToolReply {
  const edits: WorkspaceEdit[] = [];
  const folders = [...parts.projects.values()].filter(
    ({ order, path }) => order.kind === 'folder' && path !== undefined,
  );
  if (folders.length === 0) return { ...failed('There is no folder open in the editor.'), edits };
  const workspaces = folders.map((project) => toWorkspace(project, parts, edits)).sort(innerFirst);
  const { rules, page } = parts;
  const { text, isError } = callTool(() => ({ rules, page, workspaces }), tool, input);
  return { text, isError, edits: isError ? [] : edits };
}

function failed(text: string): ToolAnswer {
  return { text, isError: true };
}

function innerFirst(a: ToolWorkspace, b: ToolWorkspace): number {
  return b.root.length - a.root.length || (a.root < b.root ? -1 : 1);
}

function toWorkspace(project: Project, parts: QuestionParts, edits: WorkspaceEdit[]): ToolWorkspace {
  const analysis = project.current();
  const live = project.live();
  if (!analysis || !live) throw new Stale();
  const root = project.path ?? '';
  const pedantic = project.order.settings.pedantic ? { isPedantic: true } : {};
  const own = ({ file }: { file: string }): boolean => parts.isOwn(project, join(live.root, file));
  const bufferOf = (path: string): string | undefined => parts.documents.byUri(analysis.uri(path))?.text;
  return {
    root,
    problems: project.config.failures().map((failure) => shown(root, failure)),
    session: () => live.session(),
    lint(options) {
      const result = narrowed(live.lint({ ...pedantic, ...options }), own);
      const ofConfig = project.config.warnings().map((warning) => shown(root, warning));
      return { ...result, warnings: [...ofConfig, ...result.warnings] };
    },
    over: createOverlay(live, bufferOf),
    write(changes) {
      edits.push(workspaceEdit(analysis, changes.map(smallest)));
      return [];
    },
  };
}

// Findings of a folder in this one are those of its own project.
function narrowed(result: LintResult, own: (place: { file: string }) => boolean): LintResult {
  return {
    ...result,
    findings: result.findings.filter(({ at }) => own(at)),
    suppressed: result.suppressed.filter(({ at }) => own(at)),
    problems: result.problems.filter(({ at }) => own(at)),
  };
}

function shown(root: string, failure: Failure & { file: string }): Failure {
  return isWithin(root, failure.file) ? { ...failure, file: pathFrom(root, failure.file) } : failure;
}

/** The change as one replacement of what differs. */
function smallest({ file, before, after }: Change): Edit {
  const { start, end, by } = changeBetween(before, after);
  return { file, start, end, text: after.slice(start, end + by) };
}
