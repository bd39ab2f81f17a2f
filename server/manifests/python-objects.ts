/** Objects that a program of Python makes, as the documents that they become when they are sent. */
import type { Entry, MapTree, TextTree, Tree } from '../documents/document.ts';

/** `HTTPAuthSecurityScheme(scheme='bearer')` is `{ type: http, … }`: the name of the class says it. */
const schemeTypes: Record<string, string> = {
  HTTPAuthSecurityScheme: 'http',
  APIKeySecurityScheme: 'apiKey',
  OAuth2SecurityScheme: 'oauth2',
  OpenIdConnectSecurityScheme: 'openIdConnect',
  MutualTLSSecurityScheme: 'mutualTLS',
};

/** What a call is given by name, which stands behind its other arguments; undefined where there is nothing. */
export function givenByName(tree: Tree): MapTree | undefined {
  const last = tree.kind === 'call' ? tree.args.at(-1) : undefined;
  return last?.kind === 'map' && last.start === tree.start && last.end === tree.end ? last : undefined;
}

/** Turns trees into documents: calls of classes become maps with keys in camel case. One tree becomes one document. */
export function createObjects(): (tree: Tree) => Tree {
  const known = new Map<Tree, Tree>();
  function toObject(tree: Tree): Tree {
    let made = known.get(tree);
    if (!made) known.set(tree, (made = built(tree)));
    return made;
  }
  function built(tree: Tree): Tree {
    switch (tree.kind) {
      case 'map':
        return { ...tree, entries: tree.entries.map((entry) => ({ ...entry, value: toObject(entry.value) })) };
      case 'list':
        return { ...tree, items: tree.items.map(toObject) };
      case 'expression':
        return { ...tree, parts: tree.parts.map(toObject) };
      case 'call': {
        const given = givenByName(tree);
        const isMade = /^[A-Z]/.test(tree.name) && tree.args.length === (given ? 1 : 0);
        return isMade ? ofClass(tree.name, tree, given) : { ...tree, args: tree.args.map(toObject) };
      }
      default:
        return tree;
    }
  }
  function ofClass(name: string, { file, start, end }: Tree, given: MapTree | undefined): Tree {
    const [only] = given?.entries ?? [];
    // A union of schemas holds one of them as its root.
    if (only?.key === 'root' && given?.entries.length === 1) return toObject(only.value);
    const entries: Entry[] = (given?.entries ?? []).map(({ key, at, value }) => ({
      key: inCamelCase(key),
      at,
      value: toObject(value),
    }));
    const type = schemeTypes[name];
    if (type !== undefined && !entries.some((entry) => entry.key === 'type' && entry.value.kind === 'text')) {
      const at = { file, start, end: start + name.length };
      const text: TextTree = { ...at, kind: 'text', value: type, inner: at, style: 'plain', offsets: [] };
      entries.push({ key: 'type', at, value: text });
    }
    return { file, start, end, kind: 'map', entries, ...(given?.isOpen ? { isOpen: true as const } : {}) };
  }
  return toObject;
}

function inCamelCase(key: string): string {
  return key.replace(/_+$/, '').replace(/(?<=[^_])_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
