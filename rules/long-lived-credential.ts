import {
  defineRule,
  type Document,
  type Manifests,
  type Place,
  placeOf,
  textAt,
  type Tree,
  valueAt,
  walk,
} from '../server/sdk.ts';

export const longLivedCredential = defineRule({
  meta: {
    id: 'long-lived-credential',
    title: 'Secret of an application that lives for years',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:324', 'cwe:613', 'cwe:798', 'owasp-asi:03', 'owasp-mcp:01'],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('application-credential')) {
      const found = document.syntax === 'hcl' ? inTerraform(document, root, manifests) : inBody(root);
      if (!found) continue;
      yield {
        at: found.at,
        confidence: 'high',
        message: `The secret is valid for ${found.days > 36_500 ? 'ever' : `${Math.round(found.days)} days`}`,
        why: 'A secret that is copied once opens the application until it ends, and for a year nobody would notice.',
        help: 'Use a federated credential of a managed identity, which has no secret, or let the secret end within 180 days.',
      };
    }
  },
});

const longest = 180;

interface Found {
  at: Place;
  days: number;
}

function inTerraform(document: Document, root: Tree, manifests: Manifests): Found | undefined {
  const type = manifests.cloud.declaration(root)?.labels?.[0];
  if (!type || !/^azuread_(?:application|service_principal)_password$/.test(type.value)) return undefined;
  const relative = textAt(root, 'end_date_relative');
  const hours = /^(\d+)h/.exec(relative?.value ?? '')?.[1];
  if (relative) return hours === undefined ? undefined : beyond(placeOf(relative), Number(hours) / 24);
  const end = textAt(root, 'end_date');
  if (end) return beyond(placeOf(end), daysBetween(textAt(root, 'start_date')?.value, end.value));
  // What rotates it may come long before its end.
  const isOpen = ['end_date', 'end_date_relative', 'rotate_when_changed'].some((key) => valueAt(root, key));
  return isOpen || document.roots[0] === root ? undefined : beyond(placeOf(type), 730);
}

function inBody(root: Tree): Found | undefined {
  const computed = valueAt(root, 'endDateTime');
  const days = computed && daysFromNow(computed);
  if (computed && days !== undefined) return beyond(placeOf(computed), days);
  const end = textAt(root, 'endDateTime');
  return end && beyond(placeOf(end), daysBetween(textAt(root, 'startDateTime')?.value, end.value));
}

/** `new Date(Date.now() + 730 * day)`: what a program adds to the moment in which it runs. */
function daysFromNow(end: Tree): number | undefined {
  const parts = [...walk(end)].map(({ tree }) => tree);
  const isFromNow = parts.some((part) => part.kind === 'call' && part.name === 'now');
  const sums = parts.flatMap((part) => (part.kind === 'expression' && part.source === '+' ? [part.parts] : []));
  const added = sums.flat().find((part) => part.kind === 'number');
  return isFromNow && added ? added.value / 86_400_000 : undefined;
}

function beyond(at: Place, days: number | undefined): Found | undefined {
  return days !== undefined && days > longest ? { at, days } : undefined;
}

function daysBetween(start: string | undefined, end: string): number | undefined {
  const to = Date.parse(end);
  if (Number.isNaN(to)) return undefined;
  const from = start === undefined ? Number.NaN : Date.parse(start);
  if (!Number.isNaN(from)) return (to - from) / 86_400_000;
  return /^(?:2[1-9]\d\d|[3-9]\d{3})-/.test(end) ? Number.POSITIVE_INFINITY : undefined;
}
