/** Where an option of a call is written, or would be: exactly one place of the program, or none. */
import type { Relative } from '../../models/catalog.ts';
import type { Graph, LoadedFile, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { ListText } from './lists.ts';
import { skipTrivia } from './source-text.ts';

export type Site =
  /** The value is written; `property` is its name, and `owner` the object, when it stands in one. */
  | { kind: 'written'; file: LoadedFile; start: number; end: number; value: Node; property?: string; owner?: Owner }
  /** An object lacks it; `names` lead to it from there. */
  | { kind: 'missing'; file: LoadedFile; list: ListText; names: string[] }
  /** The call ends before the argument. */
  | { kind: 'argument'; file: LoadedFile; list: ListText; names: string[] }
  /** A callback stands where the options could stand. */
  | { kind: 'callback'; file: LoadedFile; at: number; names: string[] };

/** The object literal that holds a property, and which of its properties it is. */
interface Owner {
  list: ListText & { starts: number[] };
  index: number;
}

/** An element of a list that counts as a call of its own: paths of more than `depth` tokens begin there. */
interface Element {
  node: Node;
  depth: number;
}

/** Finds sites in the linked program. */
export function createSites(graph: Graph, linked: Linked, textOf: (file: string) => string) {
  /** The site of an option, by the path at which it is written, or by the first path. */
  function siteOf(call: Node, paths: readonly Relative[], element?: Element): Site | undefined {
    const sites = paths.map((path) => (element ? ofElement(element, path) : follow(call, path)));
    return sites.find((site) => site?.kind === 'written') ?? sites[0];
  }

  function ofElement({ node, depth }: Element, path: Relative): Site | undefined {
    const names = namesOf(path.slice(depth));
    return names && within(node, names);
  }

  function follow(call: Node, path: Relative): Site | undefined {
    const value = graph.value(call);
    const [head, ...tokens] = path;
    if (value.kind !== 'call' || head?.kind !== 'argument' || typeof head.index === 'string') return undefined;
    const index = 'list' in head.index ? (head.index.list[0] ?? 0) : head.index.from;
    const names = namesOf(tokens);
    if (!names || value.args.slice(0, index + 1).some((arg) => arg.isSpread)) return undefined;
    const file = graph.fileOf(call);
    const arg = value.args[index];
    if (!arg) {
      const open = openingOf(textOf(file.path), value);
      if (value.args.length < index || open === undefined) return undefined;
      const list = { start: open, end: value.end, ends: value.args.map((a) => a.end) };
      return { kind: 'argument', file, list, names };
    }
    const node = graph.sibling(call, arg.value);
    if (isFunction(node)) return { kind: 'callback', file, at: arg.start, names };
    const written: Site = { kind: 'written', file, start: arg.start, end: arg.end, value: node };
    return names.length === 0 ? written : within(node, names);
  }

  // `verify(token, key, callback)`: the options go in front of the callback.
  function isFunction(node: Node): boolean {
    const origins = linked.resolve.origins(node);
    return origins.length > 0 && origins.every((origin) => origin.kind === 'function');
  }

  function within(node: Node, names: string[]): Site | undefined {
    const object = objectOf(node);
    const value = object === undefined ? undefined : graph.value(object);
    if (object === undefined || value?.kind !== 'object') return undefined;
    const [name, ...rest] = names;
    const found = value.properties.findLast((p) => p.name === name);
    const file = graph.fileOf(object);
    if (!found || name === undefined) {
      // What a spread may bring under the name would be lost with it.
      if (rest.length > 0 && value.properties.some((p) => p.name === undefined)) return undefined;
      return { kind: 'missing', file, list: listOf(object), names };
    }
    if (found.kind !== 'value') return undefined;
    const inner = graph.sibling(object, found.value);
    if (rest.length > 0) return within(inner, rest);
    const owner = { list: propertiesOf(object), index: value.properties.indexOf(found) };
    return { kind: 'written', file, start: found.start, end: found.end, value: inner, property: name, owner };
  }

  // The one object literal that the value is.
  function objectOf(node: Node): Node | undefined {
    const [origin, ...others] = linked.resolve.origins(node);
    if (origin?.kind !== 'value' || others.length > 0) return undefined;
    return graph.value(origin.node).kind === 'object' ? origin.node : undefined;
  }

  /** The literal as a list of its properties or elements. */
  function listOf(node: Node): ListText & { starts: number[] } {
    const value = graph.value(node);
    const items = value.kind === 'object' ? value.properties : value.kind === 'array' ? value.elements : [];
    return { start: value.start, end: value.end, starts: items.map((i) => i.start), ends: items.map((i) => i.end) };
  }

  // A property is written from its key on, which stands behind the comma of the one before.
  function propertiesOf(node: Node): ListText & { starts: number[] } {
    const list = listOf(node);
    const text = textOf(graph.fileOf(node).path);
    const starts = list.ends.map((_, at) => {
      const before = list.ends[at - 1];
      return skipTrivia(text, (before === undefined ? list.start : text.indexOf(',', before)) + 1);
    });
    return { ...list, starts };
  }

  return { siteOf, listOf };
}

// The members that a path reads one after the other; undefined when it does anything else.
function namesOf(tokens: Relative): string[] | undefined {
  const names = tokens.flatMap((token) =>
    token.kind === 'member' && token.names !== '*' ? token.names.slice(0, 1) : [],
  );
  return names.length < tokens.length ? undefined : names;
}

// The bracket behind which the first argument stands, or that the call ends with.
function openingOf(text: string, call: { start: number; end: number; args: { start: number }[] }): number | undefined {
  const first = call.args[0]?.start ?? call.end - 1;
  for (let at = text.indexOf('(', call.start); at >= 0 && at < first; at = text.indexOf('(', at + 1))
    if (skipTrivia(text, at + 1) === first) return at;
  return undefined;
}
