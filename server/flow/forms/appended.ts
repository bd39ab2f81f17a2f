/** What is written behind a text that another function has made: `${authorizeUrl()}&state=${state}`. */
import { type Graph, idOf, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { copiesOf, type Draft } from './drafts.ts';
import { queryOf } from './query-text.ts';

/** The texts of the same file into which the parameters are written whole: `${url}?${params.toString()}`. */
export function textsOf(graph: Graph, linked: Linked, carrier: Node): Node[] {
  return copiesOf(linked, carrier).flatMap((node) =>
    linked.usesOf(node).flatMap((use) => {
      if (use.kind === 'derive') return [graph.sibling(node, use.to)];
      const isSpelled = use.kind === 'receiver' && isToString(graph, graph.sibling(node, use.call));
      return isSpelled ? textsOf(graph, linked, graph.sibling(node, use.call)) : [];
    }),
  );
}

function isToString(graph: Graph, call: Node): boolean {
  const value = graph.value(call);
  const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
  return callee?.kind === 'member' && callee.name === 'toString';
}

/** The parameters that stand behind the value in longer texts. */
export function appendedTo(graph: Graph, linked: Linked, made: Node): Draft[] {
  return copiesOf(linked, made).flatMap((copy) =>
    linked.usesOf(copy).flatMap((use) => {
      const text = use.kind === 'derive' ? graph.sibling(copy, use.to) : undefined;
      return text === undefined ? [] : behind(graph, text, copy);
    }),
  );
}

function behind(graph: Graph, text: Node, before: Node): Draft[] {
  const value = graph.value(text);
  if (value.kind !== 'template') return [];
  const from = value.parts.indexOf(idOf(before)) + 1;
  const [first = '', ...others] = value.texts.slice(from);
  const query = from > 0 && first.startsWith('&') ? queryOf([`?${first.slice(1)}`, ...others]) : undefined;
  if (!query) return [];
  const fields: Draft['fields'] = new Map();
  for (const { name, text: constant, part } of query.parameters) {
    const id = part === undefined ? undefined : value.parts[from + part];
    const node = id === undefined ? undefined : graph.sibling(text, id);
    const written = { at: graph.place(node ?? text), ...(node === undefined ? {} : { node }) };
    fields.set(name, [{ ...written, ...(constant === undefined ? {} : { text: constant }) }]);
  }
  return [{ carrier: text, kind: 'text', fields, isOpen: query.isOpen, objects: [] }];
}
