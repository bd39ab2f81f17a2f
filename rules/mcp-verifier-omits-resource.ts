import { defineRule, type Fix, type FunctionRef, type ObjectView, type RuleContext } from '../server/sdk.ts';

export const mcpVerifierOmitsResource = defineRule({
  meta: {
    id: 'mcp-verifier-omits-resource',
    title: 'Token verifier that returns no resource to compare',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#token-handling',
      'cwe:863',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:authorization-2',
    ],
  },
  *check(context) {
    const { verifications, returnedObjects } = context;
    for (const gate of verifications('endpoint-gate')) {
      if (gate.audience.state !== 'set') continue;
      for (const { fn } of gate.delegates) {
        for (const object of returnedObjects(fn)) {
          if (object.isOpen || object.names.includes('resource') || !object.names.includes('token')) continue;
          yield {
            at: object.at,
            confidence: 'high',
            message: 'The verifier returns no `resource`, so the resource that the endpoint expects cannot be compared',
            why: 'The SDK compares its expected resource with what the verifier returns. Without it every request is refused, and the quick way out is to drop the check.',
            help: 'Return `resource: new URL(…)` with the audience that was verified just before.',
            related: [{ ...gate.at, note: 'expects a resource' }],
            fixes: fixesOf(fn, object, context),
          };
        }
      }
    }
  },
});

// Only what the verification just compared may be returned as the resource of the token.
function fixesOf(fn: FunctionRef, object: ObjectView, { edits, verificationsWithin }: RuleContext): Fix[] {
  const verified = verificationsWithin(fn).filter(({ audience }) => audience.state === 'set');
  const [only] = verified;
  if (!only || verified.length > 1 || only.audience.texts?.some((text) => !isUrl(text))) return [];
  const code = edits.optionCode(only, 'audience', object.at);
  const found = code === undefined ? undefined : edits.addProperty(object, 'resource', `new URL(${code})`);
  return found ? [{ title: 'Return the verified audience as the resource', safety: 'suggestion', edits: found }] : [];
}

// A part that is not known may well be the host.
function isUrl(text: string): boolean {
  return text.includes('\u0000') || URL.canParse(text);
}
