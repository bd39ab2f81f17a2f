import { defineRule, type RuleContext, type Verification } from '../server/sdk.ts';

export const jwtMissingIssuer = defineRule({
  meta: {
    id: 'jwt-missing-issuer',
    title: 'Token verified without its issuer',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:rfc-9',
      'mcp:2026-07-28/basic/authorization#token-handling',
      'rfc:8725#3.8',
      'rfc:9068#4',
      'cwe:346',
      'cwe:345',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:rfc-17',
    ],
  },
  *check(context) {
    for (const v of context.verifications('token-verification')) {
      if (
        v.issuer.state !== 'absent' ||
        !v.row.issuer ||
        v.isSelfMinted ||
        v.isConstantToken ||
        context.isTest(v.at.file)
      )
        continue;
      // Keys of one issuer say in other words who issued the token; keys of many say nothing.
      if (!hasKeysOfMany(v, context) || isCompared(v, context) || isOther(v)) continue;
      yield {
        at: v.at,
        confidence: 'high',
        message: 'The token is verified, but not who issued it',
        why: 'Where a key set or a secret serves more than one issuer, tenant or environment, tokens of all of them are accepted.',
        help: 'Expect the issuer exactly as the metadata of the authorization server writes it.',
      };
    }
  },
});

const manyTenants = /\/(common|organizations|consumers|multi-?tenant)\/(discovery|v2\.0|oauth2|keys|\.well-known|jwks)/;
const perTenant = /tenant|realm|organi[sz]ation|\borg\b|customer|workspace/i;

function hasKeysOfMany(v: Verification, context: RuleContext): boolean {
  // Those of Entra ID have a rule of their own.
  if (context.says(v.at, /\/\/login\.(microsoftonline|windows|partner)/, 'file')) return false;
  if (context.says(v.at, manyTenants, 'file')) return true;
  return context.calls('key-source').some((call) => {
    const { texts = [], names } = call.option('url');
    const isVaried = texts.some((text) => text.includes('\u0000')) && names.some((name) => perTenant.test(name));
    const isSetting = call
      .makers('url')
      .some((name) => /^env$|^[A-Z_\d]+$|config|settings/.test(name) && name !== 'URL');
    return call.at.file === v.at.file && isVaried && !isSetting;
  });
}

function isCompared(v: Verification, context: RuleContext): boolean {
  if (context.claimUses(v, ['iss', 'tid']).some(({ kind }) => kind === 'guards' || kind === 'compares')) return true;
  return v.within !== undefined && context.guardsNamed(v.within, /\b(iss|issuers?|tid|tenant)\b/i);
}

function isOther({ within, otherOptions }: Verification): boolean {
  return (
    /dpop|logout|client_?assertion|csrf|state|invite|reset|magic/i.test(within?.name ?? '') ||
    otherOptions.some((text) => /dpop|logout/i.test(text))
  );
}
