/** What the schema of a tool says beyond its fields: keywords, where it lets anything through, and what is read of the input. */
import type { FunctionRef, SchemaKeyword, SchemaOpening } from '../../context.ts';
import type { Definitions } from '../resolve/definitions.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Slot } from '../evaluate/slots.ts';
import type { Schemas } from '../evaluate/schemas.ts';

interface ToolSchemasInput {
  graph: Graph;
  linked: Linked;
  definitions: Definitions;
  functions: Functions;
  schemas: Schemas;
}

const maxDepth = 10;
/** Keywords under which a schema of JSON Schema says something of the value itself. */
const telling = new Set(['properties', '$ref', 'allOf', 'anyOf', 'oneOf', 'enum', 'const', 'patternProperties']);

/** A reader of the schemas of tools. */
export function createToolSchemas({ graph, linked, definitions, functions, schemas }: ToolSchemasInput) {
  /** Where the keyword is written, however deep, with the names of the properties on the way. */
  function keywords(slots: readonly Slot[], name: string): SchemaKeyword[] {
    const found: SchemaKeyword[] = [];
    const seen = new Set<Node>();
    for (const slot of slots) if (slot.kind === 'value') visit(slot.node, [], 0);
    return found;

    function visit(node: Node, path: readonly string[], depth: number): void {
      if (depth > maxDepth) return;
      for (const made of definitions.of(node)) {
        if (seen.has(made)) continue;
        seen.add(made);
        for (const [next, key] of [...parts(made), ...described(made)]) {
          const value = graph.value(next);
          const text = linked.resolve.text(next);
          if (key === name)
            found.push({ at: graph.place(next), path, ...typeOf(made), ...(text === undefined ? {} : { text }) });
          else if (value.kind !== 'literal' && value.kind !== 'function')
            visit(next, key === undefined ? path : [...path, key], depth + 1);
        }
      }
    }
  }

  // What lies in an object or list, is handed to a call, or stands before its method.
  function parts(node: Node): [Node, string | undefined][] {
    const value = graph.value(node);
    const at = (id: number): Node => graph.sibling(node, id);
    if (value.kind === 'object') return value.properties.map((p) => [at(p.value), p.name]);
    if (value.kind === 'array') return value.elements.map((e) => [at(e.value), undefined]);
    if (value.kind !== 'call') return [];
    const callee = graph.value(at(value.callee));
    const before: [Node, undefined][] =
      callee.kind === 'member' ? [[graph.sibling(at(value.callee), callee.base), undefined]] : [];
    return [...value.args.map((arg): [Node, undefined] => [at(arg.value), undefined]), ...before];
  }

  // `z.string().describe('…')` is what JSON Schema calls `description`.
  function described(node: Node): [Node, string][] {
    const value = graph.value(node);
    if (value.kind !== 'call') return [];
    const callee = graph.value(graph.sibling(node, value.callee));
    const [text] = value.args;
    const isDescribed = callee.kind === 'member' && callee.name === 'describe' && text !== undefined;
    return isDescribed ? [[graph.sibling(node, text.value), 'description']] : [];
  }

  function typeOf(node: Node): { type?: string } {
    const type = parts(node).find(([, key]) => key === 'type');
    const text = type && linked.resolve.text(type[0]);
    return text === undefined ? {} : { type: text };
  }

  /** Where it lets anything through: the schema itself, or one of its fields. */
  function openings(slots: readonly Slot[]): SchemaOpening[] {
    const values = slots.flatMap((slot) => (slot.kind === 'value' ? [slot.node] : []));
    const whole = values.filter((node) => isOpen(node) || isOpenDocument(node));
    if (whole.length > 0) return whole.map((node) => ({ at: graph.place(definitions.of(node)[0] ?? node) }));
    return values.flatMap((node) =>
      [...(schemas.fields(node) ?? [])].flatMap(([field, inner]) =>
        isOpen(inner) ? [{ at: graph.place(inner), field }] : [],
      ),
    );
  }

  // `z.any()`, `z.record(z.unknown()).optional()`
  function isOpen(schema: Node, depth = 0): boolean {
    const found = definitions.of(schema);
    return found.length > 0 && depth < maxDepth && found.every((made) => isOpenCall(made, depth));
  }

  function isOpenCall(made: Node, depth: number): boolean {
    const value = graph.value(made);
    if (value.kind !== 'call') return false;
    const rows = linked.targets(made).apis.flatMap((api) => api.states.flatMap((s) => s.calls));
    if (rows.some(({ kind }) => kind === 'open-schema')) return true;
    // What narrows it stands behind it: `z.any().refine(…)`.
    if (rows.some(({ kind }) => kind === 'constraint')) return false;
    const callee = graph.value(graph.sibling(made, value.callee));
    return callee.kind === 'member' && isOpen(graph.sibling(graph.sibling(made, value.callee), callee.base), depth + 1);
  }

  // `{ type: 'object' }`, and nothing of what it holds.
  function isOpenDocument(schema: Node): boolean {
    const [made, ...others] = definitions.of(schema);
    const value = made === undefined || others.length > 0 ? undefined : graph.value(made);
    if (made === undefined || value?.kind !== 'object' || value.properties.some((p) => p.name === undefined))
      return false;
    return (
      typeOf(made).type === 'object' && !value.properties.some((p) => telling.has(p.name ?? '') || isClosing(made, p))
    );
  }

  function isClosing(made: Node, { name, value }: { name?: string; value: number }): boolean {
    const found = graph.value(graph.sibling(made, value));
    return name === 'additionalProperties' && !(found.kind === 'literal' && found.value === true);
  }

  /** The names that the functions read of what they are given first. */
  function reads(handlers: readonly FunctionRef[]): string[] {
    const names = handlers.flatMap((ref) => {
      const fn = functions.fnOf(ref);
      const [first] = fn?.fact.params ?? [];
      return fn && first !== undefined ? takenFrom(nodeOf(fn.file, first), 0) : [];
    });
    return [...new Set(names)];
  }

  function takenFrom(node: Node, depth: number): string[] {
    if (depth > 4) return [];
    return linked.usesOf(node).flatMap((use): string[] => {
      if (use.kind === 'take') return use.name === undefined ? [] : [use.name];
      return use.kind === 'copy' ? takenFrom(graph.sibling(node, use.to), depth + 1) : [];
    });
  }

  return { keywords, openings, reads };
}
