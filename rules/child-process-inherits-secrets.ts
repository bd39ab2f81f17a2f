import { defineRule } from '../server/sdk.ts';

// What fetches a program from somebody else and runs it.
const foreign = /^(npx|bunx|pnpx|uvx|pipx|docker|podman|deno)$/;

const configured = /^(?:command|cmd)$/i;

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
  *check({ calls, says }) {
    for (const call of calls('server-process')) {
      if (!call.takesEnvironment('env')) continue;
      // Any program may be started so; a server is one that is spoken to.
      if (call.name === 'spawn' && !says(call.at, /^jsonrpc$/m, 'file')) continue;
      const { texts, names } = call.option('command');
      // What a configuration names is whatever its author has found; what the program names is often its own.
      const isConfigured = names.some((name) => configured.test(name)) && !names.includes('argv');
      const isForeign = texts?.some((text) => foreign.test(text)) ?? isConfigured;
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
