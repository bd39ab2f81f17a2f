import { defineRule, type Endpoint, type FunctionRef, type RuleContext } from '../server/sdk.ts';

export const a2aPushNotificationUnsafe = defineRule({
  meta: {
    id: 'a2a-push-notification-unsafe',
    title: 'Push notifications to whatever address a caller names',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'cwe:918',
      'cwe:306',
      'owasp-asi:07',
      'owasp-mcp:05',
      'norm:a2a-12',
      'norm:a2a-13',
      'norm:a2a-14',
      'norm:a2a-15',
    ],
  },
  *check(context) {
    const ready = new Set(context.calls('a2a-push-sender').map((call) => `${call.at.file}|${call.at.start}`));
    for (const agent of context.calls('a2a-agent')) {
      const push = agent.option('push');
      if (context.isTest(agent.at.file) || !push.texts?.includes('true')) continue;
      const sender = agent.option('sender');
      const isDefault = sender.state === 'absent' || (sender.at && ready.has(`${sender.at.file}|${sender.at.start}`));
      if (!isDefault) continue;
      yield {
        at: sender.at?.file === agent.at.file ? sender.at : agent.at,
        confidence: 'high',
        message: 'Notifications go to any address that a caller names, those of the inner network among them',
        why: 'The sender of the SDK posts to the URL of the caller as it is, follows redirects and sends along the credentials that the caller chose: metadata services and admin ports answer it.',
        help: 'Write a sender that takes https and known hosts only and refuses private addresses, or set `pushNotifications: false`.',
        ...(push.at ? { related: [{ ...push.at, note: 'the card offers them' }] } : {}),
      };
    }
    yield* unproven(context);
    yield* unverified(context);
  },
});

const credentials = /token|authentication|authorization|credential|signature|schemes|jwt|secret|apiKey/i;

// A sender of the project's own that sends along nothing by which its receiver knows it.
function* unproven(context: RuleContext) {
  for (const { fn } of context.functions('push-sender')) {
    const isSending = context.callsNamed(fn, /^(fetch|post|request|axios|got|ky)$/i);
    if (!isSending || context.isTest(fn.at.file)) continue;
    if (context.mentions(fn, credentials)) {
      yield* anywhere(fn, context);
      continue;
    }
    yield {
      at: fn.at,
      confidence: 'high' as const,
      message: 'These notifications carry no credential, whatever their receiver asked for',
      why: 'The caller gave a token, or said how it wants to be spoken to, so that it can tell this agent from others. Without it the caller refuses the notification, or believes every one.',
      help: 'Send `config.token` as `X-A2A-Notification-Token`, and the credentials that `config.authentication` asks for.',
    };
  }
}

const choosing = /host|protocol|allow|origin|private|block|deny|known|trusted|safe|valid|agent$|dispatcher|proxy/i;
const checking = /allow|valid|check|assert|ensure|lookup|resolve4|private|safe|guard|verif|agent/i;

// A sender of the project's own that posts to whatever address the caller named.
function* anywhere(fn: FunctionRef, context: RuleContext) {
  if (!context.mentions(fn, /^url$/i, 'members')) return;
  // What is looked at when it is kept needs no second look.
  if (
    context.says(
      fn.at,
      /is_?private|private_?(ip|host|address)|allowed_?(hosts|urls|origins)|(valid|assert|check|safe)\w*url|ssrf/i,
    )
  )
    return;
  if (context.mentions(fn, choosing) || context.callsNamed(fn, checking)) return;
  yield {
    at: fn.at,
    confidence: 'high' as const,
    message: 'This sender posts to any address that a caller names, those of the inner network among them',
    why: 'The address comes with the configuration of a caller: metadata services and admin ports answer the agent, which follows their redirects and sends the credentials of the configuration along.',
    help: 'Take https and known hosts only, or resolve the name and refuse private and link-local addresses, and do not follow redirects.',
  };
}

// A client that asks for notifications, and a route that believes whoever calls it.
function* unverified(context: RuleContext) {
  const doors = context.endpoints().filter(({ protocol }) => protocol === 'http');
  for (const call of context.calls('push-config')) {
    if (context.isTest(call.at.file)) continue;
    const isNamed = call.option('token').state !== 'absent' || call.option('authentication').state !== 'absent';
    if (!isNamed && call.option('url').state !== 'absent') {
      yield {
        at: call.at,
        confidence: 'high' as const,
        message: 'Notifications are asked for without a token, so nobody can tell whose they are',
        why: believing,
        help: 'Give a `token` that nobody can guess with the configuration, and compare it where notifications arrive.',
      };
    }
    const texts = call.option('url').texts ?? [];
    const door = doors.find((one) => isMeant(one, texts) && context.isSamePackage(one.at, call.at));
    if (!isNamed || !door || !isBelieving(door, context)) continue;
    yield {
      at: door.at,
      confidence: 'high' as const,
      message: 'Whoever knows this address can send notifications in the name of the agent',
      why: believing,
      help: 'Compare `X-A2A-Notification-Token` with the token that was given, or verify the signature, before anything is done.',
      related: [{ ...call.at, note: 'notifications are asked for here' }],
    };
  }
}

const believing =
  'A notification says that a task is done, and with what result. What anybody can send is read by an agent as if its partner had written it.';

function isMeant({ path }: Endpoint, urls: readonly string[]): boolean {
  return path !== undefined && path.length > 1 && urls.some((url) => url.replace(/[?#].*$/, '').endsWith(path));
}

function isBelieving(door: Endpoint, context: RuleContext): boolean {
  if (!door.isWhole || door.authentication() !== 'never' || door.handlers.length === 0) return false;
  return door.handlers.every(
    (fn) => !context.mentions(fn, credentials) && !context.callsNamed(fn, /verif|valid|auth/i),
  );
}
