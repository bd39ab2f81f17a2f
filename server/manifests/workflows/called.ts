/** Workflows as others of the same repository call them: with the triggers, the rights and the secrets of the caller. */
import type { MapTree, Tree } from '../../documents/document.ts';
import { entriesOf, placeOf, textOf, valueAt } from '../../documents/tree.ts';
import { areGates, conditionOf, looksAtActor } from './gates.ts';
import { waysTo } from './read.ts';
import type { Permissions, Workflow, WorkflowAgent, WorkflowJob } from './workflow.ts';

/** Each workflow once for every call by which a stranger can start it. */
export function calledWorkflows(workflows: readonly Workflow[]): Workflow[] {
  const callable = new Map(
    workflows
      .filter(({ triggers, jobs }) => isCallable(triggers) && jobs.some(({ agents }) => agents.length > 0))
      .map((workflow) => [workflow.document.file, workflow]),
  );
  if (callable.size === 0) return [];
  return workflows
    .filter(({ triggers }) => triggers.some(({ isOpen }) => isOpen))
    .flatMap((caller) =>
      caller.jobs.flatMap((job) => {
        const called = callable.get(calledBy(job) ?? '');
        return called && called !== caller ? asCalled(called, job) : [];
      }),
    );
}

function isCallable(triggers: Workflow['triggers']): boolean {
  // What strangers start without a call is found there.
  return triggers.some(({ name }) => name === 'workflow_call') && !triggers.some(({ isOpen }) => isOpen);
}

/** The file of the same repository that the job calls. */
function calledBy({ root, workflow }: WorkflowJob): string | undefined {
  const path = /^\.\/(.+)$/.exec(textOf(valueAt(root, 'uses')) ?? '')?.[1];
  const { file } = workflow.document;
  const at = file.lastIndexOf('.github/workflows/');
  return path === undefined || at < 0 ? undefined : `${file.slice(0, at)}${path}`;
}

function asCalled(called: Workflow, caller: WorkflowJob): Workflow[] {
  const { triggers } = caller.workflow;
  const [before = []] = waysOf(caller);
  const jobs = called.jobs.flatMap((job): WorkflowJob[] => {
    const isOpen = job.agents.length > 0 && waysOf(job).every((way) => mayPass([...before, ...way], triggers));
    if (!isOpen) return [];
    const agents = job.agents.map((agent) => withSecrets(agent, caller.root));
    return [{ ...job, agents, isGated: false, permissions: permissionsFrom(job, caller) }];
  });
  if (jobs.length === 0) return [];
  const uses = valueAt(caller.root, 'uses');
  return [{ ...called, triggers, jobs, ...(uses ? { calledAt: placeOf(uses) } : {}) }];
}

function waysOf({ name, root, workflow, agents }: WorkflowJob): Tree[][] {
  return waysTo(name, root, valueAt(workflow.root, 'jobs'), agents);
}

// What a script before it or the caller decides by words of its own may be any decision, also the right one.
const decided = /\b(?:needs|inputs|steps)\./;

function mayPass(way: readonly Tree[], triggers: Workflow['triggers']): boolean {
  if (way.some(looksAtActor)) return false;
  const conditions = way.flatMap((tree) => conditionOf(tree) ?? []);
  return !conditions.some((condition) => decided.test(condition)) && !areGates(conditions, triggers);
}

/** What both say: the called job cannot have more than the job that calls it. */
function permissionsFrom({ permissions: own }: WorkflowJob, { permissions: given }: WorkflowJob): Permissions {
  if (own.level === 'unset' || (own.level === 'all' && given.level !== 'unset')) return given;
  if (given.level === 'unset' || given.level === 'unknown' || given.level === 'all') return own;
  const names = new Set(given.writes.map(({ name }) => name));
  const writes = own.writes.filter(({ name }) => names.has(name));
  const { entry, level } = own;
  return { ...(entry ? { entry } : {}), level: writes.length > 0 || level === 'unknown' ? level : 'none', writes };
}

/** A called workflow sees the secrets that it is handed, or all. */
function withSecrets(agent: WorkflowAgent, caller: MapTree): WorkflowAgent {
  const handed = valueAt(caller, 'secrets');
  if (textOf(handed) === 'inherit') return agent;
  const names = new Set(entriesOf(handed).map(({ key }) => key.toLowerCase()));
  return { ...agent, secrets: agent.secrets.filter(({ name }) => names.has(name.toLowerCase())) };
}
