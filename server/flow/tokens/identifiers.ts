/** What the program calls this server: in the metadata that it publishes, and where it compares the audience of a token. */
import { alternatives } from '../../facts/backward.ts';
import { valuesOf } from '../../facts/by-kind.ts';
import type { Identifier, IdentifierValue, Verification } from '../../context.ts';
import type { Property } from '../../facts/facts.ts';
import type { VerifierRow } from '../../models/model.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { relative } from '../evaluate/optioned-calls.ts';
import type { Options } from '../evaluate/options.ts';

interface IdentifiersInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  selected: readonly LoadedFile[];
  verifications(...kinds: VerifierRow['kind'][]): Verification[];
}

const maxDepth = 16;
// What stands beside `resource` in the metadata of a protected resource (RFC 9728).
const beside = /^(?:authorization_?servers|bearer_?methods_?supported)$/i;
const sameText = /^(?:toString|trim|valueOf|href)$/;

/** Answers under which identifiers the selected files know this server. */
export function createIdentifiers({ graph, linked, options, selected, verifications }: IdentifiersInput) {
  let memo: Identifier[] | undefined;

  function identifiers(): Identifier[] {
    memo ??= [
      ...verifications('resource-metadata').flatMap((v) => ofVerification(v, 'published')),
      ...selected.flatMap(published),
      ...verifications('endpoint-gate', 'token-verification', 'introspection').flatMap((v) =>
        ofVerification(v, 'expected'),
      ),
    ];
    return memo;
  }

  function ofVerification({ row, call, at }: Verification, role: Identifier['role']): Identifier[] {
    const slots = (row.audience ?? []).flatMap((path) => options.slots(call.id, relative(path)));
    const written = slots.filter((slot) => slot.kind !== 'absent');
    if (written.length === 0) return [];
    const values = written.flatMap((slot) => (slot.kind === 'value' ? identifierValues(slot.node, 0) : undefined));
    return [identifier(role, at, values)];
  }

  function published(file: LoadedFile): Identifier[] {
    return valuesOf(file.facts, 'object').flatMap(([value]) => {
      const own = value.properties.find(isResource);
      if (!own || !value.properties.some(({ name }) => name !== undefined && beside.test(name))) return [];
      const at = { file: file.path, start: own.start, end: own.end };
      return [identifier('published', at, identifierValues(nodeOf(file, own.value), 0))];
    });
  }

  const isResource = ({ kind, name }: Property): boolean => kind === 'value' && name === 'resource';

  function identifier(
    role: Identifier['role'],
    at: Identifier['at'],
    values: (IdentifierValue | undefined)[],
  ): Identifier {
    const known = values.filter((value) => value !== undefined);
    return { role, at, values: known, isWhole: known.length === values.length };
  }

  /** The values that can stand here; undefined for one that cannot be seen. */
  function identifierValues(node: Node, depth: number): (IdentifierValue | undefined)[] {
    if (depth > maxDepth) return [undefined];
    const value = graph.value(node);
    const inner = (id: number): (IdentifierValue | undefined)[] => identifierValues(graph.sibling(node, id), depth + 1);
    switch (value.kind) {
      case 'literal':
        return typeof value.value === 'string' ? [{ text: value.value, at: graph.place(node) }] : [undefined];
      case 'template':
        return [joined(node, value.texts, value.parts.map(inner))];
      case 'array':
        return value.elements.flatMap((e) => (e.isSpread ? [undefined] : inner(e.value)));
      case 'logical':
        return value.op === '&&' ? inner(value.right) : [...inner(value.left), ...inner(value.right).map(fallback)];
      case 'conditional':
      case 'await':
      case 'cast':
        return alternatives(value).flatMap(inner);
      case 'member':
        return value.name === 'href' ? inner(value.base) : byOrigins(node, depth);
      case 'call':
        return made(node, depth) ?? byOrigins(node, depth);
      default:
        return byOrigins(node, depth);
    }
  }

  const fallback = (value: IdentifierValue | undefined): IdentifierValue | undefined =>
    value && { ...value, isFallback: true };

  function byOrigins(node: Node, depth: number): (IdentifierValue | undefined)[] {
    const origins = linked.resolve.origins(node);
    return origins.flatMap((origin) => {
      if (origin.kind === 'environment') return [{ setting: origin.name, at: graph.place(node) }];
      if (origin.kind !== 'value' || origin.node === node) return [undefined];
      // Of several, one may stand in for another that is missing.
      const found = identifierValues(origin.node, depth + 1);
      return origins.length > 1 ? found.map(fallback) : found;
    });
  }

  // `new URL(x)`, `new URL('/mcp', base)`, `String(x)`, `x.toString()`
  function made(node: Node, depth: number): (IdentifierValue | undefined)[] | undefined {
    const value = graph.value(node);
    if (value.kind !== 'call') return undefined;
    const inner = (id: number): (IdentifierValue | undefined)[] => identifierValues(graph.sibling(node, id), depth + 1);
    const callee = graph.value(graph.sibling(node, value.callee));
    const [first, second] = value.args;
    if (callee.kind === 'member' && sameText.test(callee.name)) return inner(callee.base);
    if (callee.kind !== 'global' || !first || !/^(?:URL|String)$/.test(callee.name)) return undefined;
    if (!second) return inner(first.value);
    const [path, base] = [only(inner(first.value)), only(inner(second.value))];
    if (path?.text === undefined || path.setting !== undefined || !base) return [undefined];
    const at = graph.place(node);
    if (base.setting !== undefined) return [{ setting: base.setting, text: `\u0000${path.text}`, at }];
    if (base.text === undefined || !URL.canParse(path.text, base.text)) return [undefined];
    return [{ text: new URL(path.text, base.text).href, at }];
  }

  function joined(
    node: Node,
    texts: readonly string[],
    parts: (IdentifierValue | undefined)[][],
  ): IdentifierValue | undefined {
    const filled = parts.map(only);
    const settings = new Set(filled.flatMap((found) => found?.setting ?? []));
    const [setting] = settings;
    if (settings.size > 1 || filled.includes(undefined)) return undefined;
    const text = texts.map((before, index) => before + textOf(filled[index])).join('');
    return { text, ...(setting === undefined ? {} : { setting }), at: graph.place(node) };
  }

  return { identifiers };
}

const textOf = (value: IdentifierValue | undefined): string =>
  value?.text ?? (value?.setting === undefined ? '' : '\u0000');

function only(values: (IdentifierValue | undefined)[]): IdentifierValue | undefined {
  return values.length === 1 && values[0]?.isFallback !== true ? values[0] : undefined;
}
