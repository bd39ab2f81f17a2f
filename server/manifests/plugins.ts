/** Functions of Microsoft 365 plugins: what each does, by what the plugin and its OpenAPI description say. */
import { posix } from 'node:path';
import type { Document, Entry, Tree } from '../documents/document.ts';
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
  const descriptions = new Map(
    recognised.flatMap(({ kind, document, root }) => (kind === 'openapi' ? [[document.file, root] as const] : [])),
  );
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
  { file }: Document,
  runtime: Tree | undefined,
  name: string,
  descriptions: ReadonlyMap<string, Tree>,
): PluginEffect | undefined {
  const url = textOf(valueAt(runtime, 'spec.url'));
  if (url === undefined || /^\w+:/.test(url)) return undefined;
  const description = descriptions.get(posix.normalize(posix.join(posix.dirname(file), url)));
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
