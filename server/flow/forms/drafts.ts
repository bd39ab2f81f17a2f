/** Collects, file by file, where the program writes parameters of a query or a form by their names. */
import { visitValues } from '../../facts/by-kind.ts';
import type { Value } from '../../facts/facts.ts';
import { isWithin, type Place } from '../../finding.ts';
import { type Graph, idOf, type LoadedFile, type Node, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { queryOf } from './query-text.ts';
import { entriesOf } from './entries.ts';
import { createRequests } from './requests.ts';

/** What is written for a parameter: a value, or a constant text inside a longer one. */
export interface Written {
  node?: Node;
  text?: string;
  at: Place;
}

/** A set of parameters, before anybody asks what their values are. */
export interface Draft {
  carrier: Node;
  kind: 'url' | 'params' | 'object' | 'text';
  fields: Map<string, Written[]>;
  /** True when a parameter may have been added out of sight. */
  isOpen: boolean;
  /** Objects whose properties become parameters. */
  objects: Node[];
  /** True when the query of a request that came in is a part of it. */
  takesQuery?: true;
  /** What stands before the query of a text. */
  head?: string;
}

// Modules whose `stringify` writes an object as a query.
const queries = /^(?:node:)?querystring$|^qs$/;
const adders = new Set(['set', 'append']);

/** The drafts of the files, by the value that carries them. */
export function collectDrafts(graph: Graph, linked: Linked, files: readonly LoadedFile[]): Map<Node, Draft> {
  const drafts = new Map<Node, Draft>();
  const { isOfQuery } = createRequests(graph, linked);
  for (const file of files) {
    visitValues(file.facts, ['object', 'call', 'template', 'literal'], (value, id) => {
      const node = nodeOf(file, id);
      if (value.kind === 'object') ofObject(node, value);
      else if (value.kind === 'call') ofCall(node, value);
      else if (value.kind === 'template') ofText(node, value.texts, value.parts);
      else if (typeof value.value === 'string' && value.value.includes('=')) ofText(node, [value.value], []);
    });
    for (const { base, name, value } of file.facts.stores)
      if (name === 'search' && isOfQuery(nodeOf(file, value))) {
        const draft = draftOf(peeled(graph, nodeOf(file, base)), 'url');
        draft.takesQuery = draft.isOpen = true;
      }
  }
  return drafts;

  function draftOf(carrier: Node, kind: Draft['kind']): Draft {
    let draft = drafts.get(carrier);
    if (!draft) {
      drafts.set(carrier, (draft = { carrier, kind, fields: new Map(), isOpen: false, objects: [] }));
      const maker = madeBy(carrier);
      const [first] = maker?.args ?? [];
      if (maker && first && !first.isSpread) begin(draft, graph.sibling(carrier, first.value));
    }
    return draft;
  }

  // What a `URL` or a `URLSearchParams` is made of is a part of it.
  function begin(draft: Draft, from: Node): void {
    if (isOfQuery(from)) draft.takesQuery = true;
    const origin = linked.resolve.origins(from).find((o) => o.kind === 'value');
    const value = origin?.kind === 'value' ? graph.value(origin.node) : undefined;
    if (origin?.kind !== 'value' || !value) {
      draft.isOpen ||= draft.kind === 'params';
      return;
    }
    if (value.kind === 'object') draft.objects.push(outermost(origin.node));
    else if (value.kind === 'template') addText(draft, origin.node, value.texts, value.parts);
    else if (value.kind === 'literal' && typeof value.value === 'string')
      addText(draft, origin.node, [value.value], []);
    else draft.isOpen ||= draft.kind === 'params';
  }

  function ofObject(node: Node, value: Value & { kind: 'object' }): void {
    // `{ params: { token } }`: the options of a request say what an object is for.
    for (const property of value.properties)
      if (property.kind === 'value' && /^(params|searchParams|qs)$/.test(property.name ?? ''))
        ofParams(graph.sibling(node, property.value));
    if (!value.properties.some((p) => p.name !== undefined && /^[a-z]+(_[a-z]+)+$/.test(p.name))) return;
    const carrier = outermost(node);
    const draft = draftOf(node, 'object');
    draft.objects.push(carrier);
  }

  function ofParams(node: Node): void {
    if (graph.value(node).kind !== 'object') return;
    const draft = draftOf(node, 'object');
    if (draft.objects.length === 0) draft.objects.push(outermost(node));
  }

  function ofCall(node: Node, value: Value & { kind: 'call' }): void {
    const name = madeBy(node) && globalName(node, value);
    if (name === 'URLSearchParams' || isStringified(node, value)) draftOf(node, 'params');
    const callee = graph.value(graph.sibling(node, value.callee));
    if (callee.kind !== 'member' || !adders.has(callee.name) || value.args.length !== 2) return;
    const [key, added] = value.args;
    const base = graph.sibling(node, callee.base);
    const target = graph.value(base);
    const isQuery = target.kind === 'member' && target.name === 'searchParams';
    const carrier = peeled(graph, isQuery ? graph.sibling(base, target.base) : base);
    if (!isQuery && !isParams(carrier)) return;
    const draft = draftOf(carrier, isQuery ? 'url' : 'params');
    const text = key && linked.resolve.text(graph.sibling(node, key.value));
    if (key && text === undefined && isOfQuery(graph.sibling(node, key.value))) draft.takesQuery = true;
    const entries = key && text === undefined ? entriesOf(graph, graph.sibling(node, key.value)) : undefined;
    // Every field of an object, one after the other.
    if (entries !== undefined) begin(draft, entries);
    else if (text === undefined || !added) draft.isOpen = true;
    else add(draft, text, { node: graph.sibling(node, added.value), at: placeOf(node, added) });
  }

  function isParams(node: Node): boolean {
    const value = graph.value(node);
    if (value.kind === 'param') return value.type?.name === 'URLSearchParams';
    // `({ params }: { params: URLSearchParams })`
    if (value.kind === 'member') {
      const base = graph.value(graph.sibling(node, value.base));
      const members = base.kind === 'param' ? (base.type?.members ?? []) : [];
      return members.some(({ name, type }) => name === value.name && type?.name === 'URLSearchParams');
    }
    return (
      value.kind === 'call' && value.isNew === true && /^(URLSearchParams|FormData)$/.test(globalName(node, value))
    );
  }

  function ofText(node: Node, texts: string[], parts: number[]): void {
    if (!texts.some((text) => /[?&=]/.test(text))) return;
    const query = queryOf(texts);
    if (!query || query.parameters.length === 0) return;
    const draft = draftOf(node, 'text');
    addText(draft, node, texts, parts);
    draft.head = query.head;
  }

  function addText(draft: Draft, node: Node, texts: string[], parts: number[]): void {
    const query = queryOf(texts);
    if (!query) return;
    draft.isOpen ||= query.isOpen;
    for (const { name, text, part } of query.parameters) {
      const id = part === undefined ? undefined : parts[part];
      const at =
        id === undefined ? graph.place(node) : placeIn(graph.place(node), graph.place(graph.sibling(node, id)));
      add(draft, name, {
        at,
        ...(text === undefined ? {} : { text }),
        ...(id === undefined ? {} : { node: graph.sibling(node, id) }),
      });
    }
  }

  // The name that is read in a template stands there; what it reads may stand elsewhere.
  function placeIn(whole: Place, part: Place): Place {
    return isWithin(part, whole) ? part : whole;
  }

  function add({ fields }: Draft, name: string, written: Written): void {
    const list = fields.get(name);
    if (list) list.push(written);
    else fields.set(name, [written]);
  }

  function placeOf(node: Node, { start, end }: { start: number; end: number }): Place {
    return { file: graph.fileOf(node).path, start, end };
  }

  function madeBy(node: Node): (Value & { kind: 'call' }) | undefined {
    const value = graph.value(node);
    if (value.kind !== 'call') return undefined;
    const isMade = value.isNew ? /^URL(SearchParams)?$/.test(globalName(node, value)) : isStringified(node, value);
    return isMade ? value : undefined;
  }

  // `querystring.stringify({ … })`
  function isStringified(node: Node, { callee: id }: Value & { kind: 'call' }): boolean {
    const callee = graph.value(graph.sibling(node, id));
    const base = callee.kind === 'member' ? graph.value(peeled(graph, graph.sibling(node, callee.base))) : callee;
    return 'name' in callee && callee.name === 'stringify' && base.kind === 'import' && queries.test(base.specifier);
  }

  function globalName(node: Node, value: Value & { kind: 'call' }): string {
    const callee = graph.value(graph.sibling(node, value.callee));
    return callee.kind === 'global' || callee.kind === 'import' ? callee.name : '';
  }

  // The variable that holds the object, so that what is written to it later counts too.
  function outermost(node: Node): Node {
    const copy = linked
      .usesOf(node)
      .find((use) => use.kind === 'copy' && graph.value(graph.sibling(node, use.to)).kind === 'variable');
    return copy?.kind === 'copy' ? graph.sibling(node, copy.to) : node;
  }
}

/** The carrier and the variables of its file that hold it. */
export function copiesOf(linked: Linked, carrier: Node): Node[] {
  const copies = linked
    .usesOf(carrier)
    .flatMap((use) => (use.kind === 'copy' ? [carrier - idOf(carrier) + use.to] : []));
  return [carrier, ...copies];
}

/** The functions that return the carrier, by their numbers in its file. */
export function returnedFrom(linked: Linked, carrier: Node): number[] {
  return copiesOf(linked, carrier).flatMap((node) =>
    linked.usesOf(node).flatMap((use) => (use.kind === 'return' ? [use.fn] : [])),
  );
}
