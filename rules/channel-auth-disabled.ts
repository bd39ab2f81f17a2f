import { type ApiCall, defineRule, type Fix, type Report, type RuleContext } from '../server/sdk.ts';

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
      yield* withoutId(call, context);
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

/** Libraries that ask for no token where the bot has no id. */
function* withoutId(call: ApiCall, context: RuleContext): Iterable<Report> {
  const [app, type] = [call.option('app'), call.option('appType')];
  const isMissing = app.state === 'absent' || (app.texts ?? []).length + app.names.length === 0;
  // A variable that is not set is a mistake of a deployment; an empty text in its place was written down.
  const isEmpty = app.state === 'possibly-empty' && !app.mayBeUndefined && !app.mayBeNull;
  if (!('app' in call.places) || (!isEmpty && app.state !== 'absent') || context.isTest(call.at.file)) return;
  if ('others' in call.places && (app.state === 'absent' || call.option('others').state !== 'absent')) return;
  if (onlySpeaksFirst(call, context)) return;
  // The library refuses to start such a bot without an id.
  if (/^(?:singletenant|userassignedmsi)$/i.test(type.texts?.[0]?.trim() ?? '')) return;
  const found = context.edits.requireOption(call, 'app', 'the id of the bot is not set');
  yield {
    ...texts,
    at: app.at ?? call.at,
    confidence: type.state === 'unknown' ? 'medium' : 'high',
    message: isMissing
      ? 'A bot without an id asks for no token, so whoever knows the address speaks as any user'
      : 'Where the id is not set the bot asks for no token, and whoever knows the address speaks as any user',
    help: 'Refuse to start when the id of the bot is missing.',
    fixes: found ? [{ title: 'Stop when there is no id', safety: 'safe', edits: found }] : [],
  };
}

/** What takes messages is another bot of the package, or this file sends some and takes none. */
function onlySpeaksFirst({ at }: ApiCall, { calls, isSamePackage, says }: RuleContext): boolean {
  const turns = new Set(calls('channel-turn').map((turn) => turn.at.file));
  if (turns.has(at.file)) return false;
  const isBeside = calls('channel').some((other) => turns.has(other.at.file) && isSamePackage(other.at, at));
  return isBeside || says(at, /^(?:continueConversation|createConversation)\w*$/m, 'file');
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
