/** What the paths of a condition hold when somebody without a role in the repository starts the workflow. */
import type { Scalar } from './expression.ts';
import type { WorkflowTrigger } from './workflow.ts';

/** One way in which a stranger starts a workflow. */
export interface Start {
  event: string;
  action?: string;
  /** How GitHub calls the stranger's relation to the repository. */
  association: string;
  /** The event of the workflow before, for `workflow_run`. */
  before?: string;
  /** True when other workflows may call this one, with inputs of their own. */
  isCallable: boolean;
  /** True when the conditions look at who acted, so that whose issue it is comes on top. */
  looksAtActor: boolean;
}

export type Value =
  | { is: 'known'; value: Scalar }
  | { is: 'list'; items: string[] }
  /** Who acted, or the repository of their branch: nothing that a condition names. */
  | { is: 'stranger' }
  /** What others have written, of whatever role they are. */
  | { is: 'anything' }
  /** Text that is not known, and not empty. */
  | { is: 'some' }
  | { is: 'labels' }
  /** What is not known; neither is true of what must not be judged. */
  | { is: 'truth'; canBeTrue: boolean; canBeFalse: boolean };

export const unknown: Value = { is: 'truth', canBeTrue: true, canBeFalse: true };
const nothing: Value = { is: 'known', value: null };

// Whoever once had a commit taken is a CONTRIBUTOR: that is not everybody, and a workflow may mean it.
const associations = ['NONE', 'FIRST_TIME_CONTRIBUTOR', 'FIRST_TIMER'];
const before = ['pull_request', 'pull_request_target', 'issues', 'issue_comment'];
const objects: Record<string, readonly string[]> = {
  issues: ['issue'],
  issue_comment: ['issue', 'comment'],
  discussion: ['discussion'],
  discussion_comment: ['discussion', 'comment'],
  pull_request_target: ['pull_request'],
  workflow_run: ['workflow_run'],
  fork: ['forkee'],
};
const eventObjects =
  /^(?:issue|comment|discussion|pull_request|workflow_run|forkee|review|release|client_payload|inputs|head_commit|commits|schedule|merge_group|check_run|check_suite|deployment|deployment_status|label|assignee|milestone)$/;

/** Paths by which a condition says who acted, or in what role. */
export const actorPath = /author_association$|^github\.(?:actor|triggering_actor)(?:_id)?$|\.login$/;
const ofActor = /comment\.author_association|\bgithub\.(?:actor|triggering_actor)\b|(?:comment\.user|sender)\.login/i;
const ofRepository = /(?:^github\.event\.(?:repository|organization)|\.base\.(?:repo|user)|\.base\.repo\.owner)\b/;
const foreign =
  /\.login$|^github\.(?:actor|triggering_actor)(?:_id)?$|\.(?:user|sender|actor)\.(?:node_)?id$|\bhead\.repo\.(?:full_name|id)$|\.head_repository\.(?:full_name|id)$|\.workflow_run\.head_branch$/;

/** All ways in which a stranger can start a workflow that has these conditions. */
export function startsOf(triggers: readonly WorkflowTrigger[], conditions: readonly string[]): Start[] {
  const isCallable = triggers.some(({ name }) => name === 'workflow_call');
  const looksAtActor = conditions.some((condition) => ofActor.test(condition));
  return triggers
    .filter(({ isOpen }) => isOpen)
    .flatMap(({ name: event, actions }) => {
      const shared = { event, isCallable, looksAtActor };
      if (event === 'workflow_run') return before.map((each) => ({ ...shared, association: 'NONE', before: each }));
      return associations.flatMap((association): Start[] =>
        actions.length === 0
          ? [{ ...shared, association }]
          : actions.map((action) => ({ ...shared, association, action })),
      );
    });
}

/** What a path holds at such a start. */
export function valueOfPath(path: string, start: Start): Value {
  if (path === 'github.event_name') return { is: 'known', value: start.event };
  if (path === 'github.event.action') return start.action ? { is: 'known', value: start.action } : unknown;
  if (/^(?:github\.event\.)?inputs\b/.test(path)) return start.isCallable ? unknown : nothing;
  const [, object = ''] = /^github\.event\.(\w+)/.exec(path) ?? [];
  const own = objects[start.event];
  if (own && eventObjects.test(object) && !own.includes(object)) return nothing;
  if (own?.includes(object) && path === `github.event.${object}`) return { is: 'some' };
  if (path.endsWith('.labels.*.name')) return { is: 'labels' };
  // Whose issue it is says nothing of who comments on it.
  const isOfOther = object !== 'comment' && own?.includes('comment') === true && own.includes(object);
  if (isOfOther && !start.looksAtActor && /\.author_association$|\.user\.login$/.test(path)) return { is: 'anything' };
  if (path.endsWith('.author_association')) return { is: 'known', value: start.association };
  if (/\bhead\.repo\.fork$|\.head_repository\.fork$/.test(path)) return { is: 'known', value: true };
  if (path === 'github.event.workflow_run.event' && start.before) return { is: 'known', value: start.before };
  // A private repository has no strangers.
  if (path === 'github.event.repository.private') return { is: 'known', value: false };
  if (path === 'github.event.repository.visibility') return { is: 'known', value: 'public' };
  // Who may merge may write.
  if (path === 'github.event.pull_request.merged') return { is: 'known', value: false };
  if (/^github\.repository(?:_owner|_id)?$/.test(path) || ofRepository.test(path))
    return /\.(?:login|full_name|name|id)$|^github\.repo/.test(path) ? { is: 'some' } : unknown;
  return foreign.test(path) ? { is: 'stranger' } : unknown;
}
