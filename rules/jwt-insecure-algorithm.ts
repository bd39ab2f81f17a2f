import { defineRule, type RuleContext, type Verification } from '../server/sdk.ts';

const shared = /^HS\d{3}$/;
const signed = /^(RS|PS|ES)\d{3}|^EdDSA$/;
const placeholder =
  /^(secret|password|changeme|change[-_ ]?me|my[-_ ]?secret|your[-_ ].*|dev|test|default|jwt[-_ ]?secret|super[-_ ]?secret.*|key|token)$/i;
const minBytes = 32;

const help = 'Name the one algorithm with which the issuer signs.';

export const jwtInsecureAlgorithm = defineRule({
  meta: {
    id: 'jwt-insecure-algorithm',
    title: 'Signature of a token that proves little',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:rfc-15',
      'norm:rfc-16',
      'rfc:8725#3.1',
      'rfc:8725#3.5',
      'rfc:9068#4',
      'cwe:327',
      'cwe:347',
      'cwe:326',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:rfc-11',
    ],
  },
  *check(context) {
    for (const v of context.verifications('token-verification')) {
      const { texts = [], at } = v.algorithms;
      if (context.isTest(v.at.file)) continue;
      if (texts.some((text) => /^none$/i.test(text))) {
        const edits = context.edits.removeFromOption(
          v,
          'algorithms',
          texts.find((text) => /^none$/i.test(text)) ?? 'none',
        );
        yield {
          at: at ?? v.at,
          confidence: 'high',
          message: '`none` is among the algorithms: a token without a signature is accepted',
          why: 'Anybody can write a token with any subject and leave the signature out.',
          help,
          fixes: edits ? [{ title: 'Take `none` out of the list', safety: 'safe', edits }] : [],
        };
      } else if (isOfToken(v, context)) {
        yield {
          at: at ?? v.at,
          confidence: 'high',
          message: 'The token says by which algorithm it is verified',
          why: 'Its header is written by whoever sends it: with `none`, or with a shared secret where a public key stands, they sign for anybody.',
          help,
        };
      } else if (isMixed(v)) {
        yield {
          at: at ?? v.at,
          confidence: 'medium',
          severity: 'warning',
          message: 'Algorithms with a shared secret and with a public key are accepted with the same key',
          why: 'Where a library takes the public key for the secret, whoever knows the public key can sign.',
          help,
        };
      }
    }
    for (const call of context.calls('token-check', 'token-minting')) {
      const { texts = [], at, state } = call.option('key');
      const weak = texts.find((text) => isWeak(text));
      if (weak === undefined || !at || state === 'unknown' || context.isTest(call.at.file)) continue;
      yield {
        at,
        confidence:
          context.isAgentPackage(call.at) && (placeholder.test(weak) || texts.length === 1) ? 'high' : 'medium',
        message:
          texts.length > 1 || state === 'possibly-empty'
            ? 'A secret that stands in the program is taken where the setting is missing'
            : 'The secret of the signature stands in the program and is short',
        why: 'A secret that people can read or guess signs tokens for everybody: with it any subject and any role can be written.',
        help: 'Read a secret of at least 32 random bytes from a setting that must be there, or verify with the public key of the issuer.',
        masks: [at],
      };
    }
  },
});

// `algorithms: [decoded.header.alg]`, which nobody has compared.
function isOfToken({ algorithms: { texts = [], names, at }, within }: Verification, context: RuleContext): boolean {
  if (texts.length > 0 || !names.includes('alg') || !at || !within || context.comparesNamed(within, /\balg/i))
    return false;
  const written = context.edits.textOf(at);
  const isRead = context.callsNamed(within, /^decode(?:ProtectedHeader|Jwt|Token)?$/i);
  return isRead && (/header/i.test(written) || /^\[\s*alg\b/.test(written));
}

function isMixed({ algorithms: { texts = [] } }: Verification): boolean {
  return texts.some((text) => shared.test(text)) && texts.some((text) => signed.test(text));
}

function isWeak(text: string): boolean {
  if (text === '' || text.includes('\u0000') || /^-----BEGIN|^https?:|^\.{0,2}\//.test(text)) return false;
  return text.length < minBytes || placeholder.test(text);
}
