/** MCP servers of every dialect as one list. */
import { embeddedJson, scriptJson } from '../documents/embedded.ts';
import type { Document, Entry, MapTree, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, firstAt, isTrue, itemsOf, placeOf, textOf, valueAt, walk } from '../documents/tree.ts';
import type { Place } from '../finding.ts';
import type { ServerRow } from './dialect.ts';
import type { Dialects } from './dialects.ts';
import { launchOf } from './launch.ts';
import type { McpServer, Variable } from './manifest.ts';
import { givenByName } from './python-objects.ts';

interface Found {
  row: ServerRow;
  product: string;
  container: Tree;
}

/** The servers that a document configures, those in its texts included. */
export function serversOf(document: Document, dialects: Dialects): McpServer[] {
  const found: Found[] = [];
  // A form for issues shows people what to write.
  const isForm = /(?:^|\/)ISSUE_TEMPLATE\//i.test(document.file);
  for (const root of document.roots) {
    find(root, document, dialects, found, false);
    for (const inner of isForm ? [] : textsWithServers(root, dialects)) find(inner, document, dialects, found, true);
  }
  return found.flatMap(({ row, product, container }) =>
    members(container, row).flatMap(
      ({ name, at, tree }) => read(document, row, product, container, name, at, tree, dialects) ?? [],
    ),
  );
}

/** Where no key above says what it is, every member must start a command, and a word must speak of MCP. */
function isAll(container: Tree, inside: readonly Member[], path: string): boolean {
  const starts = ({ tree }: Member): boolean =>
    textOf(valueAt(tree, 'command')) !== undefined &&
    (valueAt(tree, 'args')?.kind === 'list' || valueAt(tree, 'env')?.kind === 'map');
  const speaks = (text: string | undefined): boolean => text !== undefined && /mcp|modelcontextprotocol/i.test(text);
  return (
    inside.length > 0 &&
    inside.every(starts) &&
    (speaks(path) || [...walk(container)].some(({ tree }) => speaks(textOf(tree))))
  );
}

function find(
  root: Tree,
  { file: path, syntax }: Document,
  dialects: Dialects,
  found: Found[],
  isInner: boolean,
): void {
  const looks = ({ tree }: Member): boolean => looksLikeServer(tree, dialects);
  const add = (row: ServerRow, product: string, container: Tree | undefined): void => {
    if (
      !container ||
      found.some((known) => known.container.start === container.start && known.container.end === container.end)
    )
      return;
    const inside = members(container, row);
    if (row.isAll ? isAll(container, inside, path) : inside.some(looks)) found.push({ row, product, container });
  };
  const trees = [...walk(root)].map(({ tree }) => tree);
  for (const { row, product, isPath } of dialects.servers) {
    if (!isPath(path) && !(isInner && row.inside)) continue;
    if (row.calls) {
      if (syntax === 'python') for (const container of givenServers(trees, row)) add(row, product, container);
      continue;
    }
    if (row.at === '') add(row, product, root);
    else if (!row.inside) add(row, product, valueAt(root, row.at));
    else for (const tree of trees) if (tree.kind === 'map') add(row, product, valueAt(tree, row.at));
  }
}

/** What calls of Python are given: a server by its parts, or a map of servers. */
function givenServers(trees: readonly Tree[], { calls, at, first: meaning }: ServerRow): MapTree[] {
  return trees.flatMap((tree) => {
    if (tree.kind !== 'call' || !calls?.includes(tree.name)) return [];
    const named = givenByName(tree);
    const [positional] = tree.args.filter((arg) => arg !== named);
    const inner = at === '' ? undefined : valueAt(named, at);
    if (inner?.kind === 'map') return [inner];
    if (positional?.kind === 'map') return [positional];
    const known: MapTree = named ?? { ...placeOf(tree), kind: 'map', entries: [] };
    if (positional?.kind !== 'text' || meaning === undefined) return named ? [named] : [];
    return [{ ...known, entries: [{ key: meaning, at: placeOf(positional), value: positional }, ...known.entries] }];
  });
}

/** JSON in block scalars, heredocs and arguments that speaks of servers. */
function textsWithServers(root: Tree, dialects: Dialects): Tree[] {
  const keys = dialects.servers.flatMap(({ row }) => (row.inside && row.at ? [row.at] : []));
  return [...walk(root)].flatMap(({ tree }) => {
    if (tree.kind !== 'text' || tree.value.length < 20 || !keys.some((key) => tree.value.includes(`"${key}"`)))
      return [];
    const json = embeddedJson(tree);
    return json ? [json.root] : scriptJson(tree);
  });
}

interface Member {
  name: string;
  at: Place;
  tree: MapTree;
}

function members(container: Tree, row: ServerRow): Member[] {
  if (row.isOne) return container.kind === 'map' ? [{ name: '', at: first(container), tree: container }] : [];
  const entries = entriesOf(container).flatMap(({ key, at, value }) =>
    value.kind === 'map' ? [{ name: key, at, tree: value }] : [],
  );
  const items = itemsOf(container).flatMap((tree) =>
    tree.kind === 'map' ? [{ name: '', at: first(tree), tree }] : textServer(tree, row),
  );
  return [...entries, ...items];
}

// Where nothing but an address has to be said a list holds it as it is.
function textServer(tree: Tree, { first: meaning, calls }: ServerRow): Member[] {
  if (tree.kind !== 'text' || meaning === undefined || calls) return [];
  const at = placeOf(tree);
  return [{ name: '', at: first(tree), tree: { ...at, kind: 'map', entries: [{ key: meaning, at, value: tree }] } }];
}

function first({ file, start }: Place): Place {
  return { file, start, end: start + 1 };
}

const transports =
  /^(?:stdio|sse|https?|streamable-?https?|streamable_http|local|remote|ws|websocket|remotemcpserver|localplugin)$/i;

function looksLikeServer(tree: MapTree, { fields }: Dialects): boolean {
  const command = firstAt(tree, fields.command)?.value;
  if (command && (command.kind === 'text' || command.kind === 'list' || command.kind === 'map')) return true;
  const type = textOf(firstAt(tree, fields.transport)?.value);
  const url = textOf(firstAt(tree, fields.url)?.value);
  // An `url` alone is everywhere; a name that is no address is what Agent 365 writes.
  return (
    (url !== undefined && (type === undefined || transports.test(type))) ||
    (type !== undefined && transports.test(type) && entriesOf(tree).length > 1)
  );
}

function read(
  document: Document,
  { reference = {} }: ServerRow,
  product: string,
  container: Tree,
  name: string,
  at: Place,
  root: MapTree,
  dialects: Dialects,
): McpServer | undefined {
  if (!looksLikeServer(root, dialects)) return undefined;
  const { fields } = dialects;
  const entry = (field: keyof typeof fields): Entry | undefined => firstAt(root, fields[field]);
  const written = entry('command')?.value;
  // Zed once had `command: { path, args, env }`.
  const inner = written?.kind === 'map' ? written : undefined;
  const list = itemsOf(written).flatMap(toText);
  const command = written?.kind === 'text' ? written : (toText(valueAt(inner, 'path'))[0] ?? list[0]);
  const args = [
    ...list.slice(1),
    ...itemsOf(firstAt(root, fields.args)?.value ?? valueAt(inner, 'args')).flatMap(toText),
  ];
  const named = entry('name');
  const url = toText(entry('url')?.value)[0];
  const transport = textOf(entry('transport')?.value)?.toLowerCase();
  const tools = entry('tools')?.value;
  const launch = launchOf(command, args);
  const disabled = entry('disabled')?.value;
  return {
    name: name || (textOf(named?.value) ?? ''),
    document,
    product,
    at: name || !named ? placeOf(at) : placeOf(named.value),
    root,
    container,
    args,
    env: [...variables(entry('env')?.value), ...variables(valueAt(inner, 'env'))],
    headers: variables(entry('headers')?.value),
    approvals: fields.approve.flatMap((key) => root.entries.filter((candidate) => candidate.key === key)),
    isDisabled: isTrue(disabled),
    reference,
    ...(command ? { command } : {}),
    ...(url ? { url } : {}),
    ...(transport === undefined ? {} : { transport }),
    ...(tools ? { tools } : {}),
    ...(launch ? { launch } : {}),
  };
}

function toText(tree: Tree | undefined): TextTree[] {
  return tree?.kind === 'text' ? [tree] : [];
}

/** `{ NAME: value }`, `[{ name, value }]` and `['NAME=value']`. */
export function variables(tree: Tree | undefined): Variable[] {
  const named = entriesOf(tree).map((entry) => ({ name: entry.key, at: entry.at, value: entry.value, entry }));
  const listed = itemsOf(tree).flatMap((item): Variable[] => {
    if (item.kind === 'text') {
      const sign = item.value.search(/[=:]/);
      return sign < 0
        ? []
        : [{ name: item.value.slice(0, sign).trim(), at: placeOf(item), value: item, from: sign + 1 }];
    }
    const name = textOf(valueAt(item, 'name')) ?? textOf(valueAt(item, 'key'));
    const value = valueAt(item, 'value');
    return name === undefined || !value ? [] : [{ name, at: placeOf(item), value }];
  });
  return [...named, ...listed];
}
