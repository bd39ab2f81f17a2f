import { type CrossOrigin, defineRule, type Endpoint, type Fix, type Place, type RuleContext } from '../server/sdk.ts';

const tokenPath = /(?:^|\/)(?:oauth2?\/)?(?:token|authorize|register|revoke|introspect)\/?$/i;

export const mcpPermissiveCors = defineRule({
  meta: {
    id: 'mcp-permissive-cors',
    title: 'Any web page may speak to the agent with the credentials of its visitor',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/transports#security-warning',
      'rfc:9700#2.6',
      'cwe:942',
      'owasp-asi:07',
      'owasp-mcp:07',
      'norm:oauth-14',
    ],
  },
  *check(context) {
    const all = context.endpoints();
    const agents = all.filter(({ protocol }) => protocol !== 'http');
    const byHand = servers(context);
    if (agents.length === 0 && byHand.length === 0) return;
    const doors = [...agents, ...all.filter(({ path }) => path !== undefined && tokenPath.test(path))];
    const reported = new Set<string>();
    for (const one of context.crossOrigins()) {
      const door = doors.find((each) => isBefore(one, each, context));
      const server = byHand.find(({ file }) => one.fn && file === one.at.file);
      const found = door ? judge(one, door) : server && judge(one, { protocol: 'http' });
      const key = `${one.at.file}|${one.fn?.id ?? one.at.start}`;
      if (!found || reported.has(key)) continue;
      reported.add(key);
      yield {
        at: one.at,
        confidence: 'high',
        ...found,
        related: [door?.at ?? server ?? []].flat().map((at) => ({ ...at, note: 'what answers here' })),
        fixes: fixesOf(one, context),
      };
    }
  },
});

// A server that speaks the protocol without any library.
function servers(context: RuleContext): Place[] {
  const speaking = /^tools\/(?:call|list)$|^mcp-session-id$/im;
  return context
    .calls('server')
    .map(({ at }) => at)
    .filter((at) => context.says(at, speaking, 'file'));
}

function judge({ allowed, isWithCredentials }: CrossOrigin, door: Endpoint | { protocol: 'http' }) {
  if (allowed === 'other') return undefined;
  const help =
    'Name the origins that may, as full texts, and compare the whole of what the request says; send no credentials to others.';
  if (isWithCredentials && allowed === 'echo')
    return {
      message:
        'Every site may read answers together with the cookies of its visitor: the origin is handed back as it came',
      why: 'A page that somebody visits calls this server in their name, and reads what it answers: tools, tokens and data.',
      help,
    };
  if (isWithCredentials)
    return {
      severity: 'info' as const,
      message: 'Credentials are allowed to `*`, which browsers refuse',
      why: 'It does not work, and what makes it work, handing the origin back as it came, opens the server to every site.',
      help,
    };
  if (door.protocol === 'http' || !isOpenOnLoopback(door)) return undefined;
  return {
    message: 'Every web page can call the tools of this local server',
    why: 'Nobody asks who is calling, the port answers to this machine, and a browser on it is told that every site may read the answers.',
    help: 'Name the origins that may, or ask for a bearer token.',
  };
}

function isBefore(one: CrossOrigin, { at, gates, handlers, serving }: Endpoint, context: RuleContext): boolean {
  const { call, fn } = one;
  if (call) return gates.some(({ call: made, by }) => made?.id === call.call.id || by?.id === call.call.id);
  if (fn) {
    const before = [...handlers, ...gates.flatMap((gate) => gate.fn ?? [])];
    if (before.some((each) => context.reach(each).some(({ id }) => id === fn.id))) return true;
  }
  return [at, ...serving.map((made) => made.at)].some(({ file }) => file === one.at.file);
}

function isOpenOnLoopback({ gates, isWhole, bound, authentication }: Endpoint): boolean {
  return isWhole && authentication() === 'never' && bound() === 'loopback' && !gates.some((g) => g.kind === 'origin');
}

function fixesOf({ call, allowed, isWithCredentials }: CrossOrigin, { edits }: RuleContext): Fix[] {
  const found = call && isWithCredentials && allowed === 'echo' ? edits.dropOption(call, 'credentials') : undefined;
  return found ? [{ title: 'Allow no credentials to other origins', safety: 'suggestion', edits: found }] : [];
}
