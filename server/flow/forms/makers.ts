/** The names of what makes a value: functions that are called, fields that are written, settings that are read. */
import { argumentAt } from '../link/arguments.ts';
import { operands } from '../../facts/backward.ts';
import { calleeName, functionAt, fnNode, type Graph, idOf, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const maxDepth = 14;
const writing = /^(stringify|serialize)$/;

/** Which field is read of what is visited, and which one of that field then; joined it is the name of a way. */
type Fields = readonly string[];
/** After the name of a method: what an object holds beside it makes nothing of what the method gives. */
const called = '()';
type Seen = Map<string, Set<Node>>;

/** Reads names backwards from a value, into functions of the project and to the callers of one. */
export function createMakers(graph: Graph, linked: Linked): { of(node: Node): string[] } {
  function of(node: Node): string[] {
    const names = new Set<string>();
    visit(node, names, [], new Map(), 0, false);
    return [...names];
  }

  // What is written as text is looked at by its names only: where its parts come from says nothing of the text.
  function visit(node: Node, names: Set<string>, fields: Fields, seen: Seen, depth: number, isWritten: boolean): void {
    if (depth > maxDepth || !isNew(node, fields, seen)) return;
    const value = graph.value(node);
    const onward = (id: number, of: Fields = fields): void =>
      visit(graph.sibling(node, id), names, of, seen, depth + 1, isWritten);
    switch (value.kind) {
      case 'variable':
        names.add(value.name);
        return value.values.forEach((id) => onward(id));
      case 'template':
        return value.parts.forEach((id) => onward(id, []));
      case 'array':
        return value.elements.forEach((e) => onward(e.value));
      case 'object': {
        // Of an answer that is written out, the one field that is read, and not the tokens beside it.
        const [field, ...inner] = fields;
        const isMethod = inner[0] === called;
        const read = field === undefined ? [] : value.properties.filter((p) => p.name === field);
        for (const p of read.length > 0 || isMethod ? read : value.properties) {
          if (p.name !== undefined) names.add(p.name);
          onward(p.value, read.length > 0 ? inner : fields);
        }
        return;
      }
      case 'member': {
        names.add(value.name);
        const given = handedIn(graph.sibling(node, value.base), value.name);
        if (!given) return onward(value.base, [value.name, ...fields]);
        return given.forEach((inner) => visit(inner, names, fields, seen, depth + 1, isWritten));
      }
      case 'element':
        return onward(value.base);
      case 'global':
        names.add(value.name);
        return;
      case 'import':
        names.add(value.name);
        if (!isWritten)
          for (const source of linked.exporter(node)) visit(source, names, fields, seen, depth + 1, false);
        return;
      case 'param':
        names.add(value.name);
        return byCallers(node, names, fields, seen, depth, isWritten);
      case 'call': {
        onward(value.callee, [called]);
        const isWriting = isWritten || writing.test(calleeName(graph.fileOf(node), idOf(node)));
        // A text holds all that was written into it, whatever is called of the text.
        const given = isWriting ? [] : fields;
        const made = isAsked(graph, node, value.callee) ? value.args.slice(0, 1) : value.args;
        for (const arg of isWritten ? [] : made)
          visit(graph.sibling(node, arg.value), names, given, seen, depth + 1, isWriting);
        for (const fn of isWritten ? [] : linked.targets(node).functions) {
          names.add(fn.fact.name);
          for (const r of fn.fact.returns) visit(nodeOf(fn.file, r.value), names, fields, seen, depth + 1, false);
        }
        return;
      }
      default:
        return operands(value).forEach((id) => onward(id));
    }
  }

  function byCallers(
    node: Node,
    names: Set<string>,
    fields: Fields,
    seen: Seen,
    depth: number,
    isWritten: boolean,
  ): void {
    const value = graph.value(node);
    const fn = value.kind === 'param' ? functionAt(graph.fileOf(node), value.fn) : undefined;
    if (!fn || value.kind !== 'param') return;
    for (const call of linked.callers(fnNode(fn))) {
      const passed = argumentAt(graph, call, value.index);
      if (passed.kind === 'value') visit(passed.node, names, fields, seen, depth + 1, isWritten);
    }
  }

  // `({ state }) => …`, `options.state`: of an object that callers write out, what stands there and nothing beside it.
  function handedIn(base: Node, name: string): Node[] | undefined {
    const value = graph.value(base);
    const fn = value.kind === 'param' ? functionAt(graph.fileOf(base), value.fn) : undefined;
    const calls = fn ? linked.callers(fnNode(fn)) : [];
    if (!fn || value.kind !== 'param' || calls.length === 0) return undefined;
    const found = calls.map((call) => {
      const passed = argumentAt(graph, call, value.index);
      const object = passed.kind === 'value' ? graph.value(passed.node) : undefined;
      if (passed.kind !== 'value' || object?.kind !== 'object') return undefined;
      if (object.properties.some((p) => p.kind === 'spread')) return undefined;
      return object.properties.filter((p) => p.name === name).map((p) => graph.sibling(passed.node, p.value));
    });
    return found.includes(undefined) ? undefined : found.flatMap((nodes) => nodes ?? []);
  }

  return { of };
}

// `fetch(…)`, `axios.post(…)`: where it was asked decides what is answered, and not what was sent.
function isAsked(graph: Graph, node: Node, id: number): boolean {
  const callee = graph.value(graph.sibling(node, id));
  const base = callee.kind === 'member' ? graph.value(graph.sibling(node, callee.base)) : callee;
  if (base.kind === 'import') return /^(node-fetch|cross-fetch|axios|got|ky|undici)$/.test(base.specifier);
  return base.kind === 'global' && /^(fetch|axios)$/.test(base.name);
}

function isNew(node: Node, fields: Fields, seen: Seen): boolean {
  const way = fields.join('.');
  const nodes = seen.get(way) ?? new Set();
  seen.set(way, nodes);
  return nodes.size < nodes.add(node).size;
}
