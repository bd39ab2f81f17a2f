/** From the documents of workflows to the view that rules ask. */
import type { Document, MapTree, TextTree, Tree } from '../../documents/document.ts';
import { entriesOf, itemsOf, placeOf, textOf, valueAt, walk } from '../../documents/tree.ts';
import type { CompiledAgent } from '../dialects.ts';
import type { Recognised } from '../manifest.ts';
import { agenticJob } from './agentic.ts';
import { agentOf, isModelKey } from './agents.ts';
import { areGates, conditionOf, looksAtActor, neededBy } from './gates.ts';
import { permissionsOf } from './permissions.ts';
import { triggersOf } from './triggers.ts';
import { closeAfterMembers } from './upstream.ts';
import type { Workflow, WorkflowAgent, WorkflowJob, WorkflowStep } from './workflow.ts';

/** The workflows of all documents; what a tool has written from another file is left out. */
export function workflowsOf(recognised: readonly Recognised[], agents: readonly CompiledAgent[]): Workflow[] {
  const workflows = recognised.flatMap(({ kind, document, root }) => {
    if (root.kind !== 'map' || /\.lock\.ya?ml$/.test(document.file)) return [];
    if (kind === 'workflow') return [fromActions(document, root, agents)];
    return kind === 'agentic-workflow' ? [fromAgentic(document, root)] : [];
  });
  closeAfterMembers(workflows);
  return workflows;
}

function base(document: Document, root: MapTree, isAgentic: boolean): Workflow {
  return {
    document,
    root,
    isAgentic,
    triggers: triggersOf(valueAt(root, 'on')),
    permissions: permissionsOf(root),
    jobs: [],
    hasModelKey: false,
  };
}

function fromAgentic(document: Document, root: MapTree): Workflow {
  const workflow = base(document, root, true);
  workflow.jobs = [agenticJob(workflow)];
  return workflow;
}

function fromActions(document: Document, root: MapTree, agents: readonly CompiledAgent[]): Workflow {
  const workflow = base(document, root, false);
  const jobs = valueAt(root, 'jobs');
  workflow.hasModelKey = [...walk(root)].some(({ tree }) =>
    Array.from(textOf(tree)?.matchAll(/\bsecrets\.(\w+)/g) ?? []).some(([, name = '']) => isModelKey(name)),
  );
  workflow.jobs = entriesOf(jobs).flatMap(({ key, at, value }): WorkflowJob[] => {
    if (value.kind !== 'map') return [];
    const own = permissionsOf(value);
    const steps = itemsOf(valueAt(value, 'steps')).flatMap(toStep);
    const found = steps.flatMap((step) => agentOf(step, agents) ?? []);
    const ways = waysTo(key, value, jobs, found);
    return [
      {
        name: key,
        at: placeOf(at),
        root: value,
        workflow,
        permissions: own.level === 'unset' ? workflow.permissions : own,
        steps,
        isGated: ways.some(
          (way) =>
            way.some(looksAtActor) ||
            areGates(
              way.flatMap((tree) => conditionOf(tree) ?? []),
              workflow.triggers,
            ),
        ),
        agents: found,
      },
    ];
  });
  return workflow;
}

/** The job, what must have run before it, and a step with an agent: each list is what one start has to pass. */
export function waysTo(
  name: string,
  job: MapTree,
  jobs: Tree | undefined,
  agents: readonly WorkflowAgent[] = [],
): Tree[][] {
  const before = [job, ...neededBy(name, jobs)];
  // Every step has its own way: what one of two agents waits for is no condition of the other.
  return [before, ...agents.flatMap(({ step }) => (step ? [[...before, step.root]] : []))];
}

function toStep(root: Tree): WorkflowStep[] {
  if (root.kind !== 'map') return [];
  const uses = toText(valueAt(root, 'uses'));
  const run = toText(valueAt(root, 'run'));
  return [
    {
      root,
      action: (uses?.value ?? '').replace(/@.*$/, '').toLowerCase(),
      ...(uses ? { uses } : {}),
      ...(run ? { run } : {}),
      inputs: entriesOf(valueAt(root, 'with')),
      env: entriesOf(valueAt(root, 'env')),
    },
  ];
}

function toText(tree: Tree | undefined): TextTree | undefined {
  return tree?.kind === 'text' ? tree : undefined;
}
