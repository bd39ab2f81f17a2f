import {
  defineRule,
  type Fix,
  type RuleContext,
  scopeCatalog,
  type ScopeRequest,
  type SourceEdits,
} from '../server/sdk.ts';

export const oboDefaultScope = defineRule({
  meta: {
    id: 'obo-default-scope',
    title: 'On-behalf-of request for every consented permission',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['entra:v2-oauth2-on-behalf-of-flow', 'rfc:9700#2.3', 'cwe:250', 'owasp-asi:03', 'owasp-mcp:02'],
  },
  *check(context) {
    const { scopeRequests, edits } = context;
    yield* inEnvironments(context);
    const reported = new Set<string>();
    for (const request of scopeRequests()) {
      const { row, scope, at, requestedAt } = request;
      if (row.flow !== 'on-behalf-of' || !/(^|\/)\.default$/.test(scope) || /AzureADTokenExchange/i.test(scope))
        continue;
      if (reported.has(`${at.file}|${at.start}`)) continue;
      reported.add(`${at.file}|${at.start}`);
      yield {
        at,
        ...texts(scope),
        confidence: 'high',
        related: [{ ...requestedAt, note: 'requested here' }],
        fixes: fixesOf(request, scopeRequests(), edits),
      };
    }
  },
});

// Which permission the task needs nobody can see; those that the project itself asks for elsewhere may be among them.
function fixesOf({ scope, at }: ScopeRequest, all: readonly ScopeRequest[], edits: SourceEdits): Fix[] {
  const resource = scope.slice(0, -'.default'.length);
  const others = all.map((request) => request.scope).filter((other) => other.startsWith(resource) && other !== scope);
  const narrow = [...new Set(others)].filter((other) => !scopeCatalog().lookup(other).some(scopeCatalog().isBroad));
  const text = edits.textOf(at);
  const parts = text.split(scope);
  if (resource === '' || parts.length !== 2) return [];
  return narrow.slice(0, 3).map((other) => ({
    title: `Ask for \`${other}\``,
    safety: 'suggestion' as const,
    edits: [{ ...at, text: parts.join(other) }],
  }));
}

function texts(scope: string) {
  return {
    message: `\`${scope}\` asks for every permission that was ever consented to, on behalf of the user`,
    why: 'The exchanged token grows with each later consent, and the agent holds it although its task needs one or two permissions.',
    help: 'Name the single permissions, for example `https://graph.microsoft.com/Mail.Read`. Where your tenant refuses them in this step, say so in an ignore comment.',
  };
}

const handler = /^AgentApplication__UserAuthorization__handlers__.+__(?:oboScopes|scopes)(?:__\d+)?$/i;
const downstream = /^DownstreamApis__(.+)__Scopes__\d+$/i;

/** Settings of an agent and of the token sidecar; not everybody says that Entra takes single permissions there. */
function* inEnvironments({ manifests }: RuleContext) {
  const given = manifests.givenVariables();
  for (const { document, name, text, at, isSample } of given) {
    if (!text.endsWith('/.default') || /AzureADTokenExchange/i.test(text)) continue;
    const [, api] = downstream.exec(name) ?? [];
    // Without this setting the same scope may be meant for the agent alone.
    const isForUser = given.some(
      (other) =>
        other.document === document &&
        other.name.toLowerCase() === `downstreamapis__${api?.toLowerCase()}__requestapptoken` &&
        /^false$/i.test(other.text),
    );
    if (!handler.test(name) && !(api !== undefined && isForUser)) continue;
    yield { ...texts(text), at, confidence: isSample ? ('low' as const) : ('medium' as const) };
  }
}
