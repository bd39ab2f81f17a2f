/** Tools that a project describes in its own words: an object or a class with a name, a description, a schema and a handler. */
import type { FunctionRef } from '../../context.ts';
import type { ClassFact } from '../../facts/facts.ts';
import { valuesOf } from '../../facts/by-kind.ts';
import type { Place } from '../../finding.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Fn, fnNode, functionAt, type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from '../evaluate/options.ts';
import type { Slot } from '../evaluate/slots.ts';

interface DescriptionsInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  functions: Functions;
}

/** A described tool, and where each of its options stands. */
export interface Described {
  at: Place;
  slots(option: string): Slot[];
  handlers: FunctionRef[];
  /** The key under which it stands, where it has no name of its own. */
  key?: string;
}

// What projects call the parts of a tool.
const aliases: Record<string, readonly string[]> = {
  name: ['name', 'id'],
  title: ['title'],
  description: ['description'],
  schema: ['inputSchema', 'schema', 'parameters', 'paramsSchema', 'input'],
  annotations: ['annotations'],
  approval: ['needsApproval', 'requireApproval'],
  handler: ['handler', 'execute', 'call', 'run', 'callback', 'cb', 'func', 'invoke', 'fn'],
};
const absent: Slot[] = [{ kind: 'absent' }];

/** A reader of such descriptions. */
export function createDescriptions({ graph, linked, options, functions }: DescriptionsInput) {
  /** What stands in the object literal for an option of a tool. */
  function propertyOf(object: Node, option: string): Slot[] | undefined {
    for (const name of aliases[option] ?? []) {
      const slots = options.within([{ kind: 'value', node: object }], [{ kind: 'member', names: [name] }]);
      if (slots.some((slot) => slot.kind === 'value')) return slots;
    }
    return undefined;
  }

  /** The tools that the file describes. */
  function describedIn(file: LoadedFile): Described[] {
    return [...objectsIn(file), ...file.facts.classes.flatMap((fact) => ofClass(file, fact)), ...filed(file)];
  }

  /** The tool that the file is: `export const schema`, `export const metadata`, `export default async function`. */
  function filed(file: LoadedFile): Described[] {
    const exported = (name: string): Node | undefined => {
      const found = file.facts.exports.find((e) => e.kind === 'value' && e.name === name);
      return found?.kind === 'value' ? nodeOf(file, found.value) : undefined;
    };
    const [schema, metadata, main] = ['schema', 'metadata', 'default'].map(exported);
    const handlers = main === undefined ? [] : functionsAt(main);
    if (schema === undefined || metadata === undefined || handlers.length !== 1) return [];
    const of = (option: string): Slot[] => propertyOf(metadata, option) ?? absent;
    if (of('description').every(({ kind }) => kind !== 'value')) return [];
    const slots = (option: string): Slot[] => (option === 'schema' ? [{ kind: 'value', node: schema }] : of(option));
    return [{ at: graph.place(metadata), slots, handlers }];
  }

  // `{ name, description, inputSchema, handler }`: a registry of the project's own.
  function objectsIn(file: LoadedFile): Described[] {
    return valuesOf(file.facts, 'object').flatMap(([value, id]): Described[] => {
      const names = new Set(value.properties.flatMap((p) => p.name ?? []));
      if (!isTool(names)) return [];
      const node = nodeOf(file, id);
      const key = names.has('name') ? undefined : keyOf(node);
      if (!names.has('name') && key === undefined) return [];
      const handlers = (propertyOf(node, 'handler') ?? []).flatMap((slot) =>
        slot.kind === 'value' ? functionsAt(slot.node) : [],
      );
      if (handlers.length !== 1) return [];
      const slots = (option: string): Slot[] => propertyOf(node, option) ?? absent;
      return [{ at: graph.place(node), slots, handlers, ...(key === undefined ? {} : { key }) }];
    });
  }

  // `{ list_orders: { description, schema, handler } }`: a table of tools by their names.
  function keyOf(node: Node): string | undefined {
    const use = linked.usesOf(node).find(({ kind }) => kind === 'put');
    return use?.kind === 'put' ? use.name : undefined;
  }

  // `class DeployTool extends MCPTool { name = 'deploy'; schema = { … }; async execute(input) { … } }`
  function ofClass(file: LoadedFile, { members, start, end }: ClassFact): Described[] {
    const names = new Set(members.map(({ name }) => name));
    if (!names.has('name') || !isTool(names)) return [];
    const of = (option: string) =>
      members.find(({ name, kind }) => kind !== 'constructor' && (aliases[option] ?? []).includes(name));
    const handler = of('handler')?.fn;
    const fn = handler === undefined ? undefined : functionAt(file, handler);
    if (!fn) return [];
    const slots = (option: string): Slot[] => {
      const value = of(option)?.value;
      return value === undefined ? absent : [{ kind: 'value', node: nodeOf(file, value) }];
    };
    return [{ at: { file: file.path, start, end }, slots, handlers: [functions.refOf(fn)] }];
  }

  function functionsAt(node: Node): FunctionRef[] {
    return linked.resolve.origins(node).flatMap((o) => (o.kind === 'function' ? [functions.refOf(o.fn)] : []));
  }

  /** The object literal in which the value, or a variable that holds it, is written. */
  function putInto(node: Node, depth = 0): Node | undefined {
    for (const use of linked.usesOf(node)) {
      if (use.kind === 'put') {
        const to = graph.sibling(node, use.to);
        if (graph.value(to).kind === 'object') return to;
      }
      const found = use.kind === 'copy' && depth < 3 ? putInto(graph.sibling(node, use.to), depth + 1) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The schema that the object or class which holds the function says of its input. */
  function schemaBeside(fn: Fn): Slot[] {
    const object = putInto(fnNode(fn));
    if (object !== undefined) return propertyOf(object, 'schema') ?? [];
    const of = fn.file.facts.classes.find(({ members }) => members.some((member) => member.fn === fn.id));
    const schema = of?.members.find(({ name }) => (aliases['schema'] ?? []).includes(name));
    return schema?.value === undefined ? [] : [{ kind: 'value', node: nodeOf(fn.file, schema.value) }];
  }

  return { describedIn, filed, propertyOf, putInto, schemaBeside };
}

function isTool(names: ReadonlySet<string>): boolean {
  const has = (option: string): boolean => (aliases[option] ?? []).some((name) => names.has(name));
  return names.has('description') && has('schema') && has('handler');
}
