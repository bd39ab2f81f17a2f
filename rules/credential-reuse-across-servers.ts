import { addressOf, defineRule, type McpServer, pieceOf, type Place, textOf } from '../server/sdk.ts';

export const credentialReuseAcrossServers = defineRule({
  meta: {
    id: 'credential-reuse-across-servers',
    title: 'One credential for servers of different people',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['norm:authorization-12', 'cwe:522', 'cwe:668', 'owasp-asi:03', 'owasp-mcp:01', 'owasp-mcp:02'],
  },
  *check({ manifests }) {
    const documents = new Map<string, Sent[]>();
    for (const server of manifests.servers()) {
      if (server.isDisabled) continue;
      const { file } = server.document;
      documents.set(file, [...(documents.get(file) ?? []), ...sentBy(server)]);
    }
    for (const all of documents.values()) {
      for (const [index, one] of all.entries()) {
        const earlier = all
          .slice(0, index)
          .find((other) => other.reference === one.reference && other.domain !== one.domain);
        if (earlier)
          yield {
            at: one.at,
            confidence: 'high',
            message: `\`${one.reference}\` goes to ${one.domain} and to ${earlier.domain}`,
            why: 'Each of the two can act at the other with what it is given; a token is meant for the server that it was issued for.',
            help: 'Give each server a credential of its own, or let it ask for one by OAuth.',
            related: [{ ...earlier.at, note: `here it goes to ${earlier.domain}` }],
          };
        else if (one.vendor && !one.domain.includes(one.vendor))
          yield {
            at: one.at,
            confidence: 'medium',
            message: `\`${one.reference}\` is by its name for ${one.vendor}, and it goes to ${one.domain}`,
            why: 'Whoever runs that server can act with it where it was issued.',
            help: 'Send it only to the server that it was issued for; let this one ask for a token of its own.',
          };
      }
    }
  },
});

interface Sent {
  reference: string;
  at: Place;
  /** What somebody has registered: `acme.dev`. */
  domain: string;
  vendor?: string;
}

const vendors =
  /^(?:GITHUB|GITLAB|SLACK|NOTION|LINEAR|ATLASSIAN|JIRA|STRIPE|OPENAI|ANTHROPIC|FIGMA|SENTRY|VERCEL|SUPABASE|HUGGINGFACE|CLOUDFLARE)(?=_)/i;
const named =
  /\$\{\{?\s*(?:env:|input:|secrets\.)?([A-Za-z_][\w-]*)\s*(?::-[^}]*)?\}?\}|\{env:([A-Za-z_]\w*)\}|(?:^|\s)\$([A-Za-z_]\w*)/;

/** The credentials that a server gets in its headers, as far as they are references. */
function sentBy({ url, headers }: McpServer): Sent[] {
  const address = url && addressOf(url.value);
  if (address?.leads !== 'outside') return [];
  const labels = address.host.toLowerCase().split('.');
  // `acme.co.uk` is one name, `co.uk` is not.
  const domain = labels.slice(/^(?:co|com|org|net|gov|ac)$/.test(labels.at(-2) ?? '') ? -3 : -2).join('.');
  return headers.flatMap(({ name, value, from = 0 }): Sent[] => {
    if (value.kind !== 'text' || !/^authorization$|key|token|secret/i.test(name)) return [];
    const text = (textOf(value) ?? '').slice(from);
    const found = named.exec(text);
    const reference = found?.[1] ?? found?.[2] ?? found?.[3];
    if (!found || reference === undefined) return [];
    const vendor = vendors.exec(reference.replaceAll('-', '_'))?.[0].toLowerCase();
    const at = pieceOf(value, from + found.index, from + found.index + found[0].length);
    return [{ reference, at, domain, ...(vendor === undefined ? {} : { vendor }) }];
  });
}
