/** Agentic workflows in Markdown: the whole file is one agent, and its compiler adds a check of the role. */
import type { Tree } from '../../documents/document.ts';
import { entryAt, firstAt, isTrue, oneOrMore, placeOf, textOf, valueAt } from '../../documents/tree.ts';
import type { Loosened, Workflow, WorkflowJob } from './workflow.ts';

/** The job that the compiler makes of the front matter. */
export function agenticJob(workflow: Workflow): WorkflowJob {
  const { root, permissions } = workflow;
  const at = { file: root.file, start: root.start, end: root.start + 1 };
  const roles = firstAt(root, ['on.roles', 'roles']);
  const everybody = oneOrMore(roles?.value).find((item) => textOf(item) === 'all');
  const opened: Loosened[] =
    roles && everybody
      ? [
          {
            at: { file: roles.at.file, start: roles.at.start, end: roles.value.end },
            shown: `${roles.key}: all`,
            effect: 'lets everybody start the agent',
          },
        ]
      : [];
  return {
    name: 'agent',
    at,
    root,
    workflow,
    permissions,
    steps: [],
    isGated: valueAt(root, 'environment') !== undefined,
    agents: [
      {
        product: 'agentic workflow',
        at: everybody ? placeOf(everybody) : at,
        isChecked: opened.length === 0,
        opened,
        loosened: shells(root),
        hasNoToken: false,
        secrets: [],
      },
    ],
  };
}

// `bash: true`, `bash: ["*"]` and `bash: [":*"]`.
function shells(root: Tree): Loosened[] {
  const entry = entryAt(root, 'tools.bash');
  if (!entry) return [];
  const effect = 'lets the agent run every command';
  if (isTrue(entry.value))
    return [{ at: { file: entry.at.file, start: entry.at.start, end: entry.value.end }, shown: 'bash: true', effect }];
  const every = oneOrMore(entry.value).find((item) => /^:?\*$/.test(textOf(item) ?? ''));
  return every ? [{ at: placeOf(every), shown: `bash: ${textOf(every) ?? ''}`, effect }] : [];
}
