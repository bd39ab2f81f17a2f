import { type ApiCall, defineRule, type Endpoint, type Place, type Report, type RuleContext } from '../server/sdk.ts';

const loopback = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/;

interface Found {
  at: Place;
  message: string;
  isSwitchedOff: boolean;
}

export const mcpMissingOriginValidation = defineRule({
  meta: {
    id: 'mcp-missing-origin-validation',
    title: 'MCP server that a web page can reach by DNS rebinding',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/transports#security-warning',
      'cwe:346',
      'cwe:350',
      'cwe:1385',
      'owasp-asi:07',
      'owasp-mcp:07',
      'norm:transports-1',
    ],
  },
  *check(context) {
    if (context.config.authTerminatedUpstream || context.readsOnly()) return;
    const reported = new Set<string>();
    yield* vain(context);
    for (const endpoint of context.endpoints()) {
      if (endpoint.protocol !== 'mcp' || !isUnchecked(endpoint)) continue;
      for (const found of doubts(endpoint)) {
        const server = endpoint.listens()[0]?.call.id ?? endpoint.at.file;
        if (reported.has(`${server}`) && !found.isSwitchedOff) continue;
        if (reported.has(`${found.at.file}|${found.at.start}`)) continue;
        reported.add(`${server}`).add(`${found.at.file}|${found.at.start}`);
        const isLocal = found.isSwitchedOff || endpoint.bound() === 'loopback';
        yield {
          at: found.at,
          confidence: 'high',
          ...(isLocal ? {} : { severity: 'warning' as const }),
          message: found.message,
          why: 'A page on the web can point its own name at this machine: the browser then sends what the page wants to the tools, and hands back the answers.',
          help: 'Refuse requests whose Origin or Host is not one of yours, by `allowedHosts` and `allowedOrigins` of the SDK or by middleware that answers 403; or ask for a bearer token.',
          related: [{ ...endpoint.at, note: 'the MCP endpoint' }],
        };
      }
    }
  },
});

const ofOrigin = /(origin|host)/i;
const asking = /^(is|check|valid|verify|allow|assert|ensure|match|trust|accept|permit)/i;

// The check is there, and lets every page in.
function* vain(context: RuleContext): Iterable<Report> {
  for (const { fn, testedAt } of context.vainChecks()) {
    if (!ofOrigin.test(fn.name) || !asking.test(fn.name)) continue;
    if (context.isTest(fn.at.file) || !context.isAgentPackage(fn.at)) continue;
    yield {
      at: fn.at,
      confidence: 'high',
      severity: 'warning',
      message: 'This check answers `true` for every origin',
      why: 'Where it is asked a request from another site is to be refused, and none ever is: a page on the web can talk to this server.',
      help: 'Compare the origin with a list of those that are yours, and answer 403 to all others.',
      related: [{ ...testedAt, note: 'asked here' }],
    };
  }
}

function isUnchecked({ isWhole, gates, authentication }: Endpoint): boolean {
  return isWhole && authentication() === 'never' && !gates.some(({ kind }) => kind === 'origin' || kind === 'host');
}

// Where the check would stand: in the application that the SDK makes, else in the transport.
function doubts(endpoint: Endpoint): Found[] {
  const apps = endpoint.apps();
  if (apps.length > 0) return apps.flatMap(ofApp);
  if (endpoint.listens().length === 0) return [];
  // Without the SDK the handler has to look by itself.
  if (endpoint.spoken && endpoint.serving.length === 0)
    return [
      {
        at: endpoint.at,
        isSwitchedOff: false,
        message: 'Nothing on the way to these tools looks at where a request comes from',
      },
    ];
  const made = endpoint.serving.filter(({ row }) => row.kind === 'mcp-handler' || row.options['protection']);
  const [first] = made;
  if (!first || made.some(isProtected)) return [];
  const off = first.option('protection');
  const isSwitchedOff = off.state === 'set' && off.texts?.every((text) => text === 'false') === true;
  return [
    {
      at: (isSwitchedOff && off.at) || first.at,
      isSwitchedOff,
      message: isSwitchedOff
        ? 'The check of host and origin is switched off, and nobody is asked who is calling'
        : 'Nothing on the way to this transport looks at where a request comes from',
    },
  ];
}

// An application of the SDK looks at the host by itself only on a loopback host.
function ofApp(app: ApiCall): Found[] {
  const [host, hosts, origins] = ['host', 'allowedHosts', 'allowedOrigins'].map((name) => app.option(name));
  if (!host || [hosts, origins].some((option) => option && option.state !== 'absent')) return [];
  if (host.state === 'unknown' || (host.state === 'absent' && host.at === undefined && host.mayBeNull !== true))
    return [];
  if (host.texts?.some((text) => loopback.test(text))) return [];
  return [
    {
      at: host.at?.file === app.at.file ? host.at : app.at,
      isSwitchedOff: true,
      message: 'With this host the SDK checks neither host nor origin, and nobody is asked who is calling',
    },
  ];
}

// Options that cannot be seen may switch it on.
function isProtected(transport: ApiCall): boolean {
  if (transport.row.kind === 'mcp-handler') return false;
  const { state, texts = [] } = transport.option('protection');
  const origins = transport.option('allowedOrigins').state;
  return (
    state === 'unknown' || texts.includes('true') || (state !== 'absent' && texts.length === 0) || origins === 'unknown'
  );
}
