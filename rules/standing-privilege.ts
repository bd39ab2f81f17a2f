import {
  type ApiCall,
  defineRule,
  type Manifests,
  type McpServer,
  placeOf,
  type Report,
  textOf,
} from '../server/sdk.ts';

const maxSeconds = 3600;

export const standingPrivilege = defineRule({
  meta: {
    id: 'standing-privilege',
    title: 'Agent that gets all rights for every task',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices#scope-minimization',
      'cwe:250',
      'cwe:269',
      'cwe:613',
      'owasp-asi:03',
      'owasp-mcp:01',
      'owasp-mcp:02',
      'owasp-llm:06',
    ],
  },
  *check(context) {
    for (const call of context.calls('standing-grant')) {
      if (context.isTest(call.at.file)) continue;
      const message = messageOf(call);
      if (message === undefined) continue;
      yield {
        at: call.at,
        confidence: context.isAgentPackage(call.at) ? 'high' : 'medium',
        message,
        ...texts,
      };
    }
    for (const server of context.manifests.servers())
      if (!context.isTest(server.document.file)) yield* ofServer(server);
    yield* ofApps(context.manifests);
  },
});

const texts = {
  why: 'What a model is talked into can use every right that the credential has. A token that holds only what this task needs leaves the rest out of reach.',
  help: 'Ask for the rights of the task: the repositories and permissions of an installation token, a session policy and a short session of an assumed role, a database role of its own.',
};

// The account that a database is set up with, on another machine than this.
const superuser =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mssql|sqlserver):\/\/(?:postgres|root|sa|admin)(?::[^@/\s]*)?@(?!localhost\b|127\.|\[::1\]|host\.docker\.internal|[\w-]+(?::\d+)?\/)/i;

function* ofServer({ name, env, args }: McpServer): Iterable<Report> {
  const shown = name === '' ? 'This server' : `The server \`${name}\``;
  const key = env.find((each) => each.name === 'AWS_ACCESS_KEY_ID');
  if (key && !env.some((each) => each.name === 'AWS_SESSION_TOKEN'))
    yield { at: key.at, confidence: 'medium', message: `${shown} works with a key of AWS that never ends`, ...texts };
  for (const value of [...env.map((each) => each.value), ...args])
    if (superuser.test(textOf(value) ?? ''))
      yield {
        at: placeOf(value),
        confidence: 'medium',
        message: `${shown} works as the account that owns the database server`,
        ...texts,
      };
}

// `actions/create-github-app-token` in a job with an agent: with an owner and no list it is for all repositories.
function* ofApps(manifests: Manifests): Iterable<Report> {
  for (const { jobs } of manifests.workflows())
    for (const { agents, steps } of jobs)
      for (const { action, uses, inputs } of agents.length > 0 ? steps : []) {
        if (!uses || !/(?:^|\/)create-github-app-token$/.test(action)) continue;
        const has = (name: string): boolean => inputs.some(({ key }) => key === name);
        if (!has('owner') || has('repositories')) continue;
        const message = 'The token for the agent reaches every repository of the installation';
        yield { at: placeOf(uses), confidence: 'medium', message, ...texts };
      }
}

function messageOf(call: ApiCall): string | undefined {
  const seconds = Number(call.option('seconds').texts?.[0] ?? 0);
  if (seconds > maxSeconds) return `The session lasts ${seconds / maxSeconds} hours`;
  return call.option('scope').state === 'absent'
    ? 'The token has every right of the installation or the role'
    : undefined;
}
