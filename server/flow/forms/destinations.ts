/** The constant beginnings of the URL that a value is, and the names that are read on the way to it. */
import type { Graph, Node } from '../graph.ts';
import type { Options } from '../evaluate/options.ts';

export interface UrlHead {
  texts: string[];
  names: string[];
}

/** Reads the beginning of a URL from the value that holds it; unknown parts are `\u0000`. */
export function headOfUrl(graph: Graph, options: Options, node: Node, depth = 0): UrlHead {
  const value = graph.value(node);
  const onward = (id: number): UrlHead => headOfUrl(graph, options, graph.sibling(node, id), depth + 1);
  if (depth > 8) return { texts: [], names: [] };
  if (value.kind === 'template') {
    const [first] = value.parts;
    const rest = value.texts.slice(1).join('\u0000');
    const names = options.presence.of(node).names;
    if (value.texts[0] !== '' || first === undefined) return { texts: [value.texts.join('\u0000')], names };
    const head = onward(first);
    return {
      texts: head.texts.length > 0 ? head.texts.map((text) => text + rest) : [`\u0000${rest}`],
      names: [...head.names, ...names],
    };
  }
  if (value.kind === 'variable' && value.values.length === 1 && value.values[0] !== undefined) {
    const head = onward(value.values[0]);
    return { texts: head.texts, names: [value.name, ...head.names] };
  }
  if (value.kind === 'cast' || value.kind === 'await') return onward(value.value);
  if (value.kind === 'member' && value.name === 'href') return onward(value.base);
  if (value.kind === 'call') {
    const callee = graph.value(graph.sibling(node, value.callee));
    if (callee.kind === 'member' && callee.name === 'toString')
      return headOfUrl(graph, options, graph.sibling(graph.sibling(node, value.callee), callee.base), depth + 1);
    if (value.isNew && callee.kind === 'global' && callee.name === 'URL')
      return joined(value.args.map((arg) => onward(arg.value)));
  }
  const { texts, names } = options.presence.of(node);
  return { texts, names };
}

// `new URL('/authorize', base)`: the base comes first.
function joined([path, base]: UrlHead[]): UrlHead {
  if (!path) return { texts: [], names: [] };
  if (!base || path.texts.some((text) => /^[a-z]+:/i.test(text))) return path;
  const texts = (base.texts.length > 0 ? base.texts : ['\u0000']).flatMap((start) =>
    (path.texts.length > 0 ? path.texts : ['\u0000']).map((end) => start + end),
  );
  return { texts, names: [...path.names, ...base.names] };
}
