import { defineRule, type Flow, type RuleContext } from '../server/sdk.ts';

const closed = /^(encrypt|seal|cipher|protect|secret|keytar|keyring|keychain|safeStorage)/i;

const closing = /^(chmod|fchmod|encrypt|seal|cipher|createCipher|setPassword)/i;

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
    const told = new Set<number>();
    for (const flow of context.flows({ from: ['oauth-tokens'], to: ['plain-storage'] })) {
      if (context.isTest(flow.sink.file) || isClosed(flow, context)) continue;
      const write = flow.call && writes.get(flow.call.id);
      const mode = write?.option('mode');
      if (flow.call) told.add(flow.call.id);
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
    yield* named(told, context);
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

const tokens =
  /^(oauth|auth|access|refresh|google|stored|saved|new|user|my|the)?_?(oauth|access|refresh)?_?tokens?(_?(set|data|response|info|store|storage|cache|json))?$|^(oauth|user|stored|saved)?_?cred(ential)?s$/i;
// A count, a limit, or what shows a form or a person.
const otherTokens = /max|count|limit|usage|csrf|design|prompt|completion|lexer|theme|color|push|device/i;
const kept = /token|cred(ential)?s?|oauth/i;
const ofOAuth = /oauth|(auth|access|refresh)[-_]?token/i;
// Words of OAuth: what else is called a token has none of them.
const renewed = /^(refresh_?token|access_?token|grant_type|expires_in|expiry_date|authorization_code|oauth\w*)$/im;

// A file that is named for tokens, and what is named so written into it.
function* named(told: ReadonlySet<number>, context: RuleContext) {
  for (const write of context.calls('file-write')) {
    if (told.has(write.call.id) || context.isTest(write.at.file) || write.option('mode').state !== 'absent') continue;
    const content = write.makers('content');
    const isNamed = content.some((name) => tokens.test(name)) && !content.some((name) => otherTokens.test(name));
    const paths = [...write.makers('path'), ...(write.option('path').texts ?? [])];
    // A file that is named by what it holds is found by it, as a lock by its owner.
    if (!isNamed || !paths.some((name) => kept.test(name) && !content.includes(name))) continue;
    if (!paths.some((name) => ofOAuth.test(name)) && !context.says(write.at, renewed, 'file')) continue;
    const holder = write.inside ?? write.within;
    if (content.some((name) => closed.test(name)) || (holder && context.callsNamed(holder, closing))) continue;
    const isInPrivate = context
      .calls('directory')
      .some((made) => made.at.file === write.at.file && made.option('mode').state !== 'absent');
    if (isInPrivate) continue;
    const edits = context.edits.giveOption(write, 'mode', '0o600');
    yield {
      at: write.option('content').at ?? write.at,
      confidence: 'high' as const,
      message: 'The tokens are written to a file that every user of the machine can read',
      why: 'A refresh token opens the account for months. Any program of the same machine, any backup gets it from there.',
      help: 'Keep them in the keychain of the system; where it has to be a file, one that only its owner can read (`mode: 0o600`).',
      fixes: edits ? [{ title: 'Let only its owner read the file', safety: 'safe' as const, edits }] : [],
    };
  }
}

function isClosed({ sink, steps }: Flow, context: RuleContext): boolean {
  const holder = context.roleAround(sink)?.fn;
  return steps.some(({ note }) => closed.test(note)) || (holder !== undefined && context.callsNamed(holder, closed));
}
