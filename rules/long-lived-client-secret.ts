import { defineRule, type Report, type RuleContext, scalarOf, walk } from '../server/sdk.ts';

export const longLivedClientSecret = defineRule({
  meta: {
    id: 'long-lived-client-secret',
    title: 'Agent that proves who it is with a secret',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:oauth-12',
      'rfc:9700#2.5',
      'entra:agent-id#credentials',
      'cwe:798',
      'cwe:321',
      'owasp-asi:03',
      'owasp-mcp:01',
    ],
  },
  *check(context) {
    for (const call of context.calls('client-secret')) {
      const secret = call.option('secret');
      if (secret.state === 'absent' || secret.state === 'unknown' || context.isTest(call.at.file)) continue;
      yield {
        at: secret.at ?? call.at,
        confidence: 'medium',
        ...texts,
      };
    }
    yield* inSettings(context);
  },
});

const texts = {
  message: 'The agent signs in with a client secret, which is good for months wherever it gets to',
  why: 'A secret can be copied from a setting, a log or a backup, and whoever has it is the agent. Nothing ties it to the machine that it was given to.',
  help: 'Use what cannot be copied: a managed identity, a federated credential of the workload, or a key that stays in a vault.',
};

const ofEntra =
  /^(?:AZURE|ENTRA|AAD|AZURE_AD|MICROSOFT(?:_APP)?|MS_GRAPH|GRAPH)_CLIENT_SECRET$|^AzureAd__ClientSecret$/i;

function* inSettings({ manifests, isTest }: RuleContext): Iterable<Report> {
  for (const server of manifests.servers())
    for (const { name, at } of server.env)
      if (ofEntra.test(name) && !isTest(server.document.file)) yield { at, confidence: 'medium', ...texts };
  for (const { document, root } of manifests.recognised('dotnet-settings'))
    for (const { tree, entry } of isTest(document.file) ? [] : walk(root))
      if (entry?.key === 'SourceType' && scalarOf(tree) === 'ClientSecret')
        yield { at: { file: entry.at.file, start: entry.at.start, end: tree.end }, confidence: 'medium', ...texts };
}
