/** What a schema lets through: which fields an object has, and which of them take only a few values. */
import type { Value } from '../../facts/facts.ts';
import type { CallRow } from '../../models/model.ts';
import type { Definitions } from '../resolve/definitions.ts';
import { calleeName, type Fn, type Graph, idOf, type Node, nodeOf } from '../graph.ts';
import type { FieldPath } from '../field-path.ts';
import { createFreePaths } from './free-paths.ts';
import { createJsonSchemas, isClosedPattern } from './json-schemas.ts';
import type { Linked } from '../link/links.ts';
import { relative } from './optioned-calls.ts';
import type { Options } from './options.ts';

export interface Schemas {
  /** The schema of each field of an object; undefined where it cannot be seen whole. */
  fields(schema: Node): ReadonlyMap<string, Node> | undefined;
  /** True when every value that the schema takes is harmless as text: one of a list, a number, an identifier. */
  isBound(schema: Node): boolean;
  /** The places that take any text, of whichever schema it may be; undefined where they cannot be seen. */
  freePaths(schema: Node): FieldPath[] | undefined;
  /** True when what the field takes may have fields of any name: a record, or anything at all. */
  takesAnyName(schema: Node, name: string): boolean;
  /** True when the field can be seen, and takes only what is harmless as text, whichever schema it may be. */
  isBoundField(schema: Node, name: string): boolean;
}

const maxDepth = 12;
const ofAnyName = /^(?:any|unknown|json|custom|passthrough|loose|looseObject|catchall)$/;
const keyed = /^(?:record|partialRecord|looseRecord)$/;
const around = /^(?:array|optional|nullable|nullish|union|lazy|promise|preprocess|intersection)$/;

interface SchemasInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  definitions: Definitions;
}

/** A reader of schemas over the linked program. */
export function createSchemas({ graph, linked, options, definitions }: SchemasInput): Schemas {
  const rowsOf = (call: Node, kind: CallRow['kind']): CallRow[] =>
    linked.targets(call).apis.flatMap((api) => api.states.flatMap((s) => s.calls.filter((row) => row.kind === kind)));

  const json = createJsonSchemas({ linked, options });

  function fields(schema: Node, depth = 0): Map<string, Node> | undefined {
    const written = graph.value(schema);
    const made = written.kind === 'call' && depth <= maxDepth ? ofMaker(schema, written, depth) : undefined;
    if (made) return made;
    const found = definitions.of(schema);
    const [only] = found;
    if (only === undefined || found.length > 1 || depth > maxDepth) return undefined;
    const value = graph.value(only);
    if (value.kind === 'object')
      return json.isObject(only) ? json.fields(only, (at) => fields(at, depth + 1)) : ofLiteral(only, depth);
    if (value.kind === 'member' && value.name === 'shape') return fields(graph.sibling(only, value.base), depth + 1);
    if (value.kind !== 'call') return undefined;
    const [row] = rowsOf(only, 'schema');
    return row && ofCall(only, row, depth);
  }

  // `createSchema({ … })`, which hands the fields on to the library and adds none.
  function ofMaker(call: Node, { args }: Value & { kind: 'call' }, depth: number): Map<string, Node> | undefined {
    const { functions, apis } = linked.targets(call);
    const [fn, ...others] = functions;
    const [given] = args;
    if (!fn || !given || others.length > 0 || apis.length > 0 || fn.fact.returns.length !== 1) return undefined;
    const made = nodeOf(fn.file, fn.fact.returns[0]?.value ?? 0);
    const [row] = graph.value(made).kind === 'call' ? rowsOf(made, 'schema') : [];
    const shape = row?.options['shape']?.flatMap((place) => options.slots(made, relative(place))) ?? [];
    const isHandedOn = shape.length === 1 && shape.every((slot) => slot.kind === 'value' && isFirst(slot.node, fn));
    return isHandedOn ? fields(graph.sibling(call, given.value), depth + 1) : undefined;
  }

  function isFirst(node: Node, { id }: Fn): boolean {
    const value = graph.value(node);
    return value.kind === 'param' && value.fn === id && value.index === 0;
  }

  function ofLiteral(object: Node, depth: number): Map<string, Node> | undefined {
    const value = graph.value(object);
    const all = new Map<string, Node>();
    for (const p of value.kind === 'object' ? value.properties : []) {
      const node = graph.sibling(object, p.value);
      const inner = p.kind === 'spread' ? fields(node, depth + 1) : undefined;
      if (p.kind === 'spread' ? !inner : p.name === undefined) return undefined;
      for (const [name, schema] of inner ?? []) all.set(name, schema);
      if (p.name !== undefined) all.set(p.name, node);
    }
    return all;
  }

  // `z.object(shape)`, `base.extend(shape)`, `base.strict()`
  function ofCall(call: Node, row: CallRow, depth: number): Map<string, Node> | undefined {
    const all = new Map<string, Node>();
    for (const name of ['base', 'shape']) {
      for (const place of row.options[name] ?? []) {
        const [slot, ...others] = options.slots(call, relative(place));
        const inner = slot?.kind === 'value' && others.length === 0 ? fields(slot.node, depth + 1) : undefined;
        if (!inner) return undefined;
        for (const [field, schema] of inner) all.set(field, schema);
      }
    }
    return all;
  }

  // `parseWith(schema, args)`, which several call with one of their own.
  function each(schema: Node): Map<string, Node>[] | undefined {
    const found = definitions.of(schema);
    const all = (found.length > 1 ? found : [schema]).map((one) => fields(one));
    return all.includes(undefined) ? undefined : all.flatMap((one) => one ?? []);
  }

  function isBound(schema: Node, depth = 0): boolean {
    const found = definitions.of(schema);
    return found.length > 0 && depth < maxDepth && found.every((node) => isBoundCall(node, depth));
  }

  function isBoundCall(call: Node, depth: number): boolean {
    const value = graph.value(call);
    if (value.kind === 'object') return json.isBound(call, (of) => isBound(of, depth + 1));
    if (value.kind !== 'call') return false;
    if (rowsOf(call, 'constraint').some((row) => holds(call, row, depth))) return true;
    const callee = graph.value(graph.sibling(call, value.callee));
    return (
      callee.kind === 'member' && isBound(graph.sibling(graph.sibling(call, value.callee), callee.base), depth + 1)
    );
  }

  function holds(call: Node, { options: places }: CallRow, depth: number): boolean {
    const { pattern, of } = places;
    if (pattern) {
      const { patterns = [] } = options.read(call, pattern.map(relative));
      return patterns.length > 0 && patterns.every(({ source }) => isClosedPattern(source));
    }
    if (!of) return true;
    const slots = of.flatMap((place) => options.slots(call, relative(place)));
    return slots.length > 0 && slots.every((slot) => slot.kind === 'value' && isBound(slot.node, depth + 1));
  }

  // By what stands outermost: the fields of an object have names that the schema says, whatever they hold.
  function isOpen(schema: Node, depth = 0): boolean {
    return depth < maxDepth && definitions.of(schema).some((node) => isOpenCall(node, depth));
  }

  function isOpenCall(call: Node, depth: number): boolean {
    const value = graph.value(call);
    if (value.kind === 'array') return value.elements.some((e) => isOpen(graph.sibling(call, e.value), depth + 1));
    if (value.kind !== 'call') return false;
    const name = calleeName(graph.fileOf(call), idOf(call));
    const args = value.args.map((arg) => graph.sibling(call, arg.value));
    if (ofAnyName.test(name)) return true;
    if (keyed.test(name)) return args.length < 2 || args[0] === undefined || !isBound(args[0]);
    if (around.test(name) && args.some((arg) => isOpen(arg, depth + 1))) return true;
    const callee = graph.value(graph.sibling(call, value.callee));
    const base = callee.kind === 'member' ? graph.sibling(graph.sibling(call, value.callee), callee.base) : undefined;
    return base !== undefined && graph.value(base).kind === 'call' && isOpen(base, depth + 1);
  }

  const free = createFreePaths({
    graph,
    definitions,
    fields: (schema) => fields(schema),
    isBound: (schema) => isBound(schema),
    itemsOf: (schema) => json.itemsOf(schema),
  });

  return {
    fields: (schema) => fields(schema),
    isBound: (schema) => isBound(schema),
    freePaths(schema) {
      const all = each(schema);
      return all && [...new Set(all.flatMap((one) => free.ofFields(one)))];
    },
    takesAnyName(schema, name) {
      return each(schema)?.some((one) => [one.get(name) ?? []].flat().some((of) => isOpen(of))) === true;
    },
    isBoundField(schema, name) {
      const found = each(schema)?.flatMap((one) => one.get(name) ?? []) ?? [];
      return found.length > 0 && found.every((of) => isBound(of));
    },
  };
}
