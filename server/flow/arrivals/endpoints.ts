/** What kind of endpoint a destination is, read from its constant text and from the names that lead to it. */
import type { Config } from '../../config.ts';
import type { Destination } from '../../context.ts';

const authorizationPath =
  /(introspect|user-?info|revoke|revocation|token-?info|jwks|\.well-known\/(openid|oauth)|\/oauth2?\/(v\d+(\.\d+)?\/)?(token|authorize|revoke)|\/connect\/(token|userinfo)|\/(token|authorize|register|par)$|login\.microsoftonline\.com|\/(AuthorizationHeader|DownstreamApi)\/|^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?\/Validate\b)/i;
const authorizationName =
  /(introspect|user_?info|revoc|revoke|token_?info|token_?(endpoint|url)|jwks|issuer|auth(orization)?_?server|oidc|par_?endpoint|registration_?endpoint)/i;
const inspectionPath = /(introspect|token-?info)/i;
const profilePath =
  /(user-?info|\/(me|user|users\/me|profile|whoami|viewer|account)\/?(\?.*)?$|\/(me|user|profile|whoami)\?)/i;
const profileName = /(user_?info|profile_?(url|endpoint)|me_?(url|endpoint)|whoami)/i;

/** True when the destination is an endpoint of the authorization server that the token came from. */
export function isAuthorizationServer(destination: Destination, config: Config): boolean {
  const isIssuer = destination.texts.some((text) => (config.issuers ?? []).some((issuer) => text.startsWith(issuer)));
  return (
    isIssuer ||
    destination.texts.some((t) => authorizationPath.test(t)) ||
    destination.names.some((n) => authorizationName.test(n))
  );
}

/** True for token introspection (RFC 7662) and for vendor endpoints that describe a token. */
export function isTokenInspection(destination: Destination): boolean {
  return (
    destination.texts.some((t) => inspectionPath.test(t)) ||
    destination.names.some((n) => /(introspect|token_?info)/i.test(n))
  );
}

/** True for userinfo (OpenID Connect Core 5.3) and for profile calls that stand in for a validation. */
export function isProfileEndpoint(destination: Destination): boolean {
  return destination.texts.some((t) => profilePath.test(t)) || destination.names.some((n) => profileName.test(n));
}

/** True when the destination is this server itself: the configuration says so, or its URL is made of the request's own. */
export function isOwnResource(destination: Destination, config: Config): boolean {
  const hosts = destination.texts.map((text) => hostOf(text) ?? partOfHost(text)).filter((host) => host !== undefined);
  const isResource = destination.texts.some((text) => (config.resource ?? []).some((own) => text.startsWith(own)));
  return (
    isResource ||
    (hosts.length === 0 && (isOriginOfRequest(destination) || isUrlOfRequest(destination))) ||
    hosts.some((host) => (config.internalHosts ?? []).some((suffix) => host === suffix || host.endsWith(`.${suffix}`)))
  );
}

/**
 * True for a database behind REST that asks the token itself which rows it opens, as PostgREST does: where it is the
 * program's own, the token was issued for it as much as for the program.
 */
export function isOwnStore({ texts, names }: Destination): boolean {
  return (
    texts.some((text) => /^https:\/\/[^/]+\.supabase\.(?:co|in)\b|\/rest\/v1\b|\bpostgrest\b/i.test(text)) ||
    names.some((name) => /supabase_?url|postgrest/i.test(name))
  );
}

/** True for the door of a hosted agent whose owner says whose users it takes, so that their token may be meant for it. */
export function isHostedAgent({ texts }: Destination): boolean {
  return texts.some((text) => /^https:\/\/bedrock-agentcore\.[^/]+\/runtimes\//.test(text));
}

// `${url.protocol}//${url.host}/mcp` with `url` from the request that is being answered.
function isOriginOfRequest({ names }: Destination): boolean {
  return names.some((n) => /^(host|hostname|origin)$/.test(n)) && names.some((n) => /^(req|request)$/.test(n));
}

// `room.fetch(new Request(request.url, init))`: what is asked goes on inside the program, or to the origin behind it.
function isUrlOfRequest({ texts, names }: Destination): boolean {
  return texts.length === 0 && /^(?:\w+ )?(?:Request )?url req(?:uest)? /.test(names.join(' '));
}

/** The host of a URL text whose unknown parts are `\u0000`; undefined when a part of the host itself is one. */
export function hostOf(text: string): string | undefined {
  const [, host, rest = ''] = /^(?:https?|wss?):\/\/([^/?#:\u0000]+)(.*)$/is.exec(text) ?? [];
  // `https://api.${region}.example.com`; behind a whole host what follows is most likely the path.
  const goesOn =
    rest.startsWith('\u0000') && (/^\u0000+[\w.-]/.test(rest) || !/\w\.\w/.test(host ?? '') || host?.endsWith('.'));
  return goesOn ? undefined : host?.toLowerCase();
}

/** The host of a destination; undefined when it is not constant. */
export function hostOfDestination({ texts }: Destination): string | undefined {
  return texts.map((text) => hostOf(text)).find((host) => host !== undefined);
}

/** The host of a destination for readers, with `…` where a value stands in it; undefined when nothing of it is known. */
export function shownHost({ texts }: Destination): string | undefined {
  const hosts = [...texts.map((text) => hostOf(text)), ...texts.map(partOfHost)].filter((host) => host !== undefined);
  // Of several the one on the own machine is for tests.
  return hosts.find((host) => !/^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)$/.test(host)) ?? hosts[0];
}

function partOfHost(text: string): string | undefined {
  const [, host = ''] = /^(?:https?|wss?):\/\/([^/?#:]+)/i.exec(text) ?? [];
  return /[\w-]\.|\.[\w-]/.test(host) ? host.toLowerCase().replace(/\u0000+/g, '…') : undefined;
}
