/** Which places of what a schema takes can hold any text: fields, fields of objects inside of them, and those of the elements of lists. */
import { calleeName, type Graph, idOf, type Node } from '../graph.ts';
import { element, everything, type FieldPath, isIndex, namesOf, under } from '../field-path.ts';
import type { Definitions } from '../resolve/definitions.ts';

interface FreePathsInput {
  graph: Graph;
  definitions: Definitions;
  fields(schema: Node): ReadonlyMap<string, Node> | undefined;
  isBound(schema: Node): boolean;
  /** The schema of each element, where the list is written as JSON Schema. */
  itemsOf(schema: Node): Node | undefined;
}

const maxDepth = 4;
// What says how long a list may be, or that it may be missing, changes nothing of its elements.
const beside = /^(?:optional|nullable|nullish|default|catch|min|max|length|nonempty|describe|meta|readonly|refine)$/;

/** Returns the reader of such places. */
export function createFreePaths({ graph, definitions, fields, isBound, itemsOf }: FreePathsInput) {
  /** The places of an object with these fields. */
  function ofFields(all: ReadonlyMap<string, Node>, depth = 0): FieldPath[] {
    return [...all].flatMap(([name, of]) => {
      if (isBound(of)) return [];
      const inner = depth < maxDepth ? inside(of, depth + 1) : undefined;
      return (inner ?? [everything]).flatMap((path) => under(name, path) ?? []);
    });
  }

  // Only where something in there is bound: to follow one value is cheaper than to follow its fields.
  function inside(schema: Node, depth: number): FieldPath[] | undefined {
    const own = fields(schema);
    if (own) return isPartlyBound(own) ? ofFields(own, depth) : undefined;
    const items = elementsOf(schema);
    const inner = items === undefined || depth >= maxDepth ? undefined : inside(items, depth + 1);
    return inner?.flatMap((path) => under(element, path) ?? []);
  }

  function isPartlyBound(all: ReadonlyMap<string, Node>, depth = 0): boolean {
    return [...all.values()].some((of) => {
      if (isBound(of)) return true;
      const inner = depth < maxDepth ? (fields(of) ?? fieldsOfElements(of)) : undefined;
      return inner !== undefined && isPartlyBound(inner, depth + 1);
    });
  }

  function fieldsOfElements(schema: Node): ReadonlyMap<string, Node> | undefined {
    const items = elementsOf(schema);
    return items === undefined ? undefined : fields(items);
  }

  // `z.array(z.object({ … })).max(5).optional()`
  function elementsOf(schema: Node, depth = 0): Node | undefined {
    const [only, ...others] = definitions.of(schema);
    if (only === undefined || others.length > 0 || depth > maxDepth) return undefined;
    const value = graph.value(only);
    if (value.kind === 'object') return itemsOf(only);
    if (value.kind !== 'call') return undefined;
    const name = calleeName(graph.fileOf(only), idOf(only));
    const [first] = value.args;
    if (/^array$/i.test(name)) return first && graph.sibling(only, first.value);
    const callee = graph.value(graph.sibling(only, value.callee));
    return callee.kind === 'member' && beside.test(name)
      ? elementsOf(graph.sibling(graph.sibling(only, value.callee), callee.base), depth + 1)
      : undefined;
  }

  return { ofFields };
}

/** What remains of the path where only those places of its field can hold any text. */
export function narrowedTo(free: readonly FieldPath[], path: FieldPath): FieldPath[] {
  const own = placeOf(path);
  const found = free.flatMap((each) => {
    const place = placeOf(each);
    const isAround = own.every((name, at) => at >= place.length || name === place[at]);
    if (!isAround) return [];
    return place.length > own.length && path.endsWith(everything) ? each : path;
  });
  return [...new Set(found)];
}

// The names that lead there, an element of a list by whichever index.
function placeOf(path: FieldPath): string[] {
  return namesOf(path).flatMap((name) => (name === everything ? [] : isIndex(name) ? element : name));
}
