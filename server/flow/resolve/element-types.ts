/** What a list, Map or Set says of its elements by its written type: `new Map<string, Client>()`. */
import type { TypeRef } from '../../facts/facts.ts';
import { importTarget } from '../modules/exports.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';

const holders = new Set([
  'Map',
  'WeakMap',
  'ReadonlyMap',
  'Set',
  'WeakSet',
  'ReadonlySet',
  'Array',
  'ReadonlyArray',
  'Record',
  'LRUCache',
]);
const maxDepth = 6;

export interface ElementType {
  file: LoadedFile;
  type: TypeRef;
}

/** The type of the elements of the value, where its declaration or its `new` says so. */
export function elementType(graph: Graph, node: Node, depth = 0): ElementType | undefined {
  if (depth > maxDepth) return undefined;
  const value = graph.value(node);
  const file = graph.fileOf(node);
  const onward = (id: number): ElementType | undefined => elementType(graph, nodeOf(file, id), depth + 1);
  switch (value.kind) {
    case 'variable': {
      const [only, ...others] = value.values;
      return (
        written({ file, type: value.type }) ?? (only !== undefined && others.length === 0 ? onward(only) : undefined)
      );
    }
    case 'param':
      return written({ file, type: value.type });
    case 'cast':
      return written({ file, type: value.type }) ?? onward(value.value);
    case 'call': {
      const callee = graph.value(nodeOf(file, value.callee));
      const isHolder = value.isNew && 'name' in callee && holders.has(callee.name);
      const type = isHolder ? value.typeArgs?.at(-1) : undefined;
      return type && { file, type };
    }
    case 'import': {
      const target = importTarget(graph, node);
      return target?.kind === 'value' ? elementType(graph, target.node, depth + 1) : undefined;
    }
    case 'member': {
      const typed = memberType(graph, node, depth);
      const held = fieldValue(graph, node);
      return (typed && written(typed)) ?? (held === undefined ? undefined : elementType(graph, held, depth + 1));
    }
    default:
      return undefined;
  }
}

function written({ file, type }: Typed): ElementType | undefined {
  if (!type) return undefined;
  if (type.isArray) {
    const { isArray: _, ...single } = type;
    return { file, type: single };
  }
  const element = holders.has(type.name) ? type.args?.at(-1) : type.element;
  return element && { file, type: element };
}

interface Typed {
  file: LoadedFile;
  type: TypeRef | undefined;
}

/** What is written of a field: `class Doors { open: Record<string, Door> }`, `const kept: { open: Record<string, Door> }`. */
function memberType(graph: Graph, node: Node, depth: number): Typed | undefined {
  const value = graph.value(node);
  if (value.kind !== 'member' || depth > maxDepth) return undefined;
  const base = graph.sibling(node, value.base);
  const of = graph.value(base);
  const file = graph.fileOf(base);
  if (of.kind === 'this') {
    const cls = of.cls === undefined ? undefined : file.facts.classes[of.cls];
    return { file, type: cls?.members.find((m) => m.kind === 'field' && m.name === value.name)?.type };
  }
  const typed =
    of.kind === 'variable' || of.kind === 'param' ? { file, type: of.type } : memberType(graph, base, depth + 1);
  if (!typed?.type) return undefined;
  // A type of another file would have that file read.
  const { members = typed.file.facts.types.find(({ name }) => name === typed.type?.name)?.members } = typed.type;
  return { file: typed.file, type: members?.find(({ name }) => name === value.name)?.type };
}

// What the field is given where its object is made.
function fieldValue(graph: Graph, node: Node): Node | undefined {
  const value = graph.value(node);
  if (value.kind !== 'member') return undefined;
  const of = graph.value(graph.sibling(node, value.base));
  if (of.kind === 'this') {
    const cls = of.cls === undefined ? undefined : graph.fileOf(node).facts.classes[of.cls];
    const id = cls?.members.find((m) => m.kind === 'field' && m.name === value.name)?.value;
    return id === undefined ? undefined : graph.sibling(node, id);
  }
  const [only, ...others] = of.kind === 'variable' ? of.values : [];
  const made = only !== undefined && others.length === 0 ? graph.value(graph.sibling(node, only)) : undefined;
  const property = made?.kind === 'object' ? made.properties.find(({ name }) => name === value.name) : undefined;
  return property && graph.sibling(node, property.value);
}
