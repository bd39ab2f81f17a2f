/** Functions of Microsoft 365 plugins: what each does, by what the plugin and its OpenAPI description say. */
import { posix } from 'node:path';
import type { Document, Entry, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, entryAt, itemsOf, textOf, valueAt } from '../documents/tree.ts';
import type { Recognised } from './manifest.ts';

/** `unknown` where neither the plugin nor a description in the workspace tells. */
export type PluginEffect = 'writes' | 'reads' | 'reads-private' | 'unknown';

/** A function of a plugin and the runtime that runs it. */
export interface PluginFunction {
  document: Document;
  name: string;
  root: Tree;
  runtime?: Tree;
  effect: PluginEffect;
  /** How people are asked before it runs. */
  confirmation?: Entry;
}

/** The functions of all plugins, in the order of the documents. */
export function pluginFunctions(recognised: readonly Recognised[]): PluginFunction[] {
  const plugins = recognised.filter(({ kind }) => kind === 'plugin');
  const descriptions = descriptionsAmong(recognised);
  return plugins.flatMap(({ document, root }) =>
    itemsOf(valueAt(root, 'functions')).flatMap((item): PluginFunction[] => {
      const name = textOf(valueAt(item, 'name'));
      if (name === undefined) return [];
      const runtime = itemsOf(valueAt(root, 'runtimes')).find((each) => runs(each, name));
      const confirmation = entryAt(item, 'capabilities.confirmation');
      const effect =
        declared(item) ?? described(document, runtime, name, descriptions) ?? (isActing(name) ? 'writes' : 'unknown');
      const found = { document, name, root: item, effect };
      return [{ ...found, ...(runtime ? { runtime } : {}), ...(confirmation ? { confirmation } : {}) }];
    }),
  );
}

/** An address to which a plugin sends what its functions are given, or where its users sign in. */
export interface PluginAddress {
  document: Document;
  text: TextTree;
}

/** The addresses of plugins: what they name themselves, and the servers of the descriptions that they name. */
export function pluginAddresses(recognised: readonly Recognised[]): PluginAddress[] {
  const descriptions = descriptionsAmong(recognised);
  const found = recognised.flatMap(({ kind, document, root }) => {
    if (kind !== 'plugin') return [];
    const own = ['api.url', 'auth.client_url', 'auth.authorization_url'].map((path) => valueAt(root, path));
    const runtimes = itemsOf(valueAt(root, 'runtimes')).filter((each) => textOf(valueAt(each, 'type')) === 'OpenApi');
    const specs = runtimes.map((each) => valueAt(each, 'spec.url'));
    const servers = [own[0], ...specs].flatMap((url) => {
      const description = descriptionAt(document, textOf(url), descriptions);
      const all = itemsOf(valueAt(description?.root, 'servers')).map((server) => valueAt(server, 'url'));
      // Of several the agent takes one that it can trust.
      const isSafe = all.some((text) => textOf(text)?.startsWith('https:'));
      return isSafe ? [] : all.map((text) => ({ document: description?.document ?? document, text }));
    });
    return [...[...own, ...specs].map((text) => ({ document, text })), ...servers];
  });
  const seen = new Set<Tree>();
  return found.flatMap(({ document, text }) => {
    if (text?.kind !== 'text' || seen.has(text)) return [];
    seen.add(text);
    return [{ document, text }];
  });
}

type Descriptions = ReadonlyMap<string, Recognised>;

function descriptionsAmong(recognised: readonly Recognised[]): Descriptions {
  return new Map(recognised.flatMap((each) => (each.kind === 'openapi' ? [[each.document.file, each] as const] : [])));
}

/** The description that a path beside the plugin leads to. */
function descriptionAt(
  { file }: Document,
  path: string | undefined,
  descriptions: Descriptions,
): Recognised | undefined {
  if (path === undefined || /^\w+:/.test(path)) return undefined;
  return descriptions.get(posix.normalize(posix.join(posix.dirname(file), path)));
}

function runs(runtime: Tree, name: string): boolean {
  const functions = valueAt(runtime, 'run_for_functions');
  return functions === undefined || itemsOf(functions).some((item) => ['*', name].includes(textOf(item) ?? ''));
}

function declared(item: Tree): PluginEffect | undefined {
  const said = itemsOf(valueAt(item, 'capabilities.security_info.data_handling')).map(textOf);
  if (said.includes('ResourceStateUpdate')) return 'writes';
  if (said.includes('GetPrivateData')) return 'reads-private';
  return said.includes('GetPublicData') ? 'reads' : undefined;
}

// Whatever the method: links that change something are asked with GET, too.
const acting =
  /^(?:update|create|delete|add|remove|insert|set|submit|send|approve|cancel|assign|increment|reset|archive)(?=[A-Z_-]|$)/;

function isActing(name: string): boolean {
  return acting.test(name.charAt(0).toLowerCase() + name.slice(1));
}

function described(
  document: Document,
  runtime: Tree | undefined,
  name: string,
  descriptions: Descriptions,
): PluginEffect | undefined {
  const description = descriptionAt(document, textOf(valueAt(runtime, 'spec.url')), descriptions)?.root;
  for (const path of entriesOf(valueAt(description, 'paths'))) {
    for (const { key: method, value } of entriesOf(path.value)) {
      if (textOf(valueAt(value, 'operationId')) !== name) continue;
      if (/^(?:put|patch|delete)$/i.test(method) || isActing(name)) return 'writes';
      // Searches and questions are posted, too.
      const asks = /search|query|find|list|lookup|^get|^read|^ask|chat/i.test(name);
      return /^post$/i.test(method) ? (asks ? undefined : 'writes') : 'reads';
    }
  }
  return undefined;
}
