import {
  defineRule,
  type Fix,
  isForeignAudience,
  type Option,
  type SourceEdits,
  type Verification,
} from '../server/sdk.ts';

const generic = /^(\*|api|apis|default|account|mcp|server|audience|my-?api|app|backend|public|all)$/i;
export const jwtLooseAudience = defineRule({
  meta: {
    id: 'jwt-loose-audience',
    title: 'Expected audience that many tokens match',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'rfc:9068#3',
      'rfc:9700#2.3',
      'cwe:863',
      'cwe:185',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:oauth-10',
      'norm:rfc-13',
    ],
  },
  *check({ verifications, edits }) {
    for (const v of verifications('token-verification', 'endpoint-gate')) {
      const reason = looseness(v.audience);
      if (!reason) continue;
      yield {
        at: v.audience.at ?? v.at,
        confidence: 'high',
        message: reason,
        why: 'An audience is a name of exactly one server. What also matches tokens of other servers is no check.',
        help: 'Expect one exact identifier: the https URL of this server, `api://<application id>`, or the application id.',
        fixes: fixesOf(v, edits),
      };
    }
  },
});

function looseness(audience: Option): string | undefined {
  const word = audience.texts?.find((text) => generic.test(text));
  if (word) return `\`${word}\` is no name of this server: many tokens carry such an audience`;
  const others = audience.texts?.filter(isForeignAudience) ?? [];
  const [other] = others;
  // Where nothing of its own is expected there is no check at all, which is another rule's business.
  if (other && (audience.hasOthers || others.length < (audience.texts?.length ?? 0)))
    return `\`${other}\` is the audience of another service, so its tokens are accepted here`;
  const pattern = audience.patterns?.find(({ source }) => !isAnchored(source));
  if (pattern) return `The pattern /${pattern.source}/ is not anchored at both ends, so a longer host name matches too`;
  return undefined;
}

// `^a|b$` has two branches with one open end each; `\\$` is a dollar sign.
function isAnchored(source: string): boolean {
  return /^\^(?:[^\\]|\\.)*\$$/.test(source) && !hasBranches(source);
}

function hasBranches(source: string): boolean {
  const outer = source.replace(/\\.|\[(?:[^\]\\]|\\.)*\]/g, '');
  let depth = 0;
  for (const character of outer) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}

function fixesOf(v: Verification, edits: SourceEdits): Fix[] {
  const { texts = [], patterns = [] } = v.audience;
  const loose = texts.filter((text) => generic.test(text) || isForeignAudience(text));
  const [word] = loose;
  if (word !== undefined) {
    const found = loose.length === 1 ? edits.removeFromOption(v, 'audience', word) : undefined;
    return found ? [{ title: `Take \`${word}\` out of the list`, safety: 'suggestion', edits: found }] : [];
  }
  const found = patterns
    .filter(({ source }) => !isAnchored(source))
    .flatMap(({ source, at }) => {
      const text = edits.textOf(at);
      const flags = text.slice(text.lastIndexOf('/') + 1);
      return text === `/${source}/${flags}` ? [{ ...at, text: `/${anchored(source)}/${flags}` }] : [];
    });
  return found.length > 0 ? [{ title: 'Match the whole audience', safety: 'suggestion', edits: found }] : [];
}

// Between two labels of a host name a dot is meant as a dot.
function anchored(source: string): string {
  const open = source.replace(/^\^/, '').replace(/(?<=^(?:[^\\]|\\.)*)\$$/, '');
  const body = hasBranches(open) ? `(?:${open})` : open;
  const escaped = body.replace(/\\.|\[(?:[^\]\\]|\\.)*\]|(?<=[\w-])\.(?=[a-z\d])/gi, (part) =>
    part === '.' ? '\\.' : part,
  );
  return `^${escaped}$`;
}
