import { defineRule, type Fix } from '../server/sdk.ts';

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
      'cwe:1395',
      'cwe:937',
      'owasp-asi:04',
      'owasp-mcp:04',
      'norm:tenets-3',
    ],
  },
  *check({ manifests }) {
    for (const found of manifests.vulnerable()) {
      const { document, text, version, isLocked, advisories, fixed } = found;
      const [first] = advisories;
      if (!first) continue;
      const others = advisories.length > 1 ? ` and ${String(advisories.length - 1)} more` : '';
      const range = first.registry === 'npm' ? `^${fixed}` : undefined;
      // The lockfile must follow, which is a person's work.
      const edits = range === undefined ? undefined : manifests.edits.replaceText(document, text, range);
      const fixes: Fix[] =
        edits && range !== undefined ? [{ title: `Ask for \`${range}\``, safety: 'suggestion', edits }] : [];
      yield {
        at: text,
        confidence: 'high',
        message: `\`${found.package}\` ${isLocked ? `${version}, which is installed,` : `below ${fixed}`} has known holes (${first.id}${others})`,
        why: `In this version ${advisories
          .map(({ what }) => what)
          .filter((what, index, all) => all.indexOf(what) === index)
          .join('; ')}.`,
        help: `Raise it to ${fixed} or later and update the lockfile.`,
        fixes,
      };
    }
  },
});
