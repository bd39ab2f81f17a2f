import { defineRule, type Flow, type RuleContext } from '../server/sdk.ts';

const closed = /^(encrypt|seal|cipher|protect|secret|keytar|keyring|keychain|safeStorage)/i;

export const oauthPlaintextTokenStorage = defineRule({
  meta: {
    id: 'oauth-plaintext-token-storage',
    title: 'Tokens of the user kept where others can read them',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-20',
      'norm:authorization-28',
      'mcp:2026-07-28/basic/authorization/security-considerations#token-theft',
      'cwe:312',
      'cwe:922',
      'owasp-asi:03',
      'owasp-mcp:01',
      'owasp-llm:02',
    ],
  },
  *check(context) {
    const writes = new Map(context.calls('file-write').map((call) => [call.call.id, call]));
    for (const flow of context.flows({ from: ['oauth-tokens'], to: ['plain-storage'] })) {
      if (context.isTest(flow.sink.file) || isClosed(flow, context)) continue;
      const write = flow.call && writes.get(flow.call.id);
      const mode = write?.option('mode');
      if (mode && mode.state !== 'absent') continue;
      const edits = write ? context.edits.giveOption(write, 'mode', '0o600') : undefined;
      yield {
        at: flow.sink,
        path: flow.steps,
        confidence: 'high',
        message: write
          ? 'The tokens are written to a file that every user of the machine can read'
          : 'The tokens are kept in clear text',
        why: 'A refresh token opens the account for months. Any program of the same machine, any script of the same page, any backup gets it from there.',
        help: write
          ? 'Keep them in the keychain of the system; where it has to be a file, one that only its owner can read (`mode: 0o600`).'
          : 'Keep them in the secret storage of the host (`context.secrets`), in the keychain, or on the server.',
        fixes: edits ? [{ title: 'Let only its owner read the file', safety: 'safe' as const, edits }] : [],
      };
    }
    for (const call of context.calls('oauth-server')) {
      for (const option of call.unsafe().filter(({ name }) => name === 'storage')) {
        const edits = context.edits.dropOption(call, 'storage');
        yield {
          at: option.at ?? call.at,
          confidence: 'high',
          message: 'The tokens of the provider are stored without encryption',
          why: 'Whoever reads the store, by a backup or a second service, holds the tokens of all users.',
          help: 'Leave the encryption on, and give it a key from a setting.',
          fixes: edits ? [{ title: 'Encrypt them, as is the default', safety: 'safe' as const, edits }] : [],
        };
      }
    }
  },
});

function isClosed({ sink, steps }: Flow, context: RuleContext): boolean {
  const holder = context.roleAround(sink)?.fn;
  return steps.some(({ note }) => closed.test(note)) || (holder !== undefined && context.callsNamed(holder, closed));
}
