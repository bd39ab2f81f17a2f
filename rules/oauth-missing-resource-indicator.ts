import { defineRule, type Form, type FunctionRef, type Report, type RuleContext } from '../server/sdk.ts';

const grants = /^(authorization_code|refresh_token|client_credentials)$/;
// Words of a client that finds its authorization server by asking the MCP server.
const discovery =
  /oauth-protected-resource|authorization_servers|resource_?metadata|mcp_?server|mcp_?client|mcp_?url|www-authenticate/i;
// A login by OpenID Connect beside it finds its provider in the same way, and asks for no server's token.
const ofServers = /protected-resource|oauth-authorization-server|mcp/i;
const discovered = /^(authorization_endpoint|token_endpoint|authorizationEndpoint|tokenEndpoint|issuer)$/;
// As a server of tools names it in its metadata.
const found = /^authorization_?servers?(_?url)?$/im;

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
      'norm:authorization-14',
      'norm:rfc-1',
      'norm:rfc-6',
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
      if (!context.isTest(form.at.file)) yield* malformed(form);
      // The first revision with OAuth knew no resources.
      if (context.project(form.at.file).isBefore('2025-06-18')) continue;
      if (form.option('resource').state !== 'absent' || form.option('audience').state !== 'absent') continue;
      const confidence = confidenceOf(form, requests, context);
      if (confidence) yield { at: form.at, confidence, message: messageOf(form), ...explained };
    }
    for (const call of context.calls('oauth-request')) {
      if (!call.row.options['resource'] || call.option('resource').state !== 'absent') continue;
      // The login at an identity provider asks for a token of that provider, and for none of a server.
      const isOfProvider = context.says(call.at, /(^|_)idp([A-Z_]|$)|Idp[A-Z]/m, 'file');
      yield {
        at: call.at,
        confidence: isOfProvider ? 'medium' : 'high',
        message: `\`${call.name}\` is called without \`resource\``,
        ...explained,
      };
    }
    for (const { fn } of context.functions('resource-check')) {
      if (context.isTest(fn.at.file) || isComparing(fn, context)) continue;
      yield {
        at: fn.at,
        confidence: 'high',
        message: 'The client takes whatever resource the server names for its own',
        why: 'The metadata come from whoever answered. A server that names another resource has the client fetch a token for that one, and gets it with the next request.',
        help: 'Leave the check to the SDK, or throw unless the resource is the URL of the server or a part of it (`checkResourceAllowed`).',
      };
    }
  },
});

const explained = {
  why: 'Without `resource` the authorization server does not know which server the token is for: it issues one that others accept too, or one that this server has to refuse.',
  help: 'Send `resource` with the canonical URI of the MCP server in the authorization request and in every token request, the refresh included.',
};

// RFC 8707: an absolute URI without a fragment; MCP: the most specific one, without a slash at its end.
function* malformed(form: Form): Iterable<Report> {
  const { texts = [], at } = form.option('resource');
  for (const text of texts.filter((text) => text !== '' && !text.includes('\u0000'))) {
    const flaw = text.includes('#')
      ? 'has a fragment'
      : /^[a-z][a-z\d+.-]*:/i.test(text)
        ? undefined
        : 'is no absolute URI';
    if (flaw === undefined && !/^https?:\/\/[^?#]*\/$/.test(text)) continue;
    yield {
      at: at ?? form.at,
      confidence: 'high',
      ...(flaw === undefined ? { severity: 'info' as const } : {}),
      message: flaw === undefined ? 'The resource ends with a slash' : `The resource ${flaw}`,
      why: 'Audiences are compared as texts. A token for a resource that is written in another way is refused, or accepted by a server that compares loosely and then takes those of its neighbours too.',
      help: 'Send the URL of the MCP endpoint as the server names it, without a fragment and without a slash at its end.',
    };
  }
}

function isComparing(fn: FunctionRef, context: RuleContext): boolean {
  return (
    context.checksInput(fn) ||
    context.comparesNamed(fn, /resource|url|origin|host/i) ||
    context.callsNamed(fn, /checkResource|allowed|match|same/i)
  );
}

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
  // Others make the request, and one function gives it the resource before it goes out.
  if (context.forms(/^resource$/).some((other) => isGiven(other) && other.at.file === form.at.file)) return undefined;
  if (form.within?.name === 'prepareTokenRequest') return undefined;
  const isFound = names.some((name) => discovered.test(name));
  const isSibling = all.some((other) => other !== form && isNamed(other) && other.at.file === form.at.file);
  // A server that speaks MCP itself may be a client of something else.
  const isServer = context
    .endpoints()
    .some(({ protocol, at }) => protocol === 'mcp' && context.isSamePackage(at, form.at));
  if (isSibling && (isFound || !isServer || context.says(form.at, found, 'file'))) return 'high';
  if (!isFound) return undefined;
  if (!context.says(form.at, discovery)) return undefined;
  const isOfFile = context.says(form.at, isServer ? discovery : ofServers, 'file');
  return isOfFile ? 'high' : 'medium';
}

function isGiven({ names }: Form): boolean {
  return names.includes('resource') && !names.some((name) => /^(grant_type|response_type|client_id)$/.test(name));
}

function isNamed(form: Form): boolean {
  return form.names.includes('resource');
}
