/** Who starts what a workflow waits for: `workflow_run` is open to strangers only as far as one of those before it is. */
import { oneOrMore, textOf, valueAt } from '../../documents/tree.ts';
import type { Workflow, WorkflowTrigger } from './workflow.ts';

/** Closes `workflow_run` where every workflow that it names stands in the repository, and no stranger can start any. */
export function closeAfterMembers(workflows: readonly Workflow[]): void {
  for (const workflow of workflows) {
    const waiting = workflow.triggers.find(({ name, isOpen }) => name === 'workflow_run' && isOpen);
    if (!waiting) continue;
    const names = oneOrMore(valueAt(workflow.root, 'on.workflow_run.workflows')).map((item) => textOf(item));
    const before = names.map((name) => named(name, workflow, workflows));
    const isClosed = before.length > 0 && before.every((each) => each && !each.triggers.some(isOfStrangers));
    if (isClosed) waiting.isOpen = false;
  }
}

// A pull request of a fork starts them, without rights of its own.
function isOfStrangers({ name, isOpen }: WorkflowTrigger): boolean {
  return isOpen || name.startsWith('pull_request') || name === 'merge_group';
}

function named(name: string | undefined, { document }: Workflow, all: readonly Workflow[]): Workflow | undefined {
  const folder = folderOf(document.file);
  return all.find(({ document: { file }, root }) => {
    if (folderOf(file) !== folder) return false;
    const own = textOf(valueAt(root, 'name'));
    return own === undefined ? name === file.slice(file.indexOf('.github/')) : own === name;
  });
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
