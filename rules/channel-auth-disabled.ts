import { type ApiCall, defineRule, type Fix, type RuleContext } from '../server/sdk.ts';

export const channelAuthDisabled = defineRule({
  meta: {
    id: 'channel-auth-disabled',
    title: 'Bot or agent that does not ask who is calling',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:306', 'cwe:287', 'cwe:1188', 'owasp-asi:03', 'owasp-mcp:07'],
  },
  *check(context) {
    for (const call of context.calls('channel')) {
      for (const option of call.unsafe()) {
        yield {
          ...texts,
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message:
            option.name === 'callers'
              ? 'With `*` among the callers every application may call this bot'
              : 'Messages are taken without a token, so whoever knows the address speaks as any user',
          fixes: option.name === 'flag' ? inCode(call, context) : [],
        };
      }
    }
    yield* inEnvironment(context);
  },
});

const texts = {
  why: 'The token is all that shows that a message comes from the channel and whom it speaks for. Without it anybody writes a message in the name of any user, and the agent acts on it.',
  help: 'Remove the setting, and use the playground or a tunnel with a registered bot for development.',
};

function inCode(call: ApiCall, { edits }: RuleContext): Fix[] {
  const found = edits.replaceOption(call, 'flag', 'false');
  return found ? [{ title: 'Ask for a token', safety: 'safe', edits: found }] : [];
}

const switches = /^(?:DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS|SKIP_AUTH)$/i;

function* inEnvironment({ manifests }: RuleContext) {
  for (const { document, name, text, at, tree, isSample } of manifests.givenVariables()) {
    if (!switches.test(name) || !/^(?:true|1)$/i.test(text)) continue;
    // The other name is that of many programs.
    const isOurs = name.toUpperCase() !== 'SKIP_AUTH';
    const edits = manifests.edits.remove(document, tree);
    yield {
      ...texts,
      at,
      confidence: isOurs && !isSample ? ('high' as const) : ('low' as const),
      message: `\`${name}\` lets messages without a token in, so whoever knows the address speaks as any user`,
      fixes: edits ? [{ title: 'Ask for a token', safety: 'safe' as const, edits }] : [],
    };
  }
}
