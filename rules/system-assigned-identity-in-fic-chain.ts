import { defineRule, placeOf, type Tree, valueAt } from '../server/sdk.ts';

export const systemAssignedIdentityInFicChain = defineRule({
  meta: {
    id: 'system-assigned-identity-in-fic-chain',
    title: 'System-assigned identity as the credential of an application',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:287', 'cwe:1188', 'owasp-asi:03'],
  },
  *check({ calls, edits, manifests }) {
    for (const identity of calls('managed-identity')) {
      if (identity.option('id').state !== 'absent') continue;
      const asks = calls('managed-identity-token').filter(({ at }) => at.file === identity.at.file);
      const isExchange = asks.some((call) => call.option('scope').texts?.some((text) => exchange.test(text)));
      // With another identity in the same file nobody knows which of them asks.
      if (
        !isExchange ||
        calls('managed-identity').some((other) => other !== identity && other.at.file === identity.at.file)
      )
        continue;
      const { code, isStub } = edits.settingCode('AZURE_CLIENT_ID', /client_?id|uami|identity_?id/i, identity.at);
      const named = edits.giveOption(identity, 'clientId', code);
      yield {
        at: identity.at,
        confidence: 'high',
        message: 'Without an id this is the system-assigned identity, which Microsoft Entra refuses as a credential',
        why: 'Only user-assigned identities can be exchanged. The system-assigned one also becomes another with the next deployment of its resource, so that the trust works once and stops.',
        help: 'Make a user-assigned identity, and hand its client id to the credential.',
        fixes: named
          ? [
              {
                title: 'Name a user-assigned identity',
                safety: 'suggestion',
                edits: named,
                ...(isStub ? { isStub } : {}),
              },
            ]
          : [],
      };
    }
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

const exchange = /^(?:api:\/\/AzureADTokenExchange|fb60f99c-7a34-4190-8149-302f77469936)/i;

/** `app.identity.principalId` is the identity of the resource itself; a user-assigned one is a resource of its own. */
function isSystemAssigned(subject: Tree): boolean {
  if (subject.kind === 'expression')
    return /\.identity!?(?:\.0|\[0\]|\[\*\])?[.?!]*\.(?:principalId|principal_id)$/.test(subject.source);
  return subject.kind === 'text' && /^\[.*\.identity\.principalId\s*\]$/.test(subject.value);
}
