import {
  addressOf,
  type AgentCard,
  type CardScheme,
  defineRule,
  entriesOf,
  entryAt,
  type Fix,
  isTrue,
  itemsOf,
  type Manifests,
  type Report,
  textOf,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const agentCardWeakScheme = defineRule({
  meta: {
    id: 'agent-card-weak-scheme',
    title: 'Agent card with a scheme that gives credentials away',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:a2a-23',
      'norm:a2a-24',
      'norm:oauth-7',
      'norm:oauth-8',
      'norm:oauth-13',
      'norm:rfc-21',
      'rfc:9700#2.1.2',
      'rfc:9700#2.4',
      'rfc:6750#5.3',
      'cwe:522',
      'cwe:598',
      'owasp-asi:03',
      'owasp-mcp:01',
    ],
  },
  *check({ manifests }) {
    for (const card of manifests.cards()) {
      yield* undeclaredScopes(card);
      yield* unscopedSkills(card);
      for (const scheme of card.schemes) {
        yield* ofFlows(card, scheme, manifests);
        yield* ofForm(scheme);
        yield* ofUrls(scheme);
      }
    }
  },
});

const texts = {
  why: 'Every caller of the agent follows the card. A scheme that shows the credential on the way, or to the agent itself, does so for all of them.',
};

/** Scopes that callers must have and that no flow of the scheme gives. */
function* undeclaredScopes({ schemes, requirements, isOpen }: AgentCard): Iterable<Report> {
  if (isOpen) return;
  for (const { name, scopes } of requirements.flatMap((each) => each.schemes)) {
    const scheme = schemes.find((each) => each.name === name && each.kind === 'oauth2');
    const flows = scheme && flowsOf(scheme);
    const lists = entriesOf(flows).map((flow) => valueAt(flow.value, 'scopes'));
    // A flow without a list may give every scope.
    if (lists.length === 0 || lists.some((list) => list?.kind !== 'map' || list.isOpen || list.entries.length === 0))
      continue;
    const given = new Set(lists.flatMap((list) => entriesOf(list).map(({ key }) => key)));
    for (const scope of scopes)
      if (!given.has(scope.value))
        yield {
          at: scope,
          confidence: 'high',
          severity: 'warning',
          message: `Callers need \`${scope.value}\`, which \`${name}\` does not offer`,
          why: 'A caller asks for the scopes that the flow names: it is refused, or a server that does not look lets it in with less.',
          help: 'Name the scope in the flow, or ask for one that is named there.',
        };
  }
}

/** Skills that ask for any token of a scheme that has scopes for single things. */
function* unscopedSkills({ schemes, skills, isOpen }: AgentCard): Iterable<Report> {
  if (isOpen) return;
  for (const { root, name } of skills) {
    const demands = [...itemsOf(valueAt(root, 'securityRequirements')), ...itemsOf(valueAt(root, 'security'))];
    for (const entry of demands.flatMap((demand) => entriesOf(valueAt(demand, 'schemes') ?? demand))) {
      const scheme = schemes.find((each) => each.name === entry.key && each.kind === 'oauth2');
      const offered = scheme && entriesOf(flowsOf(scheme)).flatMap((flow) => entriesOf(valueAt(flow.value, 'scopes')));
      const asked = valueAt(entry.value, 'list') ?? entry.value;
      if (!offered || offered.length < 2 || asked.kind !== 'list' || asked.items.length > 0) continue;
      yield {
        at: entry.at,
        confidence: 'medium',
        severity: 'info',
        message: `\`${name}\` takes any token of \`${entry.key}\`, whatever it is for`,
        why: 'A token that was given for reading then starts what this skill does.',
        help: 'Name the scope that this skill needs.',
      };
    }
  }
}

function flowsOf({ body }: CardScheme): Tree | undefined {
  const flows = valueAt(body, 'flows');
  // In TypeScript a `oneof` of the protocol.
  return valueAt(flows, 'flow.value') ? undefined : flows;
}

const old: Record<string, string> = {
  implicit: 'The implicit flow puts the token into the address, where histories and logs keep it',
  password: 'With the password flow callers hand the password of a person to a program',
};

function* ofFlows({ version, document }: AgentCard, scheme: CardScheme, { edits }: Manifests): Iterable<Report> {
  const flows = flowsOf(scheme);
  for (const entry of entriesOf(flows)) {
    const message = old[entry.key];
    if (message !== undefined && entry.value.kind === 'map') {
      const others = entriesOf(flows).some(({ key }) => old[key] === undefined);
      const changed = others && document.syntax !== 'code' ? edits.remove(document, entry) : undefined;
      const fixes: Fix[] = changed ? [{ title: 'Take the flow out', safety: 'suggestion', edits: changed }] : [];
      yield {
        at: entry.at,
        confidence: 'high',
        message,
        ...texts,
        help: 'Offer the authorization code with PKCE, or client credentials.',
        fixes,
      };
    }
    const { value } = entry;
    if (entry.key !== 'authorizationCode' || version !== '1.0' || value.kind !== 'map' || value.isOpen) continue;
    if (isTrue(valueAt(value, 'pkceRequired'))) continue;
    const changed = document.syntax === 'code' ? undefined : edits.set(document, value, 'pkceRequired', true);
    const fixes: Fix[] = changed ? [{ title: 'Ask for PKCE', safety: 'suggestion', edits: changed }] : [];
    yield {
      at: entry.at,
      confidence: 'medium',
      severity: 'info',
      message: 'The card does not say that PKCE is required',
      ...texts,
      help: 'Set `pkceRequired` to true, and refuse requests without a challenge.',
      fixes,
    };
  }
}

function* ofForm({ kind, body, name }: CardScheme): Iterable<Report> {
  const place = entryAt(body, 'in') ?? entryAt(body, 'location');
  if (kind === 'apiKey' && place && textOf(place.value) === 'query')
    yield {
      at: place.value,
      confidence: 'high',
      severity: 'warning',
      message: `The key of \`${name}\` travels in the address`,
      why: 'Addresses stand in the logs of every server and proxy on the way.',
      help: 'Take the key in a header.',
    };
  const scheme = entryAt(body, 'scheme');
  if (kind === 'http' && scheme && /^(?:basic|digest)$/i.test(textOf(scheme.value) ?? ''))
    yield {
      at: scheme.value,
      confidence: 'high',
      severity: 'warning',
      message: `\`${name}\` asks callers for a password with every request`,
      ...texts,
      help: 'Ask for a token that was issued for this agent and ends soon.',
    };
}

function* ofUrls({ body, name }: CardScheme): Iterable<Report> {
  const flows = entriesOf(valueAt(body, 'flows')).map((entry) => entry.value);
  for (const tree of [body, ...flows])
    for (const { key, value } of entriesOf(tree)) {
      if (!/url$/i.test(key) || value.kind !== 'text') continue;
      const address = addressOf(value.value);
      if (address?.scheme !== 'http' || address.leads !== 'outside') continue;
      yield {
        at: value,
        confidence: 'high',
        message: `\`${key}\` of \`${name}\` has no TLS`,
        why: 'Whoever sits on the way reads the tokens and puts other ones in their place.',
        help: 'Use https.',
      };
    }
}
