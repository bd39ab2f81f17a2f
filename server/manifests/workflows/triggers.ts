/** What starts a workflow, and whether people who may not write to the repository can. */
import type { Tree } from '../../documents/document.ts';
import { entriesOf, itemsOf, oneOrMore, placeOf, textOf, valueAt } from '../../documents/tree.ts';
import type { Place } from '../../finding.ts';
import type { WorkflowTrigger } from './workflow.ts';

/** They run with the secrets and the token of the repository, whoever acted; `pull_request` of a fork does not. */
const open = new Set([
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'pull_request_target',
  'workflow_run',
  'fork',
  'watch',
  'gollum',
]);
/** What only people with a role in the repository can do. */
const ofMembers = new Set([
  'labeled',
  'unlabeled',
  'assigned',
  'unassigned',
  'milestoned',
  'pinned',
  'locked',
  'transferred',
]);
// What starts a workflow that names no types, as far as it is not of members.
const comments = ['created', 'edited', 'deleted'];
const usual: Record<string, readonly string[]> = {
  issues: ['opened', 'edited', 'closed', 'reopened'],
  issue_comment: comments,
  discussion_comment: comments,
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

/** The triggers of `on`, in each of the forms that it can have. */
export function triggersOf(on: Tree | undefined): WorkflowTrigger[] {
  const texts = [...(on?.kind === 'text' ? [on] : []), ...itemsOf(on)];
  const named = texts.flatMap((tree) => {
    const name = textOf(tree);
    return name === undefined ? [] : [trigger(name, tree, [])];
  });
  return [
    ...named,
    ...entriesOf(on).map(({ key, at, value }) => {
      const types = oneOrMore(valueAt(value, 'types')).map((item) => textOf(item) ?? '');
      return trigger(key, at, types);
    }),
  ];
}

function trigger(name: string, at: Place, types: readonly string[]): WorkflowTrigger {
  const actions = (types.length ? types : (usual[name] ?? [])).filter((type) => !ofMembers.has(type));
  return { name, at: placeOf(at), isOpen: open.has(name) && !(types.length && actions.length === 0), actions };
}
