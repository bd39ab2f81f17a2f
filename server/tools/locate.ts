/** From a path that an agent names to a file of a session, and back. */
import { join } from 'node:path';
import type { Failure } from '../finding.ts';
import { confine } from '../input/confine.ts';
import { isWithin, pathFrom } from '../input/repository.ts';
import { printable } from '../report/printable.ts';
import { failureText } from '../report/report.ts';
import { ToolError, type ToolHost, type ToolWorkspace } from './host.ts';

export interface Located {
  workspace: ToolWorkspace;
  /** As the session calls it; '' for the root of the session itself. */
  path: string;
}

/** Where the named path lies; a `ToolError` when no workspace holds it or its configuration is wrong. */
export function locate({ workspaces }: ToolHost, named: string): Located {
  const reasons: string[] = [];
  for (const workspace of workspaces) {
    const found = confine(workspace.root, named);
    if ('absolute' in found) {
      checkConfiguration(workspace);
      return { workspace, path: pathFrom(workspace.session().workspace.root, found.absolute) };
    }
    reasons.push(found.reason);
  }
  throw new ToolError(`${printable(named)}: ${reasons.join('; ')}. Name a path inside the workspace.`);
}

/** Where the named file lies; a `ToolError` when Bailiwick does not read it, with the reason. */
export function locateFile(host: ToolHost, named: string): Located {
  const located = locate(host, named);
  const { path, workspace } = located;
  const { files, documents, skipped } = workspace.session().workspace;
  if ([...files, ...documents].some((file) => file.path === path)) return located;
  const skip = skipped.find((each) => each.path === path || (each.path.endsWith('/') && path.startsWith(each.path)));
  const shown = printable(shownPath(host, workspace, path));
  if (skip) throw new ToolError(`${shown} is not linted: ${skip.reason}.`);
  throw new ToolError(
    `${shown} is not linted: there is no such file, or it is of a kind that Bailiwick does not read.`,
  );
}

/** Throws a `ToolError` with every mistake of the configuration. */
export function checkConfiguration({ problems }: ToolWorkspace): void {
  if (problems.length === 0) return;
  throw new ToolError(['The configuration is wrong, so nothing was linted:', ...problems.map(failureText)].join('\n'));
}

/** How a file of the session is called in answers: as seen from the only workspace, absolute where there are several. */
export function shownPath({ workspaces }: ToolHost, { root, session }: ToolWorkspace, file: string): string {
  const absolute = join(session().workspace.root, file);
  return workspaces.length === 1 && isWithin(root, absolute) ? pathFrom(root, absolute) : absolute;
}

/** The failure with its file as answers call it. */
export function shownFailure(host: ToolHost, workspace: ToolWorkspace, failure: Failure): Failure {
  return failure.file === undefined ? failure : { ...failure, file: shownPath(host, workspace, failure.file) };
}
