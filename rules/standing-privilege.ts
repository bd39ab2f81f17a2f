import { type ApiCall, defineRule } from '../server/sdk.ts';

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
        why: 'What a model is talked into can use every right that the credential has. A token that holds only what this task needs leaves the rest out of reach.',
        help: 'Ask for the rights of the task: the repositories and permissions of an installation token, a session policy and a short session of an assumed role.',
      };
    }
  },
});

function messageOf(call: ApiCall): string | undefined {
  const seconds = Number(call.option('seconds').texts?.[0] ?? 0);
  if (seconds > maxSeconds) return `The session lasts ${seconds / maxSeconds} hours`;
  return call.option('scope').state === 'absent'
    ? 'The token has every right of the installation or the role'
    : undefined;
}
