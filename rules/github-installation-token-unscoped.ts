import { defineRule } from '../server/sdk.ts';

export const githubInstallationTokenUnscoped = defineRule({
  meta: {
    id: 'github-installation-token-unscoped',
    title: 'Token with every right of a GitHub App, for every repository',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:272', 'owasp-asi:03', 'owasp-mcp:02'],
  },
  *check({ calls, edits }) {
    for (const call of calls('installation-token')) {
      const isInstallation = call.option('type').texts?.includes('installation') === true;
      const [permissions, repositories] = [call.option('permissions'), call.option('repositories')];
      if (!isInstallation || permissions.state !== 'absent' || repositories.state !== 'absent') continue;
      const found = edits.giveOption(call, 'permissions', "{ contents: 'read' }");
      yield {
        at: call.at,
        confidence: 'medium',
        message: 'The token has every permission of the app, for every repository of the installation',
        why: 'One task of an agent needs one repository and a few rights. What it does not need is what a prompt out of an issue can make it use.',
        help: 'Ask for `permissions` and `repositoryIds` of the one task; the token can never have more than the app.',
        fixes: found ? [{ title: 'Only read contents', safety: 'suggestion', edits: found }] : [],
      };
    }
  },
});
