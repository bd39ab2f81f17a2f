/** Scopes where a manifest asks for them or tells clients to ask for them; what only describes an API asks for nothing. */
import type { Document, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, oneOrMore, pieceOf, placeOf, textOf, valueAt, walk } from '../documents/tree.ts';
import type { Place } from '../finding.ts';
import type { McpServer, Recognised } from './manifest.ts';

/** One scope of a manifest. */
export interface ManifestScope {
  document: Document;
  scope: string;
  at: Place;
  /** All scopes that are asked for together. */
  beside: readonly string[];
  isAdvertised: boolean;
  /** Who is asked, as far as the place names somebody: a URL or a word. */
  issuer?: string;
  /** The text that holds it; a key of a map has none. */
  text?: TextTree;
  from?: number;
}

type Common = Pick<ManifestScope, 'document' | 'isAdvertised' | 'issuer'>;

/** The scopes of all manifests, in the order of documents. */
export function manifestScopes(recognised: readonly Recognised[], servers: readonly McpServer[]): ManifestScope[] {
  const found = recognised.flatMap(({ kind, document, root }) => {
    const common: Common = { document, isAdvertised: false };
    if (kind === 'agent-card') return ofCard(root, document);
    if (kind === 'protected-resource')
      return listed(valueAt(root, 'scopes_supported'), { ...common, isAdvertised: true });
    if (kind === 'client-metadata') return listed(valueAt(root, 'scope'), common);
    if (kind === 'bicep' || kind === 'terraform' || kind === 'arm-template')
      return named(root, common, /oauth_?scopes?$/i).filter(({ scope }) => !ofMachines.test(scope));
    if (kind === 'scope-request') return ofProgram(root, common);
    return kind === 'env-file' ? named(root, common, /(?:^|_)SCOPES?$/) : [];
  });
  const ofServers = servers.flatMap((server) => {
    const common: Common = { document: server.document, isAdvertised: false };
    const variables = server.env.flatMap(({ name, value, from }) =>
      /(?:^|_)SCOPES?$/.test(name) ? listed(value, { ...common, issuer: wordOf(name) }, from) : [],
    );
    const issuer = server.url?.value;
    return [
      ...listed(valueAt(server.root, 'oauth.scopes'), { ...common, ...(issuer ? { issuer } : {}) }),
      ...variables,
    ];
  });
  // The scheme of a card that a program makes is given its scopes by name, too.
  const cards = new Set(
    found.flatMap(({ document, at, isAdvertised }) => (isAdvertised ? [`${document.file}:${at.start}`] : [])),
  );
  const isTold = ({ document, at, isAdvertised }: ManifestScope): boolean =>
    document.syntax === 'python' && !isAdvertised && cards.has(`${document.file}:${at.start}`);
  return [...found.filter((each) => !isTold(each)), ...ofServers];
}

/** `GITHUB_OAUTH_SCOPES` speaks of GitHub. */
function wordOf(name: string): string {
  return name.split('_')[0]?.toLowerCase() ?? '';
}

/** A text of scopes, or a list of such texts. */
function listed(tree: Tree | undefined, common: Common, start = 0): ManifestScope[] {
  const texts = oneOrMore(tree).filter((item): item is TextTree => item.kind === 'text');
  const words = texts.flatMap((text) =>
    Array.from(text.value.slice(start).matchAll(/[^\s,]+/g), ({ 0: scope, index }) => ({
      text,
      scope,
      from: start + index,
    })),
  );
  const beside = words.map(({ scope }) => scope);
  return words.map(({ text, scope, from }) => ({
    ...common,
    scope,
    at: pieceOf(text, from, from + scope.length),
    beside,
    text,
    from,
  }));
}

// A variable of Bicep or Terraform has its name in its labels.
function named(root: Tree, common: Common, name: RegExp): ManifestScope[] {
  return [...walk(root)].flatMap(({ tree, entry }) => {
    const names = [entry?.key ?? '', ...(entry?.labels ?? []).map((label) => label.value)];
    const found = names.find((each) => name.test(each));
    if (found === undefined) return [];
    const value =
      tree.kind === 'map'
        ? (valueAt(tree, 'default') ?? valueAt(tree, 'value') ?? valueAt(tree, 'defaultValue'))
        : tree;
    return listed(value, { ...common, issuer: wordOf(found) });
  });
}

// With that of Google's cloud a program or a machine of it asks for what its roles allow, and no more.
const ofMachines = /^https:\/\/www\.googleapis\.com\/auth\/cloud-platform(?:\.|$)/;
// In a program a scope that is an address, or a permission of its own form, is no word of anybody's own.
const outspoken = /^https:\/\/(?!www\.googleapis\.com\/auth\/cloud-platform)|^[A-Z]\w+\.[A-Z]\w+(?:\.[A-Z]\w+)*$/;

/** `SCOPES = [...]` and `scopes=[...]` of a program; what a map has for keys is asked for, too. */
function ofProgram(root: Tree, common: Common): ManifestScope[] {
  return entriesOf(root).flatMap(({ key, value }) => {
    if (!/^(?:\w+_)?scopes?$/i.test(key)) return [];
    const keys = entriesOf(value).map((entry) => ({ ...common, scope: entry.key, at: placeOf(entry.at), beside: [] }));
    return [...keys, ...listed(value, common)].filter(({ scope }) => outspoken.test(scope));
  });
}

/** The scopes of the flows, under each of the two ways in which cards write a scheme. */
function ofCard(root: Tree, document: Document): ManifestScope[] {
  return entriesOf(valueAt(root, 'securitySchemes')).flatMap(({ value }) => {
    const flows = valueAt(value, 'flows') ?? valueAt(value, 'oauth2SecurityScheme.flows');
    return entriesOf(flows).flatMap(({ value: flow }) => {
      const scopes = entriesOf(valueAt(flow, 'scopes'));
      const issuer = textOf(valueAt(flow, 'tokenUrl'));
      const beside = scopes.map(({ key }) => key);
      const common: Common = { document, isAdvertised: true, ...(issuer === undefined ? {} : { issuer }) };
      return scopes.map(({ key, at }) => ({ ...common, scope: key, at: placeOf(at), beside }));
    });
  });
}
