import { type ApiCall, defineRule, type Fix, type QueryRead, type RuleContext } from '../server/sdk.ts';

const credential =
  /^(user_?)?(pass(word|wd|code|phrase)?|pwd|pin|otp|totp|(mfa|otp|totp|one_?time|two_?factor|verification)_?(code|token|password)|client_?secret|api_?(key|token|secret)|access_?token|secret_?(key)?|recovery_?code)$/i;

export const redirectRepeatsCredentials = defineRule({
  meta: {
    id: 'redirect-repeats-credentials',
    title: 'Redirect that sends a password along',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    scope: 'agents',
    fixable: 'sometimes',
    since: 'next',
    references: ['norm:oauth-15', 'rfc:9700#4.12', 'cwe:522', 'cwe:601', 'owasp-asi:03', 'owasp-mcp:01'],
  },
  *check(context) {
    for (const call of context.calls('redirect-answer')) {
      const [status] = call.unsafe();
      const read = status?.isCertain ? credentialOf(call, context) : undefined;
      if (!status || !read || context.isTest(call.at.file)) continue;
      yield {
        at: status.at ?? call.at,
        confidence: 'high',
        message: `The browser is sent on with ${status.value}: it posts \`${read.name}\` once more, to where it is sent`,
        why: 'With 307 and 308 a browser repeats its request as it was, with the form in it. Whoever is sent the browser, a client that was only to get a code among them, is sent what the user typed to log in.',
        help: 'Answer a form with 303, by which a browser asks with GET and leaves the form behind.',
        related: [{ ...read.at, note: `\`${read.name}\` is read from the form here` }],
        fixes: fixesOf(call, context),
      };
    }
  },
});

// What the function that answers reads of the form. One that tells methods apart may answer another request so.
function credentialOf(call: ApiCall, { bodyReads, testsNamed }: RuleContext): QueryRead | undefined {
  const { inside } = call;
  if (!inside || testsNamed(inside, /^method$/)) return undefined;
  return bodyReads().find((read) => credential.test(read.name) && read.inside?.id === inside.id);
}

function fixesOf(call: ApiCall, { edits }: RuleContext): Fix[] {
  const [status] = call.unsafe();
  if (!status?.safe) return [];
  const found = status.at
    ? edits.replaceOption(call, 'status', status.safe)
    : edits.giveOption(call, 'status', status.safe);
  return found ? [{ title: 'Answer with 303', safety: 'safe', edits: found }] : [];
}
