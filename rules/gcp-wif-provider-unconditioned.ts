import {
  defineRule,
  type Document,
  entriesOf,
  firstAt,
  type Fix,
  holdsForEverybody,
  itemsOf,
  type Manifests,
  type Place,
  placeOf,
  textOf,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const gcpWifProviderUnconditioned = defineRule({
  meta: {
    id: 'gcp-wif-provider-unconditioned',
    title: 'Workload identity provider that takes every token of its issuer',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:284', 'cwe:290', 'cwe:863', 'owasp-asi:03'],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('identity-provider')) {
      const found = open(root, (tree) => manifests.cloud.resolve(document, tree));
      if (!found) continue;
      yield {
        at: found.at,
        confidence: found.isShared ? 'high' : 'medium',
        severity: found.isShared ? 'error' : 'warning',
        message: found.isShared
          ? `The provider takes every token of \`${found.issuer}\`, which gives them to anyone with an account`
          : `The provider takes every token of \`${found.issuer}\``,
        why: 'Without a condition each valid token of the issuer becomes an identity of the pool, and whatever trusts the pool trusts its bearer.',
        help: 'Set a condition on what the issuer says of the one workload: `assertion.sub` or the ids of owner and repository.',
        fixes: fixesOf(manifests, document, root),
      };
    }
    for (const { document, root } of manifests.recognised('role-grant')) {
      const declared = manifests.cloud.declaration(root)?.labels?.[0]?.value ?? '';
      if (document.syntax !== 'code' && !declared.startsWith('google_')) continue;
      for (const member of [valueAt(root, 'member'), ...itemsOf(valueAt(root, 'members'))]) {
        const text = textOf(member);
        if (!member || text === undefined || !/^principalSet:\/\/\S+\/\*$/.test(text)) continue;
        yield {
          at: placeOf(member),
          confidence: 'high',
          message: 'The role is given to every identity of the pool',
          why: 'Whatever the issuer, or any other provider of the pool, lets in from now on has the role, too.',
          help: 'Name one principal, or the set with one value of an attribute: `…/attribute.repository/owner/name`.',
        };
      }
    }
  },
});

interface Open {
  at: Place;
  issuer: string;
  /** Strangers have accounts at the issuer. */
  isShared: boolean;
}

const shared =
  /^(?:token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|oidc\.circleci\.com|api\.bitbucket\.org|agent\.buildkite\.com|oidc\.vercel\.com|accounts\.google\.com|login\.microsoftonline\.com\/(?:common|organizations|consumers))(?:\/|$)/;

function open(root: Tree, resolve: (tree: Tree) => Tree): Open | undefined {
  const condition = valueAt(root, 'attributeCondition') ?? valueAt(root, 'attribute_condition');
  if (root.kind !== 'map' || root.isOpen) return undefined;
  const written = firstAt(root, ['oidc.issuerUri', 'oidc.issuer_uri', 'issuerUri'])?.value;
  const issuer = written && textOf(resolve(written));
  // A template's hole can be any issuer.
  if (written === undefined || issuer === undefined || /[${}<>]/.test(issuer)) return undefined;
  const isShared = shared.test(issuer.replace(/^https:\/\//, '').toLowerCase());
  if (condition && condition.kind !== 'null' && !isHollow(root, textOf(condition), isShared)) return undefined;
  return { at: placeOf(condition ?? written), issuer, isShared };
}

// Elsewhere than at an issuer of everybody, a branch or an audience is what tells one workload from another.
function isHollow(root: Tree, condition: string | undefined, isShared: boolean): boolean {
  if (condition === undefined) return false;
  const mapping = valueAt(root, 'attributeMapping') ?? valueAt(root, 'attribute_mapping');
  const claimOf = (attribute: string): string | undefined =>
    textOf(entriesOf(mapping).find(({ key }) => key === attribute)?.value);
  return isShared ? holdsForEverybody(condition, claimOf) : condition.trim() === 'true';
}

// Which subject it is nobody can see; until somebody writes it down nobody gets in.
function fixesOf({ edits }: Manifests, document: Document, root: Tree): Fix[] {
  if (root.kind !== 'map') return [];
  const isSnake = document.syntax === 'hcl' || entriesOf(root).some(({ key }) => key === 'attribute_mapping');
  const key = isSnake ? 'attribute_condition' : 'attributeCondition';
  const found = edits.set(document, root, key, "assertion.sub == ''");
  return found
    ? [{ title: 'Take one subject, which is still to be named', safety: 'suggestion', edits: found, isStub: true }]
    : [];
}
