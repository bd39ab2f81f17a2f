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
    const doors = [...agents, ...all.filter(({ path }) => path !== undefined && tokenPath.test(path))];
    const reported = new Set<string>();
    const isReading = context.readsOnly();
    for (const one of context.crossOrigins()) {
      const before = doors.filter((each) => isBefore(one, each, context));
      const door = before.find((each) => isOpen(each) && isOnWay(one, each, context)) ?? before[0];
      const server = byHand.find(({ file }) => one.fn && file === one.at.file);
      const found = door
        ? judge(one, door, isReading || !isOnWay(one, door, context))
        : (server ?? isOfAgent(one, context))
          ? judge(one, { protocol: 'http' }, isReading)
          : undefined;
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

// Cookies of a visitor open whatever a program that runs an agent answers.
function isOfAgent({ allowed, isWithCredentials, at }: CrossOrigin, context: RuleContext): boolean {
  return allowed === 'echo' && isWithCredentials && context.isAgentPackage(at);
}

function judge({ allowed, isWithCredentials }: CrossOrigin, door: Endpoint | { protocol: 'http' }, isReading: boolean) {
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
  if (door.protocol === 'http' || !isOpen(door)) return undefined;
  const isLocal = door.bound() === 'loopback';
  if (isReading && !isLocal) return undefined;
  const work =
    door.protocol === 'a2a' ? 'give this agent work' : `call the tools of this ${isLocal ? 'local ' : ''}server`;
  return {
    message: `Every web page can ${work}${isLocal ? '' : ' and read what is answered'}`,
    why: isLocal
      ? 'Nobody asks who is calling, the port answers to this machine, and a browser on it is told that every site may read the answers.'
      : 'Nobody asks who is calling, and a browser is told that every site may read the answers: the page that somebody visits works with the server from inside their network.',
    help: 'Name the origins that may, or ask for a bearer token.',
  };
}

function isBefore(one: CrossOrigin, door: Endpoint, context: RuleContext): boolean {
  if (isOnWay(one, door, context)) return true;
  if (one.call) return false;
  return [door.at, ...door.serving.map((made) => made.at)].some(({ file }) => file === one.at.file);
}

// What stands before the endpoint, or is written by what answers there.
function isOnWay({ call, fn, on = [] }: CrossOrigin, door: Endpoint, context: RuleContext): boolean {
  if (call) {
    const isGate = door.gates.some(({ call: made, by }) => made?.id === call.call.id || by?.id === call.call.id);
    return isGate || (on.length > 0 && door.apps().some((app) => on.some(({ id }) => id === app.call.id)));
  }
  const before = [...door.handlers, ...door.gates.flatMap((gate) => gate.fn ?? [])];
  return fn !== undefined && before.some((each) => context.reach(each).some(({ id }) => id === fn.id));
}

function isOpen({ gates, isWhole, authentication }: Endpoint): boolean {
  return isWhole && authentication() === 'never' && !gates.some((g) => g.kind === 'origin');
}

function fixesOf({ call, allowed, isWithCredentials }: CrossOrigin, { edits }: RuleContext): Fix[] {
  const found = call && isWithCredentials && allowed === 'echo' ? edits.dropOption(call, 'credentials') : undefined;
  return found ? [{ title: 'Allow no credentials to other origins', safety: 'suggestion', edits: found }] : [];
}
