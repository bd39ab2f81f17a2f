import { type ApiCall, defineRule, type RuleContext } from '../server/sdk.ts';

const ofToken = /^(jku|x5u|jwk)$/;
const ofClaims = /^(iss|issuer)$/;
const unproven = /decode|payload|claims|header|unverified|parse/i;
// What an operator wrote down is no word of the token, whoever chose the entry.
const configured = /config|settings?|options|environment|^env$|tenant|^jwks_?uri$/i;

export const jwtUntrustedKeySource = defineRule({
  meta: {
    id: 'jwt-untrusted-key-source',
    title: 'Key that the token itself names',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['rfc:8725#3.10', 'cwe:347', 'cwe:918', 'owasp-asi:03', 'owasp-mcp:07', 'norm:rfc-18'],
  },
  *check(context) {
    for (const call of context.calls('key-source')) {
      if (context.isTest(call.at.file)) continue;
      const found = judge(call, context);
      if (found) {
        yield {
          at: call.option('url').at ?? call.at,
          confidence: 'high',
          message: found,
          why: 'Whoever writes the token chooses the key with which it is verified: they sign with one of their own, and the server fetches it from wherever they say.',
          help: 'Take the keys from a fixed address, or look the issuer up in a list of those that are trusted before anything is fetched.',
        };
      }
    }
  },
});

function judge(call: ApiCall, context: RuleContext): string | undefined {
  if (call.row.options['embedded']) {
    const isProof =
      call.option('typ').texts?.some((text) => /dpop|agent|openid4vci/i.test(text)) === true ||
      /dpop|proof/i.test(call.within?.name ?? '');
    return isProof ? undefined : 'The token is verified with the key that it carries';
  }
  const { texts = [] } = call.option('url');
  const names = call.makers('url');
  if (texts.some((text) => /^https:\/\/[\w.-]+\//.test(text))) return undefined;
  const isListed =
    call.within !== undefined &&
    (context.guardsNamed(call.within, /iss|jku|x5u|host|origin|allow|trust/i) ||
      context.callsNamed(call.within, /allow|trust|known|assert|validate_?(iss|url|host)/i));
  if (isListed) return undefined;
  if (names.some((name) => ofToken.test(name)))
    return 'The keys are fetched from the address that the header of the token names';
  // What is fetched tells an address by a name that settings have, too.
  const isFetched = names.includes('fetch');
  if (names.some((name) => configured.test(name) && !(isFetched && /^jwks_?uri$/i.test(name)))) return undefined;
  if (names.some((name) => ofClaims.test(name)) && names.some((name) => unproven.test(name)))
    return 'The keys are fetched from the issuer that the token names, before it is verified';
  return undefined;
}
