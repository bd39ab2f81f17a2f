/** Clients of other services that no model knows, told by how they are made and named. */
import { type Node } from '../graph.ts';
import type { Api } from '../origin.ts';
import type { Walk } from './walk.ts';

const factory =
  /^(create|make|init|build|connect|new|from|get)([A-Z_].*)?(client|sdk|api|connection|instance|fetch|transport)s?$|^(create|connect|client|init|configure)$|client$/i;
/** What a client's method that sends something is called: `request`, `httpRequest`, `apiFetch`, `fetchJson`. */
export const requesting =
  /^(get|post|put|patch|delete|head|request|fetch|send|sendRequest|call|invoke|execute|query|mutate|connect|graphql)$|^(https?|api|rest|make|do|perform|auth|authed|authenticated|authorized|signed)(api|http|json)?(request|fetch|call|get|post|put|patch|delete)$|^(fetch|request)(json|text|with[a-z]+)$/i;

// `client.setAccessToken(token)`; what only says `setToken` may be a store.
const setting = /^set(?:Access|Bearer|Auth|OAuth2?|Api|User)(?:Token|Key)$|^set(?:Token_?Set|Credentials|Config)$/i;

const keeping =
  /cache|lru|map|queue|store|redis|stream|buffer|hash|crypto|token|jwt|jws|jose|error|pars|valid|url|log/i;

/** Answers whether a call into a library makes a client, or sends with one. */
export function createForeignClients({ graph, linked, catalog }: Pick<Walk, 'graph' | 'linked' | 'catalog'>) {
  // A package that no model knows: its constructors, factories and requests take credentials, its other functions may
  // do anything with them.
  function isClient(call: Node, api: Api): boolean {
    const value = graph.value(call);
    if (value.kind !== 'call' || api.package === 'globals') return false;
    if (value.isNew) return true;
    const name = api.label.split('.').at(-1) ?? '';
    if (catalog.knows(api.package)) return false;
    if (requesting.test(name) || isSetter(api)) return true;
    return factory.test(name) && !isOfOwnClass(call, value.callee);
  }

  function isSetter(api: Api): boolean {
    return setting.test(api.label.split('.').at(-1) ?? '') && !keeping.test(api.package);
  }

  // `Comment.create(values, context)`, where `Comment` extends a class of the library: one of the project's own is made.
  function isOfOwnClass(call: Node, callee: number): boolean {
    const method = graph.value(graph.sibling(call, callee));
    if (method.kind !== 'member') return false;
    const base = graph.sibling(call, method.base);
    return graph.value(base).kind === 'this' || linked.resolve.origins(base).some(({ kind }) => kind === 'class');
  }

  // `new SocketSdk(token)`: a bare argument is a credential only where the name says that a client is made, or is given one.
  function isNamedClient(call: Node, api: Api): boolean {
    const value = graph.value(call);
    if (value.kind !== 'call') return false;
    if (value.isNew !== true) return isSetter(api);
    const label = api.label.replaceAll('()', '');
    return /(client|sdk|api|connection)$/i.test(label) || isNamesake(label.split('.').at(-1) ?? '', api.package);
  }

  // `new Weather(key)` from `weather-js`: what bears the name of its package is the client of the vendor.
  function isNamesake(name: string, pkg: string): boolean {
    const words = pkg.toLowerCase().split(/[^a-z0-9]+/);
    // A default import says no name of its own.
    return pkg === name ? !keeping.test(pkg) : name.length > 2 && words.includes(name.toLowerCase());
  }

  return { isClient, isNamedClient };
}
