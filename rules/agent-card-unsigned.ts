import {
  addressOf,
  type AgentCard,
  defineRule,
  placeOf,
  type Report,
  textOf,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const agentCardUnsigned = defineRule({
  meta: {
    id: 'agent-card-unsigned',
    title: 'Agent card whose signature proves nothing',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['norm:a2a-10', 'rfc:7515', 'cwe:345', 'cwe:353', 'owasp-asi:04', 'owasp-asi:07', 'owasp-mcp:03'],
  },
  *check({ manifests }) {
    for (const card of manifests.cards()) {
      for (const signature of card.signatures) yield* ofSignature(card, signature);
      if (card.signatures.length === 0) yield* absent(card);
    }
  },
});

const texts = {
  why: 'Whoever stands between a caller and the card can change its addresses and schemes; only a signature that can be checked shows it.',
};

// An unsigned card is what nearly everybody has: a note for those who ask for all.
function* absent({ document, root, urls }: AgentCard): Iterable<Report> {
  const isPublished = /(?:^|\/)\.well-known\//.test(document.file) && document.syntax === 'json';
  if (!isPublished || !urls.some(({ value }) => addressOf(value)?.leads === 'outside')) return;
  yield {
    at: { file: root.file, start: root.start, end: root.start + 1 },
    confidence: 'low',
    severity: 'info',
    message: 'Nobody can tell whether this card is the one that its provider wrote',
    ...texts,
    help: 'Sign it with an asymmetric key that callers can look up.',
  };
}

function* ofSignature({ urls, links }: AgentCard, signature: Tree): Iterable<Report> {
  const text = valueAt(signature, 'protected');
  // What a template fills is no header yet.
  if (text?.kind !== 'text' || /[${}<>]/.test(text.value)) return;
  const header = decoded(text.value);
  const algorithm = header?.['alg'];
  const flaw = !header
    ? 'The protected header of this signature cannot be read'
    : typeof algorithm !== 'string'
      ? 'The protected header names no algorithm'
      : /^(?:none|HS\d+)$/i.test(algorithm)
        ? `\`${algorithm}\` lets every caller, or everybody, sign`
        : textOf(valueAt(signature, 'header.kid')) === undefined && typeof header['kid'] !== 'string'
          ? 'The protected header does not say which key signed'
          : keysFlaw(
              header['jku'],
              [...urls, ...links].map(({ value }) => value),
            );
  if (flaw === undefined) return;
  yield {
    at: placeOf(text),
    confidence: 'high',
    message: flaw,
    ...texts,
    help: 'Sign with an asymmetric algorithm, and name it and the key (`alg`, `kid`) in the protected header.',
  };
}

function keysFlaw(jku: unknown, own: readonly string[]): string | undefined {
  if (typeof jku !== 'string') return undefined;
  const address = addressOf(jku);
  if (address?.scheme === 'http' && address.leads !== 'nowhere-else')
    return 'The keys of this signature are fetched without TLS';
  const domain = (host: string): string => host.split('.').slice(-2).join('.').toLowerCase();
  const known = own.flatMap((url) => addressOf(url)?.host ?? []).map(domain);
  return address?.leads === 'outside' && known.length > 0 && !known.includes(domain(address.host))
    ? 'The keys of this signature are another domain’s than those that the card speaks of'
    : undefined;
}

function decoded(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
