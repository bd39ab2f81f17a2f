import { defineRule, type Fix, type Manifests, placeOf, type VulnerableVersion } from '../server/sdk.ts';

export const vulnerableSdkVersion = defineRule({
  meta: {
    id: 'vulnerable-sdk-version',
    title: 'SDK of the protocol in a version with a known hole',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'ghsa:GHSA-345p-7cg4-v4c7',
      'ghsa:GHSA-6qxp-vccf-f47h',
      'ghsa:GHSA-22jm-h49p-29qw',
      'ghsa:GHSA-6prh-2h8m-c8cw',
      'ghsa:GHSA-rvq5-wwqv-78pq',
      'ghsa:GHSA-w4fh-qvv9-3v23',
      'ghsa:GHSA-w48q-cv73-mx4w',
      'ghsa:GHSA-8r9q-7v3j-jr4g',
      'ghsa:GHSA-9h52-p55h-vw2f',
      'cwe:1395',
      'cwe:937',
      'owasp-asi:04',
      'owasp-mcp:04',
      'norm:tenets-3',
    ],
  },
  *check({ manifests }) {
    for (const found of manifests.vulnerable()) {
      const { text, version, lockfile, advisories, fixed, also } = found;
      const ids = [...new Set(advisories.map(({ id }) => id))];
      const [first] = ids;
      if (first === undefined) continue;
      const others = ids.length > 1 ? ` and ${String(ids.length - 1)} more` : '';
      yield {
        at: text,
        confidence: 'high',
        message: `\`${found.package}\` ${lockfile === undefined ? `below ${fixed}` : `${version}, which is installed,`} has known holes (${first}${others})`,
        why: `In this version ${[...new Set(advisories.map(({ what }) => what))].join('; ')}.`,
        help: helpOf(found),
        related: also.map((other) => ({ ...placeOf(other.text), note: 'it is asked for here, too' })),
        fixes: fixesOf(found, manifests),
      };
    }
  },
});

function helpOf({ isAllowed, lockfile, fixed, text }: VulnerableVersion): string {
  if (text.value.startsWith('catalog:'))
    return `Raise it to ${fixed} or later in the catalog, and update the lockfile.`;
  return isAllowed && lockfile !== undefined
    ? `The range allows ${fixed}: update ${lockfile}, and raise the range so that nobody gets less.`
    : `Raise it to ${fixed} or later and update the lockfile.`;
}

// The lockfile must follow, which is a person's work.
function fixesOf(found: VulnerableVersion, { edits }: Manifests): Fix[] {
  const changed = [found, ...found.also].map(({ document, text, from }) => {
    const range = raised(text.value.slice(from), found.fixed, document.syntax === 'json');
    return range === undefined ? undefined : edits.replaceText(document, text, range, from);
  });
  const all = changed.flatMap((each) => each ?? []);
  return changed.includes(undefined)
    ? []
    : [{ title: `Ask for ${found.fixed} or later`, safety: 'suggestion', edits: all }];
}

/** The same kind of range with the version at its beginning; undefined for one whose kind is not known. */
function raised(range: string, version: string, isNpm: boolean): string | undefined {
  const operator = /^\s*(\^|~|>=|===?|)\s*v?\d+(?:\.\d+)*\s*$/.exec(range)?.[1];
  if (operator !== undefined) return operator + version;
  return isNpm && /^[~\d^]/.test(range) ? `^${version}` : undefined;
}
