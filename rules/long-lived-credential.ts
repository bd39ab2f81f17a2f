import {
  daysBetween,
  defineRule,
  type Document,
  endAfter,
  type Fix,
  type Manifests,
  type Place,
  placeOf,
  textAt,
  type TextTree,
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
    fixable: 'sometimes',
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
        fixes: fixesOf(manifests, document, found),
      };
    }
  },
});

const longest = 180;

interface Found {
  at: Place;
  days: number;
  /** The end as it is written, and one that comes in time. */
  shorter?: { end: TextTree; text: string };
}

function fixesOf({ edits }: Manifests, document: Document, { shorter }: Found): Fix[] {
  const found = shorter && edits.replaceText(document, shorter.end, shorter.text);
  return found ? [{ title: `Let it end after ${longest} days`, safety: 'suggestion', edits: found }] : [];
}

function inTerraform(document: Document, root: Tree, manifests: Manifests): Found | undefined {
  const type = manifests.cloud.declaration(root)?.labels?.[0];
  if (!type || !/^azuread_(?:application|service_principal)_password$/.test(type.value)) return undefined;
  const relative = textAt(root, 'end_date_relative');
  const hours = /^(\d+)h/.exec(relative?.value ?? '')?.[1];
  if (relative) return hours === undefined ? undefined : beyond(relative, Number(hours) / 24, `${longest * 24}h`);
  const end = textAt(root, 'end_date');
  if (end) return between(textAt(root, 'start_date'), end);
  // What rotates it may come long before its end.
  const isOpen = ['end_date', 'end_date_relative', 'rotate_when_changed'].some((key) => valueAt(root, key));
  return isOpen || document.roots[0] === root ? undefined : beyond(type, 730);
}

function inBody(root: Tree): Found | undefined {
  const computed = valueAt(root, 'endDateTime');
  const days = computed && daysFromNow(computed);
  if (computed && days !== undefined) return beyond(computed, days);
  const end = textAt(root, 'endDateTime');
  return end && between(textAt(root, 'startDateTime'), end);
}

/** `new Date(Date.now() + 730 * day)`: what a program adds to the moment in which it runs. */
function daysFromNow(end: Tree): number | undefined {
  const parts = [...walk(end)].map(({ tree }) => tree);
  const isFromNow = parts.some((part) => part.kind === 'call' && part.name === 'now');
  const sums = parts.flatMap((part) => (part.kind === 'expression' && part.source === '+' ? [part.parts] : []));
  const added = sums.flat().find((part) => part.kind === 'number');
  return isFromNow && added ? added.value / 86_400_000 : undefined;
}

function between(start: TextTree | undefined, end: TextTree): Found | undefined {
  return beyond(end, daysBetween(start?.value, end.value), endAfter(start?.value, longest, end.value));
}

function beyond(end: Tree, days: number | undefined, text?: string): Found | undefined {
  if (days === undefined || days <= longest) return undefined;
  return { at: placeOf(end), days, ...(text !== undefined && end.kind === 'text' ? { shorter: { end, text } } : {}) };
}
