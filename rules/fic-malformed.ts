import {
  defineRule,
  entryAt,
  type Fix,
  type Manifests,
  oneOrMore,
  placeOf,
  type Recognised,
  type Report,
  textAt,
  type TextTree,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const ficMalformed = defineRule({
  meta: {
    id: 'fic-malformed',
    title: 'Federated credential that never matches',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:287', 'cwe:1289', 'owasp-asi:03'],
  },
  *check({ manifests }) {
    for (const credential of manifests.recognised('federated-credential')) {
      const issuer = textAt(credential.root, 'issuer');
      if (valueAt(credential.root, 'issuer')?.kind === 'map') continue;
      const subject = valueAt(credential.root, 'subject');
      const isEntra = issuer !== undefined && /^\s*https:\/\/login\.microsoftonline\.(?:com|us)\//i.test(issuer.value);
      for (const found of [
        ...audienceOf(credential, manifests),
        ...(issuer ? issuerOf(credential, issuer, isEntra, manifests) : []),
        ...(subject ? subjectOf(credential, subject, manifests) : []),
        ...expressionOf(credential, subject, manifests),
      ])
        yield { ...texts, confidence: 'high', ...found };
    }
  },
});

const texts = {
  why: 'Microsoft Entra takes the credential as it is and compares exactly; a mistake shows only as a refused token, and what is then done in a hurry is a client secret.',
  help: 'One audience (api://AzureADTokenExchange or that of the sovereign cloud), the issuer and the subject letter by letter as the token has them.',
};

type Found = Pick<Report, 'at' | 'message'> & Partial<Report>;

const audiences = ['api://AzureADTokenExchange', 'api://AzureADTokenExchangeUSGov', 'api://AzureADTokenExchangeChina'];

function audienceOf({ document, root }: Recognised, manifests: Manifests): Found[] {
  const all = oneOrMore(valueAt(root, 'audiences') ?? valueAt(root, 'audience'));
  const [first, second] = all;
  if (second) return [{ at: placeOf(second), message: 'A federated credential has one audience, and here is another' }];
  if (first?.kind !== 'text' || first.isTemplate || audiences.includes(first.value)) return [];
  const meant = audiences.find((audience) => same(audience) === same(first.value));
  // Another audience may be meant; what is written like ours, or is its id, cannot be.
  const isSure = meant !== undefined || same(first.value) === 'fb60f99c7a3441908149302f77469936';
  const written = meant ?? (isSure ? audiences[0] : undefined);
  return [
    {
      at: placeOf(first),
      confidence: isSure ? 'high' : 'medium',
      message: `\`${first.value}\` is not the audience of the exchange`,
      fixes:
        written === undefined ? [] : fix(`Write ${written}`, manifests.edits.replaceText(document, first, written)),
    },
  ];
}

function same(audience: string): string {
  return audience
    .toLowerCase()
    .replace(/^api:/, '')
    .replace(/[^a-z\d]/g, '')
    .replace('default', '');
}

function issuerOf({ document }: Recognised, issuer: TextTree, isEntra: boolean, manifests: Manifests): Found[] {
  if (issuer.value.trim() !== issuer.value) return [untrimmed(document, issuer, manifests)];
  if (issuer.value.includes('*')) return [wildcard(issuer)];
  const isWhole = /^https:\/\/[^/]+\/[^/]+\/?$/.test(issuer.value);
  if (!isEntra || !isWhole) return [];
  const { length } = issuer.value.replace(/\/$/, '');
  return [
    {
      at: placeOf(issuer),
      message: 'The issuer of managed identities ends in `/v2.0`',
      fixes: fix('Add /v2.0', manifests.edits.replaceText(document, issuer, '/v2.0', length)),
    },
  ];
}

function subjectOf({ document }: Recognised, subject: Tree, manifests: Manifests): Found[] {
  if (subject.kind === 'expression' && /\.(?:clientId|client_id)$/.test(subject.source))
    return [
      { at: placeOf(subject), message: 'The subject of a managed identity is its principal id, not its client id' },
    ];
  if (subject.kind !== 'text') return [];
  if (subject.value.trim() !== subject.value) return [untrimmed(document, subject, manifests)];
  return !subject.isTemplate && subject.value.includes('*') ? [wildcard(subject)] : [];
}

function wildcard(text: TextTree): Found {
  return {
    at: placeOf(text),
    message: 'A star stands for nothing here: a federated credential compares letter by letter',
  };
}

function untrimmed(document: Recognised['document'], text: TextTree, manifests: Manifests): Found {
  const edits = manifests.edits.replaceText(document, text, text.value.trim());
  return {
    at: placeOf(text),
    message: 'Blanks around the value are compared, too',
    fixes: fix('Take the blanks out', edits),
  };
}

function expressionOf({ document, root }: Recognised, subject: Tree | undefined, manifests: Manifests): Found[] {
  const expression = entryAt(root, 'claimsMatchingExpression') ?? entryAt(root, 'claims_matching_expression');
  if (!expression || expression.value.kind === 'null') return [];
  if (subject && subject.kind !== 'null')
    return [{ at: expression.at, message: 'A credential has a subject or an expression, not both' }];
  const version = valueAt(expression.value, 'languageVersion');
  if (version?.kind !== 'number' || version.value === 1) return [];
  return [
    {
      at: placeOf(version),
      message: 'The language of expressions has the version 1',
      fixes: fix('Write 1', manifests.edits.replace(document, version, 1)),
    },
  ];
}

function fix(title: string, edits: Fix['edits'] | undefined): Fix[] {
  return edits ? [{ title, safety: 'safe', edits }] : [];
}
