import {
  allowedIds,
  daysBetween,
  defineRule,
  type Document,
  endAfter,
  type Fix,
  itemsOf,
  type Manifests,
  pieceOf,
  type Place,
  placeOf,
  scopeCatalog,
  textAt,
  textOf,
  type TextTree,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const standingConsentGrant = defineRule({
  meta: {
    id: 'standing-consent-grant',
    title: 'Consent for everybody, or for years',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:613', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check({ manifests, config }) {
    const allowed = allowedIds(config);
    for (const { document, root } of manifests.recognised('consent-grant')) {
      const type = textAt(root, 'consentType');
      const isForAll = type?.value === 'AllPrincipals' || (document.syntax === 'hcl' && isOpenTerraform(root));
      const heavy = scopesOf(root).find(({ name }) => weighs(name, allowed));
      if (isForAll && heavy)
        yield {
          at: type ? placeOf(type) : heavy.at,
          confidence: 'high',
          message: `\`${heavy.name}\` is consented to for every user of the tenant`,
          why: 'Nobody is asked any more: the agent has the permission over the data of people who never heard of it.',
          help: 'Consent for the users who work with the agent (`Principal`), for as long as they do.',
        };
      const expiry = textAt(root, 'expiryTime');
      const start = textOf(valueAt(root, 'startTime'));
      const days = expiry && daysBetween(start, expiry.value);
      if (expiry && days !== undefined && days > 366)
        yield {
          at: placeOf(expiry),
          confidence: 'high',
          message: 'The consent holds for more than a year',
          why: 'A task ends, and what was consented to for it stays: nobody looks at it again before it is misused.',
          help: 'Let it end with the task, and renew it on purpose.',
          fixes: fixesOf(manifests, document, expiry, start),
        };
    }
  },
});

// Terraform's grant is for all users unless it names one.
function isOpenTerraform(root: Tree): boolean {
  return valueAt(root, 'claim_values') !== undefined && valueAt(root, 'user_object_id') === undefined;
}

interface Scope {
  name: string;
  at: Place;
}

function scopesOf(root: Tree): Scope[] {
  const scope = textAt(root, 'scope');
  const listed = itemsOf(valueAt(root, 'claim_values'));
  return [...(scope ? [scope] : []), ...listed].flatMap((text) =>
    text.kind === 'text'
      ? [...text.value.matchAll(/\S+/g)].map(({ 0: name, index }) => ({
          name,
          at: pieceOf(text, index, index + name.length),
        }))
      : [],
  );
}

function weighs(name: string, allowed: ReadonlySet<string>): boolean {
  const entry = scopeCatalog()
    .lookup(name, 'microsoft-graph')
    .find(({ kind }) => kind === 'delegated');
  return entry !== undefined && entry.tier >= 3 && !allowed.has(entry.id) && !allowed.has(entry.name);
}

const usual = 180;

function fixesOf({ edits }: Manifests, document: Document, expiry: TextTree, start: string | undefined): Fix[] {
  const end = endAfter(start, usual, expiry.value);
  const found = end === undefined ? undefined : edits.replaceText(document, expiry, end);
  return found ? [{ title: `Let it end after ${usual} days`, safety: 'suggestion', edits: found }] : [];
}
