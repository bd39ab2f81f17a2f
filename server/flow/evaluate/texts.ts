/** The constant strings that a value is made of: through arrays, joins, alias tables, templates and helper functions. */
import { argumentAt } from '../link/arguments.ts';
import { alternatives } from '../../facts/backward.ts';
import type { Place } from '../../finding.ts';
import { functionAt, fnNode, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** A constant text; `\u0000` stands for a part that is not known. */
export interface TextAt {
  text: string;
  at: Place;
}

const maxDepth = 16;
const maxTexts = 200;
const throughMethods = new Set([
  'join',
  'map',
  'filter',
  'concat',
  'flat',
  'slice',
  'toString',
  'trim',
  'values',
  'from',
  'split',
  'freeze',
  'sort',
  'reverse',
]);

// What only writes the text in another way: `encodeURIComponent(SCOPES.join(' '))`.
const throughFunctions = new Set(['encodeURIComponent', 'encodeURI']);

/** A call whose result is read: inside of the function its arguments count, and not those of other callers. */
interface Frame {
  fn: Node;
  call: Node;
  outer: Frame | undefined;
}

/** A reader of constant texts over the linked program. */
export function createTexts(graph: Graph, linked: Linked) {
  function of(node: Node): TextAt[] {
    const found: TextAt[] = [];
    visit(node, found, new Set(), 0);
    return found;
  }

  function visit(node: Node, found: TextAt[], seen: Set<Node>, depth: number, frame?: Frame): void {
    if (seen.has(node) || depth > maxDepth || found.length > maxTexts) return;
    seen.add(node);
    const value = graph.value(node);
    const onward = (id: number): void => visit(graph.sibling(node, id), found, seen, depth + 1, frame);
    switch (value.kind) {
      case 'literal':
        if (typeof value.value === 'string' && value.value) found.push({ text: value.value, at: graph.place(node) });
        return;
      case 'template':
        found.push({ text: value.texts.join('\u0000'), at: graph.place(node) });
        return value.parts.forEach(onward);
      case 'array':
        for (const e of value.elements) onward(e.value);
        return;
      case 'variable':
      case 'choice':
      case 'conditional':
      case 'logical':
      case 'await':
      case 'cast':
        alternatives(value).forEach(onward);
        if (value.kind === 'variable') pushed(node, found, seen, depth, frame);
        return;
      case 'param':
        return byCallers(node, found, seen, depth, frame);
      case 'call':
        return ofCall(node, found, seen, depth, frame);
      case 'import':
        for (const source of linked.exporter(node)) visit(source, found, seen, depth + 1);
        return;
      default:
        for (const origin of linked.resolve.origins(node)) {
          if (origin.kind === 'value' && origin.node !== node) visit(origin.node, found, seen, depth + 1);
        }
    }
  }

  // `scopes.push('x')` adds to the list that the variable holds.
  function pushed(node: Node, found: TextAt[], seen: Set<Node>, depth: number, frame?: Frame): void {
    for (const use of linked.usesOf(node)) {
      if (use.kind !== 'receiver') continue;
      const call = graph.value(graph.sibling(node, use.call));
      const callee = call.kind === 'call' ? graph.value(graph.sibling(node, call.callee)) : undefined;
      if (call.kind === 'call' && callee?.kind === 'member' && callee.name === 'push') {
        for (const arg of call.args) visit(graph.sibling(node, arg.value), found, seen, depth + 1, frame);
      }
    }
  }

  function byCallers(node: Node, found: TextAt[], seen: Set<Node>, depth: number, frame?: Frame): void {
    const value = graph.value(node);
    const fn = value.kind === 'param' ? functionAt(graph.fileOf(node), value.fn) : undefined;
    if (!fn || value.kind !== 'param') return;
    const isOfFrame = frame?.fn === fnNode(fn);
    for (const call of isOfFrame ? [frame.call] : linked.callers(fnNode(fn))) {
      const passed = argumentAt(graph, call, value.index);
      if (passed.kind === 'value') visit(passed.node, found, seen, depth + 1, isOfFrame ? frame.outer : undefined);
    }
  }

  function ofCall(node: Node, found: TextAt[], seen: Set<Node>, depth: number, frame?: Frame): void {
    const value = graph.value(node);
    if (value.kind !== 'call') return;
    const callee = graph.value(graph.sibling(node, value.callee));
    const { functions } = linked.targets(node);
    for (const fn of functions) {
      const inside: Frame = { fn: fnNode(fn), call: node, outer: frame };
      for (const r of fn.fact.returns) visit(nodeOf(fn.file, r.value), found, new Set(seen), depth + 1, inside);
    }
    if (callee.kind === 'global' && throughFunctions.has(callee.name))
      for (const arg of value.args) visit(graph.sibling(node, arg.value), found, seen, depth + 1, frame);
    if (functions.length > 0 || callee.kind !== 'member' || !throughMethods.has(callee.name)) return;
    const base = graph.value(graph.sibling(node, callee.base));
    if (callee.name === 'map') return mapped(node, found, seen, depth, frame);
    if (base.kind === 'global') {
      // Object.values(TABLE), Array.from(LIST), Object.freeze(LIST)
      for (const arg of value.args) {
        if (callee.name === 'values') members(graph.sibling(node, arg.value), found, seen, depth);
        else visit(graph.sibling(node, arg.value), found, seen, depth + 1, frame);
      }
      return;
    }
    visit(graph.sibling(node, callee.base), found, seen, depth + 1, frame);
    if (callee.name === 'concat')
      for (const arg of value.args) visit(graph.sibling(node, arg.value), found, seen, depth + 1, frame);
  }

  // `names.map((n) => TABLE[n])` gives the table's texts for the names; where the function returns a prefix, the whole.
  function mapped(node: Node, found: TextAt[], seen: Set<Node>, depth: number, frame?: Frame): void {
    const value = graph.value(node);
    if (value.kind !== 'call') return;
    const callee = graph.value(graph.sibling(node, value.callee));
    const [mapper] = value.args;
    if (callee.kind !== 'member' || !mapper) return;
    const keys: TextAt[] = [];
    visit(graph.sibling(node, callee.base), keys, new Set(seen), depth + 1, frame);
    for (const origin of linked.resolve.origins(graph.sibling(node, mapper.value))) {
      if (origin.kind !== 'function') continue;
      for (const r of origin.fn.fact.returns) {
        const result = graph.value(nodeOf(origin.fn.file, r.value));
        if (result.kind === 'element' || result.kind === 'logical') {
          const element = result.kind === 'logical' ? graph.value(nodeOf(origin.fn.file, result.left)) : result;
          if (element.kind !== 'element') continue;
          for (const key of keys) {
            const at = linked.resolve
              .origins(nodeOf(origin.fn.file, element.base))
              .flatMap((o) => linked.resolve.memberOf(o, key.text));
            const nodes = at.flatMap((o) => (o.kind === 'value' ? [o.node] : []));
            if (nodes.length) for (const n of nodes) visit(n, found, seen, depth + 1);
            else found.push(key);
          }
        } else if (result.kind === 'template') {
          for (const key of keys) found.push({ text: result.texts.join(key.text), at: key.at });
        } else found.push(...keys);
      }
    }
  }

  function members(node: Node, found: TextAt[], seen: Set<Node>, depth: number): void {
    for (const origin of linked.resolve.origins(node)) {
      const value = origin.kind === 'value' ? graph.value(origin.node) : undefined;
      if (origin.kind !== 'value' || value?.kind !== 'object') continue;
      for (const p of value.properties) visit(graph.sibling(origin.node, p.value), found, seen, depth + 1);
    }
  }

  return { of };
}
