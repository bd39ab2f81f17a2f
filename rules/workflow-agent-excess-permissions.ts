import {
  defineRule,
  type Fix,
  type Manifests,
  type Report,
  valueAt,
  type Workflow,
  type WorkflowAgent,
  type WorkflowJob,
} from '../server/sdk.ts';

export const workflowAgentExcessPermissions = defineRule({
  meta: {
    id: 'workflow-agent-excess-permissions',
    title: 'Agent in a workflow with more rights than it needs',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['norm:tenets-2', 'cwe:250', 'cwe:272', 'owasp-asi:02', 'owasp-asi:03', 'owasp-mcp:02', 'owasp-llm:06'],
  },
  *check({ manifests }) {
    for (const workflow of manifests.workflows()) {
      const said = new Set<number>();
      for (const job of workflow.jobs) {
        if (job.agents.length > 0 || workflow.hasModelKey) yield* everything(manifests, workflow, job, said);
        for (const agent of job.agents) yield* ofAgent(manifests, workflow, job, agent);
        yield* cloud(job);
      }
    }
  },
});

const why = 'What the agent reads can tell it what to do, and it does it with every right that the job has.';

/** `write-all`, once for each place that says it. */
function* everything(
  manifests: Manifests,
  { document }: Workflow,
  { permissions, agents }: WorkflowJob,
  said: Set<number>,
): Iterable<Report> {
  const { entry, level } = permissions;
  if (level !== 'all' || !entry || said.has(entry.at.start)) return;
  said.add(entry.at.start);
  const edits = manifests.edits.replace(document, entry.value, { contents: 'read' });
  const fixes: Fix[] = edits ? [{ title: 'Begin with reading alone', safety: 'suggestion', edits }] : [];
  yield {
    at: { file: entry.at.file, start: entry.at.start, end: entry.value.end },
    confidence: 'high',
    message:
      agents.length > 0
        ? 'The agent of this job may change everything in the repository'
        : 'A job beside the one with the model may change everything in the repository',
    why:
      agents.length > 0
        ? why
        : 'It takes over what the job with the model made or wrote, with every right that there is.',
    help: 'Name the rights that the job needs: `contents: read`, `issues: write`.',
    fixes,
  };
}

function* ofAgent(manifests: Manifests, workflow: Workflow, job: WorkflowJob, agent: WorkflowAgent): Iterable<Report> {
  const { level, writes } = job.permissions;
  const isStrong =
    level === 'all' ||
    writes.some(({ name }) => !/^(?:id-token|issues|discussions|models)$/.test(name)) ||
    agent.secrets.length > 0;
  for (const { at, shown, effect } of agent.loosened)
    yield {
      at,
      // With a token that only reads, the agent can waste time and read what it sees anyway.
      confidence: isStrong || agent.opened.length > 0 ? 'high' : 'medium',
      message: `\`${shown}\` ${effect}`,
      why: 'An issue, a page or a file that the agent reads can hold a command; nothing is left that would refuse it.',
      help: 'Allow single commands: `Bash(npm test)`, `Bash(gh issue view:*)`.',
    };
  yield* ofSecrets(agent);
  if (level !== 'unset' || workflow.isAgentic) return;
  const edits = manifests.edits.set(workflow.document, job.root, 'permissions', { contents: 'read' });
  const fixes: Fix[] = edits ? [{ title: 'Begin with reading alone', safety: 'suggestion', edits }] : [];
  yield {
    at: agent.at,
    confidence: 'medium',
    severity: 'info',
    message: 'Nothing says what the token of this job may do; in many repositories it may change everything',
    why,
    help: 'Say it: `permissions: { contents: read }`, and what the job writes.',
    fixes,
  };
}

const serious =
  /(?:^|_)(?:NPM|PYPI|DOCKER(?:HUB)?|REGISTRY|DATABASE|DB|POSTGRES|MYSQL|MONGO(?:DB)?|REDIS|SUPABASE|SSH|DEPLOY|KUBE(?:CONFIG)?|SIGNING|STRIPE|PROD(?:UCTION)?|TERRAFORM|VAULT|CLOUDFLARE|VERCEL|NETLIFY|HEROKU|FIREBASE|SERVICE_ROLE|PRIVATE_KEY)(?:_|$)/i;

/** What a model was given besides its own key and the token of the job. */
function* ofSecrets({ secrets, product, isChecked }: WorkflowAgent): Iterable<Report> {
  for (const { name, at } of secrets) {
    const isSerious = serious.test(name);
    if (!isSerious && isChecked) continue;
    yield {
      at,
      confidence: isSerious ? 'high' : 'medium',
      message: `${product} is given \`${name}\`, and can write it into whatever it answers`,
      why: 'What the agent reads can ask it to print its environment; masking in logs does not hold for parts, other spellings and requests.',
      help: 'Use the secret in a step of its own, before or after the agent, and give the agent what came of it.',
    };
  }
}

const logins = /^(?:aws-actions\/configure-aws-credentials|azure\/login|google-github-actions\/auth)$/;

function* cloud({ permissions, steps, agents }: WorkflowJob): Iterable<Report> {
  const [agent] = agents;
  const login = steps.find(({ action }) => logins.test(action));
  const changes = permissions.writes.find(({ name }) => name === 'contents');
  const identity = permissions.writes.find(({ name }) => name === 'id-token');
  if (!agent || !login?.uses || !changes || !identity || valueAt(login.root, 'if')) return;
  yield {
    at: login.uses,
    confidence: 'medium',
    message: 'One job holds an agent, the right to change the code and a login to the cloud',
    why: 'An agent that was talked into something reaches both, and what it pushes can use the login again.',
    help: 'Log in to the cloud in a job of its own, which takes over what was checked.',
    related: [
      { ...agent.at, note: 'the agent' },
      { ...changes.at, note: 'it may change the code' },
    ],
  };
}
