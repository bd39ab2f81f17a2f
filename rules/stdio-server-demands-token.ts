import { defineRule, type Place, type RuleContext } from '../server/sdk.ts';

const carried = /^auth_?info$/i;
// Another way in, whoever speaks it: a transport over the network, the protocol by hand.
const network =
  /(http|sse|web_?socket|worker)\w*transport|^mcp-session-id$|^createMcpHandler$|^tools\/call$|^httpStream$|^handleRequest$|inMemoryTransport/im;

export const stdioServerDemandsToken = defineRule({
  meta: {
    id: 'stdio-server-demands-token',
    title: 'Server on standard input that waits for a token',
    pillar: 'identity',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:authorization-41',
      'mcp:2026-07-28/basic/authorization#protocol-requirements',
      'cwe:287',
      'cwe:561',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    if (context.calls('mcp-stdio').length === 0) return;
    for (const tool of context.tools()) {
      const read = tool.handlers.flatMap((fn) => context.readsOf(fn, carried))[0];
      if (read && isStdioOnly(read.at, context)) yield told(read.at, 'The client that calls this tool sends no token');
    }
    for (const v of context.verifications('resource-metadata'))
      if (isStdioOnly(v.at, context)) yield told(v.at, 'Nobody asks a server on standard input where to log in');
    for (const app of context.calls('mcp-app')) {
      const { state, at } = app.option('login');
      if (at && state !== 'absent' && state !== 'possibly-empty' && isStdioOnly(app.at, context))
        yield told(at, 'No client of this server goes through this login');
    }
  },
});

function told(at: Place, message: string) {
  return {
    at,
    confidence: 'high' as const,
    message,
    why: 'Over standard input a server gets no headers, and no client logs in to it: what waits for a token there always finds none. A check of it refuses everybody or, where it is left out when nothing came, nobody.',
    help: 'Take the credentials of the one user from the environment, or serve the tools over HTTP, where requests carry tokens.',
  };
}

// The package starts on standard input, and nothing in it speaks the protocol in any other way.
function isStdioOnly(at: Place, context: RuleContext): boolean {
  const isStdio = context.calls('mcp-stdio').some((call) => context.isSamePackage(call.at, at));
  const isServed =
    context.project(at.file).isHttp ||
    context.endpoints().some(({ protocol }) => protocol !== 'http') ||
    context.calls('mcp-listen').length > 0;
  return isStdio && !isServed && !context.isTest(at.file) && !context.says(at, network, 'package');
}
