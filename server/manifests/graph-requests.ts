/** Requests to Microsoft Graph in code that is read as documents: `client.api(path).get()` and `fetch('https://graph…')`. */
import type { CallTree, Document, Tree } from '../documents/document.ts';
import { textOf, valueAt, walk } from '../documents/tree.ts';
import { dialects } from './dialects.ts';

export interface GraphRequest {
  document: Document;
  /** The path with `${}` for its holes; undefined when nobody can say it. */
  path?: string;
  /** `get`, `post`; undefined when nobody can say it. */
  method?: string;
}

const methods = new Set([
  'get',
  'post',
  'patch',
  'put',
  'delete',
  'create',
  'update',
  'getStream',
  'putStream',
  'query',
]);

/** The requests of the documents, in their order. */
export function graphRequestsOf(documents: readonly Document[]): GraphRequest[] {
  return documents.flatMap((document) => {
    if (document.syntax !== 'code') return [];
    const trees = new Set(document.roots.flatMap((root) => [...walk(root)].map(({ tree }) => tree)));
    const calls = [...trees].filter((tree) => tree.kind === 'call');
    return calls.flatMap((call) => ofClient(document, call) ?? ofFetch(document, call) ?? []);
  });
}

/** The family of a permission, and whether a path belongs to it. */
export function opensPath(permission: string, path: string): boolean {
  const [family = ''] = permission.split('.');
  return dialects().families.some(({ scope, paths }) => scope === family && paths.test(path));
}

/** Whether anything is known of the paths of the family of a permission. */
export function isOfFamily(permission: string): boolean {
  const [family = ''] = permission.split('.');
  return dialects().families.some(({ scope }) => scope === family);
}

function ofClient(document: Document, call: CallTree): GraphRequest | undefined {
  if (!methods.has(call.name)) return undefined;
  const api = apiOf(call.on);
  if (!api) return undefined;
  const path = textOf(api.args[0]);
  const method = call.name.startsWith('get') ? 'get' : call.name;
  return { document, method, ...(path === undefined ? {} : { path }) };
}

// Between `api` and the method stand `select`, `filter`, `header` and their like.
function apiOf(tree: Tree | undefined): CallTree | undefined {
  for (let call = tree; call?.kind === 'call'; call = call.on) if (call.name === 'api') return call;
  return undefined;
}

function ofFetch(document: Document, call: CallTree): GraphRequest | undefined {
  const [url, options] = call.args;
  const address = textOf(url) ?? '';
  if (!/^https:\/\/graph\.microsoft\.(?:com|us)\//.test(address)) return undefined;
  const written = options && valueAt(options, 'method');
  const isPlain = call.name === 'fetch' && (options === undefined || options.kind === 'map');
  const said = written === undefined && isPlain ? 'get' : textOf(written)?.toLowerCase();
  const method = methods.has(call.name) ? call.name : said;
  return {
    document,
    path: address.replace(/^https:\/\/[^/]+\/[^/]+/, ''),
    ...(method === undefined ? {} : { method }),
  };
}
