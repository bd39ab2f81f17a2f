import { defineRule } from '../server/sdk.ts';

export const oauthCrossOriginRedirect = defineRule({
  meta: {
    id: 'oauth-cross-origin-redirect',
    title: 'Redirects of an MCP server followed to other sites',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices#server-side-request-forgery',
      'ghsa:GHSA-6prh-2h8m-c8cw',
      'cwe:200',
      'cwe:601',
      'owasp-asi:07',
      'owasp-mcp:01',
    ],
  },
  *check(context) {
    for (const call of context.calls('oauth-client')) {
      for (const option of call.unsafe().filter(({ name }) => name === 'redirects')) {
        if (context.isTest(call.at.file)) continue;
        const edits =
          option.safe === undefined ? undefined : context.edits.replaceOption(call, 'redirects', option.safe);
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message: 'The client follows redirects of the MCP server to any site',
          why: 'What the client sends, tools and their arguments, goes on to whatever site the server names, also to addresses inside the network; where a header carries a key of its own, that goes too.',
          help: 'Leave the default, which stays on the site of the server, and name the final URL in the configuration.',
          fixes: edits ? [{ title: 'Stay on the site of the server', safety: 'safe', edits }] : [],
        };
      }
    }
  },
});
