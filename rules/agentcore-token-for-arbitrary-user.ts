import { defineRule, type Fix, type Manifests, placeOf, type PolicyStatement, type TextTree } from '../server/sdk.ts';

export const agentcoreTokenForArbitraryUser = defineRule({
  meta: {
    id: 'agentcore-token-for-arbitrary-user',
    title: 'Workload that takes tokens of whomever it names',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:639', 'cwe:290', 'cwe:863', 'owasp-asi:03'],
  },
  *check({ calls, flows, manifests }) {
    for (const statement of manifests.cloud.statements()) {
      const { effect, hasPrincipal, isLimit, hasUnknownConditions, actions, conditions } = statement;
      if (effect !== 'Allow' || hasPrincipal || isLimit || hasUnknownConditions) continue;
      const action = actions.texts.find(({ value }) => named.test(value));
      if (!action || conditions.some(({ key }) => /^bedrock-agentcore:userid$/i.test(key))) continue;
      const reach = reachOf(statement);
      if (!reach) continue;
      yield {
        ...texts,
        at: placeOf(action),
        // What AWS documents for the role of a runtime names one workload, and is everybody's.
        confidence: reach === 'every' ? 'high' : 'low',
        message:
          reach === 'every'
            ? 'The workload may take the tokens of every user of every agent here: it only has to name them'
            : 'The workload may take the tokens of each of its users: it only has to name one',
        fixes: fixesOf(manifests, statement, action),
      };
    }
    if (calls('user-token-by-name').length === 0) return;
    for (const from of ['inbound-request', 'tool-argument'] as const)
      for (const flow of flows({ from: [from], to: ['acting-user'] }))
        yield {
          ...texts,
          at: flow.sink,
          path: flow.steps,
          related: flow.alsoFrom,
          severity: 'error',
          confidence: flow.confidence,
          message:
            from === 'tool-argument'
              ? 'The model names the user whose tokens are taken'
              : 'Whoever calls names the user whose tokens are taken',
        };
  },
});

const named = /^bedrock-agentcore:GetWorkloadAccessTokenForUserId$/i;

/** Whether the statement is for every workload of the account or for those that it names; undefined where it is for none that are known. */
function reachOf({ resources }: PolicyStatement): 'every' | 'named' | undefined {
  if (resources.texts.some(({ value }) => everyWorkload.test(value))) return 'every';
  return resources.texts.some(({ value }) => oneWorkload.test(value)) ? 'named' : undefined;
}

const everyWorkload =
  /^\*$|^arn:[^:]*:(?:bedrock-agentcore|\*):[^:]*:[^:]*:(?:\*|workload-identity-directory\/(?:\*|[^/]+\/(?:\*|workload-identity\/\*)))$/;
const oneWorkload = /:workload-identity-directory\/[^/]+\/workload-identity\/./;

const texts = {
  why: 'The vault gives the tokens of the user whose id is said, and asks for no proof that this user is there. One wrong or foreign id, and the agent reads the mail of somebody else.',
  help: 'Take the token with GetWorkloadAccessTokenForJWT, which wants the token of the user who signed in, and allow that action alone. Where no such token exists, name the workload among the resources, and bind `bedrock-agentcore:userid`.',
};

function fixesOf({ edits }: Manifests, { document, actions }: PolicyStatement, action: TextTree): Fix[] {
  const byToken = action.value.replace(/UserId$/i, 'JWT');
  const isAllowed = actions.texts.some(({ value }) => value.toLowerCase() === byToken.toLowerCase());
  const found = isAllowed ? edits.remove(document, action) : edits.replaceText(document, action, byToken);
  return found ? [{ title: 'Allow it by the token of the user alone', safety: 'suggestion', edits: found }] : [];
}
