import { defineRule, type McpServer, placeOf, type Report, textOf, type Workflow } from '../server/sdk.ts';

export const personalTokenForAgent = defineRule({
  meta: {
    id: 'personal-token-for-agent',
    title: 'Agent that acts with the token of a person',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['cwe:522', 'cwe:272', 'owasp-asi:03', 'owasp-mcp:01', 'owasp-mcp:02'],
  },
  *check({ manifests }) {
    for (const workflow of manifests.workflows()) yield* ofWorkflow(workflow);
    for (const server of manifests.servers()) yield* ofServer(server);
  },
});

const personal = /(?:^|_)(?:PAT|PERSONAL(?:_ACCESS)?_TOKEN|PERSONAL_TOKEN)(?:_|$|\d)/i;
const texts = {
  why: 'Everything that the person may do the agent may do, in every repository, and the log says that the person did it.',
  help: 'Give it an identity of its own: the token of an app for this repository, or a workload identity.',
};

function* ofWorkflow({ jobs }: Workflow): Iterable<Report> {
  for (const { agents } of jobs)
    for (const { secrets, product } of agents)
      for (const { name, at } of secrets)
        if (personal.test(name))
          yield {
            at,
            confidence: 'medium',
            message: `${product} works with \`${name}\`, by its name the token of a person`,
            ...texts,
          };
}

// The variable is called so by the server; what matters is what stands in it.
function* ofServer({ env, headers, name: own }: McpServer): Iterable<Report> {
  for (const { name, value, from = 0 } of [...env, ...headers]) {
    const text = textOf(value)?.slice(from) ?? '';
    const referred = /\$\{\{?\s*(?:env:|input:|secrets\.|secrets:)?([\w-]+)/.exec(text)?.[1]?.replaceAll('-', '_');
    if (referred === undefined || !personal.test(referred)) continue;
    yield {
      at: placeOf(value),
      confidence: 'low',
      severity: 'info',
      message: `The server${own === '' ? '' : ` \`${own}\``} works with \`${name}\`, by its name the token of a person`,
      ...texts,
    };
  }
}
