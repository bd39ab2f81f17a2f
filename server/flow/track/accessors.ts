/** Functions that read a field by a name that they are given: `(name) => req.headers[name]`. */
import { argumentAt } from '../link/arguments.ts';
import { type FieldPath, under } from '../field-path.ts';
import { canonicalField } from '../../models/catalog.ts';
import { type Fn, functionAt, type Graph, type Node, calleeName, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** The parameter of a function by which a field is named. */
export interface NamedBy {
  fn: Fn;
  index: number;
}

/** What a call has to pass so that the field comes back. */
export interface Wanted {
  index: number;
  name: string;
}

const maxDepth = 8;
/** Methods that give a name in another spelling. */
export const spelling = new Set(['toLowerCase', 'toUpperCase', 'trim', 'toString']);
const opening = '(';

export interface Accessors {
  /** The parameter that the key is, however it is spelled; undefined when it is something else. */
  namedBy(key: Node): NamedBy | undefined;
  /** True when the function returns the value, or the first of its elements. */
  isReturned(node: Node, fn: Fn): boolean;
  /** Whether the call passes the name: by a constant, or by a parameter of the function around it. */
  passes(call: Node, wanted: Wanted): boolean | NamedBy;
}

/** Answers about functions that read by name. */
export function createAccessors(graph: Graph, linked: Linked): Accessors {
  function namedBy(key: Node, depth = 0): NamedBy | undefined {
    const value = graph.value(peeled(graph, key));
    if (depth > maxDepth) return undefined;
    if (value.kind === 'param') {
      const fn = value.isRest ? undefined : functionAt(graph.fileOf(key), value.fn);
      return fn && { fn, index: value.index };
    }
    const callee = value.kind === 'call' ? graph.value(graph.sibling(key, value.callee)) : undefined;
    const isSpelled = callee?.kind === 'member' && spelling.has(callee.name);
    return isSpelled ? namedBy(graph.sibling(key, callee.base), depth + 1) : undefined;
  }

  function isReturned(node: Node, fn: Fn, depth = 0): boolean {
    if (depth > maxDepth) return false;
    return linked.usesOf(node).some((use) => {
      switch (use.kind) {
        case 'return':
          return use.fn === fn.id;
        case 'copy':
          return isReturned(graph.sibling(node, use.to), fn, depth + 1);
        case 'take':
          return (
            (use.name === undefined || /^\d$/.test(use.name)) && isReturned(graph.sibling(node, use.to), fn, depth + 1)
          );
        case 'receiver':
          return (
            spelling.has(calleeName(graph.fileOf(node), use.call)) &&
            isReturned(graph.sibling(node, use.call), fn, depth + 1)
          );
        case 'argument':
          return isText(node, use.call) && isReturned(graph.sibling(node, use.call), fn, depth + 1);
        default:
          return false;
      }
    });
  }

  // `String(value)`
  function isText(node: Node, call: number): boolean {
    const value = graph.value(graph.sibling(node, call));
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    return callee?.kind === 'global' && callee.name === 'String';
  }

  function passes(call: Node, { index, name }: Wanted): boolean | NamedBy {
    const key = argumentAt(graph, call, index);
    if (key.kind !== 'value') return false;
    const text = linked.resolve.text(key.node);
    if (text !== undefined) return canonicalField(text) === name;
    return namedBy(key.node) ?? false;
  }

  return { namedBy, isReturned, passes };
}

/** The path of what a function gives when it is called with the name; undefined when it grows too deep. */
export function calledWith({ index, name }: Wanted, path: FieldPath): FieldPath | undefined {
  return under(`${opening}${index}:${name})`, path);
}

/** What stands in such a step of a path. */
export function wantedIn(step: string): Wanted | undefined {
  const [, index, name] = /^\((\d+):(.*)\)$/.exec(step) ?? [];
  return index === undefined || name === undefined ? undefined : { index: Number(index), name };
}
