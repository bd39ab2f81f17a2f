import { defineRule, type Form, type RuleContext } from '../server/sdk.ts';

const grants = /^(authorization_code|refresh_token|client_credentials)$/;
// Words of a client that finds its authorization server by asking the MCP server.
const discovery =
  /oauth-protected-resource|authorization_servers|resource_?metadata|mcp_?server|mcp_?client|mcp_?url|www-authenticate/i;
const discovered = /^(authorization_endpoint|token_endpoint|authorizationEndpoint|tokenEndpoint|issuer)$/;

export const oauthMissingResourceIndicator = defineRule({
  meta: {
    id: 'oauth-missing-resource-indicator',
    title: 'Token requested without saying for which server',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:authorization-13',
      'mcp:2026-07-28/basic/authorization#resource-parameter-implementation',
      'rfc:8707#2',
      'cwe:863',
      'owasp-asi:03',
      'owasp-mcp:01',
      'owasp-mcp:02',
    ],
  },
  *check(context) {
    const requests = context.forms(/^(grant_type|response_type|code_challenge)$/).filter(isRequest);
    for (const form of requests) {
      if (form.option('resource').state !== 'absent' || form.option('audience').state !== 'absent') continue;
      const confidence = confidenceOf(form, requests, context);
      if (confidence) yield { at: form.at, confidence, message: messageOf(form), ...explained };
    }
    for (const call of context.calls('oauth-request')) {
      if (!call.row.options['resource'] || call.option('resource').state !== 'absent') continue;
      yield {
        at: call.at,
        confidence: 'high',
        message: `\`${call.name}\` is called without \`resource\``,
        ...explained,
      };
    }
    for (const call of context.calls('oauth-client')) {
      for (const option of call.unsafe().filter(({ name }) => name === 'resourceCheck')) {
        yield {
          at: option.at ?? call.at,
          confidence: 'high',
          message: 'The client takes any resource for its own',
          ...explained,
        };
      }
    }
  },
});

const explained = {
  why: 'Without `resource` the authorization server does not know which server the token is for: it issues one that others accept too, or one that this server has to refuse.',
  help: 'Send `resource` with the canonical URI of the MCP server in the authorization request and in every token request, the refresh included.',
};

function messageOf(form: Form): string {
  const grant = form.option('grant_type').texts?.find((text) => grants.test(text));
  return grant
    ? `This token request (\`${grant}\`) names no \`resource\``
    : 'This authorization request names no `resource`';
}

function isRequest(form: Form): boolean {
  if (
    form.option('client_id').state === 'absent' &&
    form.option('code').state === 'absent' &&
    !form.names.includes('grant_type')
  )
    return false;
  const { state, texts = [] } = form.option('grant_type');
  if (state === 'absent') return form.carrier !== 'object' && form.names.includes('client_id');
  return texts.length > 0 && texts.every((text) => grants.test(text));
}

// Another service with a server of its own, or a request that somebody else's client made, is no matter of the resource.
function confidenceOf(form: Form, all: Form[], context: RuleContext): 'high' | 'medium' | undefined {
  if (context.isTest(form.at.file)) return undefined;
  const { texts, names } = form.destination();
  if (texts.some((text) => /^https?:\/\/[^\u0000/]*\w/.test(text))) return undefined;
  const isSibling = all.some((other) => other !== form && isNamed(other) && other.at.file === form.at.file);
  if (isSibling) return 'high';
  if (!names.some((name) => discovered.test(name))) return undefined;
  if (!context.says(form.at, discovery)) return undefined;
  // A server that speaks MCP itself may be a client of something else.
  const isServer = context
    .endpoints()
    .some(({ protocol, at }) => protocol === 'mcp' && context.isSamePackage(at, form.at));
  return isServer && !context.says(form.at, discovery, 'file') ? 'medium' : 'high';
}

function isNamed(form: Form): boolean {
  return form.option('resource').state !== 'absent';
}
