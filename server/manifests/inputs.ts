/** What a manifest asks people for, and whether it hides what they type. */
import type { Document, Entry, MapTree, Tree } from '../documents/document.ts';
import { entriesOf, isTrue, itemsOf, placeOf, textOf, valueAt, walk } from '../documents/tree.ts';
import type { Place } from '../finding.ts';
import { isCredentialHeader, nameKind } from '../models/credential-names.ts';
import type { McpServer, Recognised } from './manifest.ts';
import { gather } from '../gather.ts';

/** One value that a person types in. */
export interface AskedInput {
  document: Document;
  name: string;
  at: Place;
  root: MapTree;
  isMasked: boolean;
  /** The variable, header or key in which it ends; none when nothing shows that it is a secret. */
  secretAs?: string;
  /** What hides it. */
  mask: { key: string; value: string | boolean };
}

/** The inputs of VS Code, of bundles and of smithery, in the order of documents. */
export function askedInputs(recognised: readonly Recognised[], servers: readonly McpServer[]): AskedInput[] {
  const holders = new Map<Document, McpServer[]>();
  for (const server of servers) gather(holders, server.document, server);
  const prompts = [...holders].flatMap(([document, own]) => ofPrompts(document, own));
  const others = recognised.flatMap(({ kind, document, root }) => {
    if (kind === 'mcp-bundle') return ofBundle(document, root, holders.get(document) ?? []);
    return kind === 'smithery' ? ofSmithery(document, root) : [];
  });
  return [...prompts, ...others];
}

function ofPrompts(document: Document, servers: readonly McpServer[]): AskedInput[] {
  const keys = new Set(servers.flatMap(({ reference }) => reference.inputs ?? []));
  return document.roots
    .flatMap((root) => [...walk(root)])
    .flatMap(({ tree, entry }) => (entry && keys.has(entry.key) ? itemsOf(tree) : []))
    .flatMap((root): AskedInput[] => {
      const id = valueAt(root, 'id');
      const name = textOf(id);
      if (root.kind !== 'map' || !id || name === undefined || textOf(valueAt(root, 'type')) !== 'promptString')
        return [];
      const secretAs = endOf(servers, `\${input:${name}}`) ?? secretName(name);
      return [
        {
          document,
          name,
          at: placeOf(id),
          root,
          isMasked: isTrue(valueAt(root, 'password')),
          ...(secretAs === undefined ? {} : { secretAs }),
          mask: { key: 'password', value: true },
        },
      ];
    });
}

function ofBundle(document: Document, root: Tree, servers: readonly McpServer[]): AskedInput[] {
  return entriesOf(valueAt(root, 'user_config')).flatMap(({ key, at, value }) => {
    const type = textOf(valueAt(value, 'type'));
    if (value.kind !== 'map' || (type !== undefined && type !== 'string')) return [];
    const secretAs = endOf(servers, `\${user_config.${key}}`) ?? secretName(key);
    return [
      {
        document,
        name: key,
        at: placeOf(at),
        root: value,
        isMasked: isTrue(valueAt(value, 'sensitive')),
        ...(secretAs === undefined ? {} : { secretAs }),
        mask: { key: 'sensitive', value: true },
      },
    ];
  });
}

function ofSmithery(document: Document, root: Tree): AskedInput[] {
  const schema = valueAt(root, 'startCommand.configSchema.properties') ?? valueAt(root, 'configSchema.properties');
  return entriesOf(schema).flatMap(({ key, at, value }: Entry) => {
    if (value.kind !== 'map' || textOf(valueAt(value, 'type')) !== 'string') return [];
    const secretAs = secretName(key);
    return [
      {
        document,
        name: key,
        at: placeOf(at),
        root: value,
        isMasked: textOf(valueAt(value, 'format')) === 'password',
        ...(secretAs === undefined ? {} : { secretAs }),
        mask: { key: 'format', value: 'password' },
      },
    ];
  });
}

function secretName(name: string): string | undefined {
  return nameKind(name) ? name : undefined;
}

/** The name of a secret under which the reference is used. */
function endOf(servers: readonly McpServer[], reference: string): string | undefined {
  for (const { env, headers } of servers) {
    for (const { name, value } of env) if (nameKind(name) && textOf(value)?.includes(reference)) return name;
    for (const { name, value } of headers)
      if ((isCredentialHeader(name) || nameKind(name)) && textOf(value)?.includes(reference)) return name;
  }
  return undefined;
}
