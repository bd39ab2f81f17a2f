import {
  defineRule,
  type Fix,
  type Manifests,
  placeOf,
  type PolicyStatement,
  type RuleContext,
  type TextTree,
  valueAt,
} from '../server/sdk.ts';

export const awsOutboundTokenUnbound = defineRule({
  meta: {
    id: 'aws-outbound-token-unbound',
    title: 'Role that shows its identity to whomever it likes',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:284', 'cwe:863', 'owasp-asi:03'],
  },
  *check(context) {
    for (const statement of context.manifests.cloud.statements()) {
      const { effect, hasPrincipal, isLimit, hasUnknownConditions, actions, conditions } = statement;
      if (effect !== 'Allow' || hasPrincipal || isLimit || hasUnknownConditions) continue;
      const action = actions.texts.find(({ value }) => value.toLowerCase() === 'sts:getwebidentitytoken');
      const bound = conditions.find(({ key }) => key.toLowerCase() === 'sts:identitytokenaudience');
      if (!action || (bound && !passesAll(bound.operator, bound.values.texts))) continue;
      yield {
        at: bound ? bound.at : placeOf(action),
        confidence: 'high',
        message: bound
          ? 'The condition lets every audience through'
          : 'Tokens for every audience may be made: nothing asks for `sts:IdentityTokenAudience`',
        why: 'The token shows, signed by AWS, that its bearer is this role. Whoever steers the agent has one made for any cloud or service that trusts the account, and is let in there.',
        help: 'Allow the audience of the one service that the role signs in to, with StringEquals on `sts:IdentityTokenAudience`, and few minutes with NumericLessThanEquals on `sts:DurationSeconds`.',
        fixes: bound ? [] : fixesOf(statement, context),
      };
    }
  },
});

function passesAll(operator: string, values: readonly TextTree[]): boolean {
  if (/^ForAllValues:/i.test(operator) || /IfExists$/i.test(operator)) return true;
  return /Like$/i.test(operator) && values.some(({ value }) => /^\*+$/.test(value));
}

// The audience is one that the project itself asks for.
function fixesOf({ document, root }: PolicyStatement, { calls, manifests }: RuleContext): Fix[] {
  const asked = new Set(calls('outbound-token').flatMap((call) => call.constants('audience').map(({ text }) => text)));
  const [audience] = asked;
  if (audience === undefined || asked.size > 1) return [];
  const edits = withCondition(manifests, document, root, audience);
  return edits ? [{ title: `Allow tokens for \`${audience}\` alone`, safety: 'suggestion', edits }] : [];
}

function withCondition(
  { edits }: Manifests,
  document: PolicyStatement['document'],
  root: PolicyStatement['root'],
  audience: string,
) {
  if (root.kind !== 'map' || !valueAt(root, 'Action') || valueAt(root, 'Condition')) return undefined;
  return edits.set(document, root, 'Condition', { StringEquals: { 'sts:IdentityTokenAudience': audience } });
}
