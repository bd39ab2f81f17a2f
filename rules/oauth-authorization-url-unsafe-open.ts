import { defineRule, type Flow, type RuleContext } from '../server/sdk.ts';

export const oauthAuthorizationUrlUnsafeOpen = defineRule({
  meta: {
    id: 'oauth-authorization-url-unsafe-open',
    title: 'URL of a stranger handed to a shell or opened unseen',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:practices-18',
      'norm:practices-19',
      'norm:practices-20',
      'mcp:2026-07-28/basic/security_best_practices#oauth-authorization-url-validation',
      'cwe:78',
      'cwe:79',
      'cwe:939',
      'owasp-asi:05',
      'owasp-mcp:05',
    ],
  },
  *check(context) {
    for (const flow of context.flows({ from: ['authorization-url'], to: ['command', 'browser'] })) {
      const isCommand = flow.sinkKind === 'command';
      if (context.isTest(flow.sink.file) || (!isCommand && isLookedAt(flow, context))) continue;
      yield {
        at: flow.sink,
        path: flow.steps,
        confidence: 'high',
        message: isCommand
          ? 'The authorization URL becomes a part of a command line'
          : 'The authorization URL is opened, whatever its scheme',
        why: 'The MCP server says where its authorization server is, and a hostile one names a URL that ends the quotes of the command, or one of the scheme `javascript:`, `file:` or of a program that is installed.',
        help: 'Accept `https:` only, and http for the loopback address; start the browser with the URL as an argument of its own, without a shell.',
      };
    }
  },
});

function isLookedAt(flow: Flow, context: RuleContext): boolean {
  return (
    context.says(flow.sink, /^(protocol|scheme)$/m, 'file') || context.says(flow.source, /^(protocol|scheme)$/m, 'file')
  );
}
