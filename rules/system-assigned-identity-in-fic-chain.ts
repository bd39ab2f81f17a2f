import { defineRule, placeOf, type Tree, valueAt } from '../server/sdk.ts';

export const systemAssignedIdentityInFicChain = defineRule({
  meta: {
    id: 'system-assigned-identity-in-fic-chain',
    title: 'System-assigned identity as the credential of an application',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:287', 'cwe:1188', 'owasp-asi:03'],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('federated-credential')) {
      const written = valueAt(root, 'subject');
      const subject = written && manifests.cloud.resolve(document, written);
      if (!written || !subject || !isSystemAssigned(subject)) continue;
      yield {
        at: placeOf(written),
        confidence: 'high',
        message: 'The subject is a system-assigned identity, which Microsoft Entra refuses as a credential',
        why: 'Only user-assigned identities can be exchanged. The system-assigned one also becomes another with the next deployment of its resource, so that the trust breaks, or stays with nobody.',
        help: 'Make a user-assigned identity, assign it to the resource, and put its principal id here.',
      };
    }
  },
});

/** `app.identity.principalId` is the identity of the resource itself; a user-assigned one is a resource of its own. */
function isSystemAssigned(subject: Tree): boolean {
  if (subject.kind === 'expression')
    return /\.identity!?(?:\.0|\[0\]|\[\*\])?[.?!]*\.(?:principalId|principal_id)$/.test(subject.source);
  return subject.kind === 'text' && /^\[.*\.identity\.principalId\s*\]$/.test(subject.value);
}
