/** Schemas written as JSON Schema: `{ type: 'object', properties: { … } }`. */
import type { Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from './options.ts';

interface JsonSchemasInput {
  linked: Linked;
  options: Options;
}

// A pattern that holds from end to end and lets nothing through that is not listed.
const closedPattern = /^\^(?:(?!\.[*+]|\[\^|\\S).)*\$$/;
const boundTypes = /^(?:number|integer|boolean|null)$/;
const boundFormats = /^(?:date|date-time|uuid|ipv4|ipv6|email)$/;

/** True for the source of a pattern that lets nothing through but what it lists. */
export const isClosedPattern = (source: string): boolean => closedPattern.test(source);

/** A reader of object literals that are schemas. */
export function createJsonSchemas({ linked, options }: JsonSchemasInput) {
  function keyword(schema: Node, name: string): Node | undefined {
    const [slot, ...others] = options.within([{ kind: 'value', node: schema }], [{ kind: 'member', names: [name] }]);
    return slot?.kind === 'value' && others.length === 0 ? slot.node : undefined;
  }

  function text(schema: Node, name: string): string | undefined {
    const node = keyword(schema, name);
    return node === undefined ? undefined : linked.resolve.text(node);
  }

  return {
    /** True for the schema of an object, which is no table of schemas. */
    isObject: (schema: Node): boolean => text(schema, 'type') === 'object',
    /** The schemas of the object's fields, as the reader of tables gives them. */
    fields(schema: Node, read: (table: Node) => Map<string, Node> | undefined): Map<string, Node> | undefined {
      const table = keyword(schema, 'properties');
      return table === undefined ? undefined : read(table);
    },
    /** The schema of each element of a list. */
    itemsOf: (schema: Node): Node | undefined =>
      text(schema, 'type') === 'array' ? keyword(schema, 'items') : undefined,
    /** True when every value that the schema takes is harmless as text. */
    isBound(schema: Node, isBoundItem: (items: Node) => boolean): boolean {
      if (keyword(schema, 'enum') !== undefined || keyword(schema, 'const') !== undefined) return true;
      const type = text(schema, 'type') ?? '';
      if (boundTypes.test(type) || boundFormats.test(text(schema, 'format') ?? '')) return true;
      const items = type === 'array' ? keyword(schema, 'items') : undefined;
      return items === undefined ? isClosedPattern(text(schema, 'pattern') ?? '') : isBoundItem(items);
    },
  };
}
