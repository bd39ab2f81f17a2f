import {
  defineRule,
  type Fix,
  type Manifests,
  pieceOf,
  type Place,
  placeOf,
  type Report,
  textOf,
  type Tree,
  valueAt,
  type Workflow,
  type WorkflowAgent,
  type WorkflowJob,
} from '../server/sdk.ts';

export const workflowUntrustedAgentTrigger = defineRule({
  meta: {
    id: 'workflow-untrusted-agent-trigger',
    title: 'Agent that everybody can start with the rights of the repository',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:94', 'cwe:829', 'cwe:863', 'owasp-asi:01', 'owasp-asi:03', 'owasp-mcp:06', 'owasp-llm:01'],
  },
  *check({ manifests }) {
    for (const workflow of [...manifests.workflows(), ...manifests.calledWorkflows()]) {
      const open = workflow.triggers.filter(({ isOpen }) => isOpen);
      for (const job of workflow.jobs) {
        if (job.isGated || job.agents.length === 0) continue;
        for (const agent of job.agents) yield* ofAgent(manifests, workflow, job, agent);
        if (open.length === 0) continue;
        yield* ofHead(workflow, job);
        yield* ofTexts(job);
      }
    }
  },
});

const help =
  'Let only people who may write start it (`author_association`), or give the model a token that can only read and let another job write what was checked.';

interface Held {
  /** The end of a sentence. */
  words: string;
  isMuch: boolean;
}

// To ask a model costs money, and gives nothing of the repository.
const slight = new Set(['issues', 'discussions', 'id-token', 'models', 'copilot-requests']);

/** What the agent can do with what it is given. */
function heldBy({ permissions }: WorkflowJob, { secrets, hasNoToken }: WorkflowAgent): Held | undefined {
  const [secret] = secrets;
  if (secret) return { words: `the secret \`${secret.name}\``, isMuch: true };
  if (hasNoToken) return undefined;
  if (permissions.level === 'all') return { words: 'every right of the repository', isMuch: true };
  const strong = permissions.writes.find(({ name }) => !slight.has(name));
  if (strong) return { words: `\`${strong.name}: write\``, isMuch: true };
  const [weak] = permissions.writes.filter(({ name }) => name !== 'id-token');
  if (weak) return { words: `\`${weak.name}: write\``, isMuch: false };
  const isSaid = permissions.level === 'none';
  return {
    words: isSaid ? 'a token that reads the repository' : 'a token whose rights nothing here limits',
    isMuch: false,
  };
}

function* ofAgent(manifests: Manifests, workflow: Workflow, job: WorkflowJob, agent: WorkflowAgent): Iterable<Report> {
  const { triggers, document, isAgentic } = workflow;
  const starts = isAgentic
    ? triggers.filter(({ name }) => !/^(?:schedule|workflow_dispatch|push)$/.test(name))
    : triggers.filter(({ isOpen }) => isOpen);
  const [first] = starts;
  if (agent.isChecked || !first) return;
  const held = heldBy(job, agent);
  if (!held) return;
  const [opening] = agent.opened;
  const isBots = opening !== undefined && /bots/.test(opening.shown);
  // Who opens it on purpose and gives it little has thought of it.
  const isHigh = !isBots && (held.isMuch || (!opening && job.permissions.level !== 'none'));
  const edits = opening?.member && manifests.edits.remove(document, opening.member);
  const fixes: Fix[] = edits
    ? [{ title: `Take \`${opening.shown}\` out`, safety: 'safe', edits }]
    : opening
      ? []
      : gate(manifests, workflow, job);
  yield {
    at: opening?.at ?? agent.at,
    confidence: isHigh ? 'high' : 'medium',
    severity: held.isMuch ? 'error' : 'warning',
    message: opening
      ? `\`${opening.shown}\` ${opening.effect}, and it holds ${held.words}`
      : `Everybody can start ${agent.product} by \`${first.name}\`, and it holds ${held.words}`,
    why: 'Whoever opens an issue or writes a comment writes into the prompt. What the text asks for is done with the token and the secrets of the job.',
    help,
    related: [
      { ...first.at, note: 'anybody starts it here' },
      ...(workflow.calledAt ? [{ ...workflow.calledAt, note: 'called here' }] : []),
      ...(opening ? [{ ...agent.at, note: 'the agent' }] : []),
    ],
    fixes,
  };
}

const authors: Record<string, string> = {
  issue_comment: 'github.event.comment.author_association',
  discussion_comment: 'github.event.comment.author_association',
  issues: 'github.event.issue.author_association',
  discussion: 'github.event.discussion.author_association',
  pull_request_target: 'github.event.pull_request.author_association',
};

// Where other events start the job, too, the condition would shut them out.
function gate({ edits }: Manifests, workflow: Workflow, { root }: WorkflowJob): Fix[] {
  const { triggers, document, isAgentic, calledAt } = workflow;
  const whose = triggers.map(({ name }) => authors[name]);
  if (isAgentic || calledAt || valueAt(root, 'if') || whose.some((each) => each === undefined)) return [];
  const condition = `contains(fromJSON('["OWNER","MEMBER","COLLABORATOR"]'), ${[...new Set(whose)].join(' || ')})`;
  const changed = edits.set(document, root, 'if', condition);
  return changed
    ? [{ title: 'Let only members of the repository start the job', safety: 'suggestion', edits: changed }]
    : [];
}

const head =
  /workflow_run\.(?:head_branch|head_sha|pull_requests)|pull_request\.head\.(?:sha|ref)|github\.head_ref|refs\/pull\/|pull\/\$\{\{/;
const runs =
  /\b(?:npm|pnpm|yarn|bun|npx|pip|uv|poetry|make|cargo|go|gradle|mvn|composer|bundle|pytest|python3?|node)\b|\.\/\w/;

/** Code of somebody else in a job that holds what only the repository should. */
function* ofHead({ triggers, root }: Workflow, job: WorkflowJob): Iterable<Report> {
  const trigger = triggers.find(({ name, isOpen }) => isOpen && /^(?:workflow_run|pull_request_target)$/.test(name));
  const strong =
    job.permissions.writes.find(({ name }) => !slight.has(name)) ??
    (job.permissions.level === 'all' ? job.permissions.writes[0] : undefined);
  const secret = job.agents.flatMap(({ secrets }) => secrets)[0];
  if (!trigger || (!strong && !secret)) return;
  for (const [index, { action, inputs, run }] of job.steps.entries()) {
    const filled = (text: string): string => withVariables(text, [job.root, root]);
    const ref =
      action === 'actions/checkout'
        ? inputs.find(({ key, value }) => key === 'ref' && head.test(filled(textOf(value) ?? '')))?.value
        : undefined;
    const taken = ref ?? (run && takesHead(filled(run.value)) ? run : undefined);
    if (!taken) continue;
    const after = job.steps.slice(index + 1);
    const isRun = after.some((step) => runs.test(step.run?.value ?? '') || step.action.startsWith('./'));
    // The agent itself refuses people who may not write; what else the job runs does not.
    if (trigger.name === 'pull_request_target' && !isRun) continue;
    yield {
      at: placeOf(taken),
      confidence: 'high',
      message: `Code that the repository has not taken yet is checked out where the agent holds ${strong ? `\`${strong.name}: write\`` : `\`${secret?.name ?? ''}\``}`,
      why: 'Its build scripts, its settings for the agent and its instructions are those of whoever pushed the branch, and all of them run with the rights of this job.',
      help: 'Check out the default branch, or run the agent on the branch in a job that can only read.',
      related: [{ ...trigger.at, note: 'started here' }],
    };
    return;
  }
}

/** The text with what the `env` of a job or workflow says in place of `${{ env.NAME }}`. */
function withVariables(text: string, scopes: readonly Tree[]): string {
  return text.replace(/\$\{\{\s*env\.(\w+)\s*\}\}/g, (written, name: string) => {
    const found = scopes
      .map((scope) => textOf(valueAt(valueAt(scope, 'env'), name)))
      .find((value) => value !== undefined);
    return found ?? written;
  });
}

// A branch that is only made may be called after theirs.
const takes = /\bgit\s+(?:checkout(?!\s+-[bB])|switch(?!\s+-[cC])|pull|reset)\b[^\n;&|]*/g;

function takesHead(script: string): boolean {
  return /\bgh\s+pr\s+checkout\b/.test(script) || [...script.matchAll(takes)].some(([line]) => head.test(line));
}

const foreign =
  /\$\{\{[^}]*\bgithub\.(?:event\.(?:issue\.(?:title|body)|comment\.body|review\.body|discussion\.(?:title|body)|pull_request\.(?:title|body|head\.(?:ref|label))|workflow_run\.(?:head_branch|display_title))|head_ref)\b[^}]*\}\}/g;

/** Text of somebody else inside a script of the job. */
function* ofTexts({ steps }: WorkflowJob): Iterable<Report> {
  for (const { run } of steps)
    for (const { 0: whole, index } of run?.value.matchAll(foreign) ?? []) {
      if (!run) continue;
      const at: Place = pieceOf(run, index, index + whole.length);
      yield {
        at,
        confidence: 'high',
        message: 'What anybody wrote becomes part of this script',
        why: 'The expression is filled in before the shell reads the line: a quote and a semicolon in a title are enough to run any command with the secrets of the job.',
        help: 'Hand it over in `env` and write it as a quoted variable.',
      };
    }
}
