import { defineRule, type RuleContext, type Verification } from '../server/sdk.ts';

const telling = [
  'roles',
  'role',
  'scp',
  'scope',
  'scopes',
  'azp',
  'appid',
  'oid',
  'sub',
  'wids',
  'groups',
  'idtyp',
  'permissions',
];
const tellingName =
  /^(?:roles?|scp|scopes?|azp|appid|appId|oid|sub|wids|groups|idtyp|permissions?|hasRole|requireRole|requireScope|checkScopes?)$/;

export const appTokenWithoutRoleCheck = defineRule({
  meta: {
    id: 'app-token-without-role-check',
    title: 'Every application of the tenant let in',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['cwe:862', 'cwe:863', 'rfc:9068#4', 'owasp-asi:03'],
  },
  *check(context) {
    for (const v of context.verifications('token-verification')) {
      if (v.audience.state !== 'set' || !isEntra(v) || v.isConstantToken || context.isTest(v.at.file)) continue;
      if (isAsked(v, context)) continue;
      yield {
        at: v.at,
        confidence: 'medium',
        message: 'The token is for this server, but nothing asks who has it and what for',
        why: 'In Microsoft Entra every application of the tenant can get a token for every other one, unless its owner turned that off. Issuer and audience are right in such a token; only `roles` or `scp`, and the id of the caller, say whether it was meant to come here.',
        help: 'Ask for a role (`roles`) of applications, a scope (`scp`) of users, or the ids of the callers that you know (`azp`).',
      };
    }
  },
});

function isEntra({ issuer }: Verification): boolean {
  return (issuer.texts ?? []).some((text) =>
    /^https:\/\/(?:login\.microsoftonline\.(?:com|us)|sts\.windows\.net)\//i.test(text),
  );
}

function isAsked(v: Verification, context: RuleContext): boolean {
  if (context.claimUses(v, telling).length > 0) return true;
  if (v.requiredClaims.texts?.some((text) => telling.includes(text))) return true;
  // Without a function around nobody knows who goes on with the claims.
  return (
    v.within === undefined || context.mentions(v.within, tellingName) || context.callersCompare(v.within, tellingName)
  );
}
