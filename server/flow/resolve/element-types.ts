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
      return written(file, value.type) ?? (only !== undefined && others.length === 0 ? onward(only) : undefined);
    }
    case 'param':
      return written(file, value.type);
    case 'cast':
      return written(file, value.type) ?? onward(value.value);
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
      const base = graph.value(nodeOf(file, value.base));
      const cls = base.kind === 'this' && base.cls !== undefined ? file.facts.classes[base.cls] : undefined;
      const field = cls?.members.find((m) => m.kind === 'field' && m.name === value.name);
      return written(file, field?.type) ?? (field?.value === undefined ? undefined : onward(field.value));
    }
    default:
      return undefined;
  }
}

function written(file: LoadedFile, type: TypeRef | undefined): ElementType | undefined {
  if (!type) return undefined;
  if (type.isArray) {
    const { isArray: _, ...single } = type;
    return { file, type: single };
  }
  const last = holders.has(type.name) ? type.args?.at(-1) : undefined;
  return last && { file, type: last };
}
