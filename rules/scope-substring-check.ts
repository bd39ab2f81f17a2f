import { defineRule, type Fix, type RuleContext, type SubstringTest } from '../server/sdk.ts';

export const scopeSubstringCheck = defineRule({
  meta: {
    id: 'scope-substring-check',
    title: 'Scope that is looked for inside the text of all scopes',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['rfc:6749#3.3', 'cwe:185', 'cwe:863', 'owasp-asi:03', 'owasp-mcp:07'],
  },
  *check(context) {
    for (const test of context.scopeSubstrings()) {
      if (!context.says(test.at, ofTokens, 'file')) continue;
      yield {
        at: test.at,
        confidence: 'high',
        message: 'Scopes are a list with spaces: this also finds the word inside a longer scope',
        why: 'Whoever may `files:read-metadata` passes a check for `files:read`, and `admin` stands in `not-admin`, too.',
        help: 'Split the text at the spaces and look for the whole scope.',
        fixes: fixesOf(test, context),
      };
    }
  },
});

// What else has a scope, such as a variable of an environment, stands where nobody speaks of who may do something.
const ofTokens =
  /auth|token|jwt|bearer|claim|grant|payload|credential|permission|principal|session|caller|user|insufficient/i;

// `scope.includes(x)` as `scope.split(' ').includes(x)`
function fixesOf({ method, at }: SubstringTest, { edits }: RuleContext): Fix[] {
  const text = edits.textOf(at);
  const index = text.search(/\??\.includes\(/);
  if (method !== 'includes' || index < 0) return [];
  const start = at.start + index;
  const code = text[index] === '?' ? "?.split(' ')" : ".split(' ')";
  return [{ title: 'Look for the whole scope', safety: 'safe', edits: [{ ...at, start, end: start, text: code }] }];
}
