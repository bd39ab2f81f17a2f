import { defineRule } from '../server/sdk.ts';

// What fetches a program from somebody else and runs it.
const foreign = /^(npx|bunx|pnpx|uvx|pipx|docker|podman|deno)$/;

export const childProcessInheritsSecrets = defineRule({
  meta: {
    id: 'child-process-inherits-secrets',
    title: 'MCP server that is handed every secret of its host',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'cwe:526',
      'cwe:200',
      'owasp-asi:03',
      'owasp-asi:04',
      'owasp-mcp:01',
      'owasp-mcp:04',
      'norm:practices-16',
    ],
  },
  *check({ calls }) {
    for (const call of calls('server-process')) {
      if (!call.takesEnvironment('env')) continue;
      const isForeign = call.option('command').texts?.some((text) => foreign.test(text));
      yield {
        at: call.option('env').at ?? call.at,
        confidence: isForeign ? 'high' : 'medium',
        message: 'The server that is started gets the whole environment of this program',
        why: 'Keys of models, clouds and other servers stand there, and a server that somebody else wrote can read and send them.',
        help: 'Hand over the variables that it needs, by name; the SDK adds those without which no program runs (`getDefaultEnvironment`).',
      };
    }
  },
});
