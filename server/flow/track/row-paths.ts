/** Paths of propagator rows at a call: which field of what goes in a row takes, and where what comes out is put. */
import { argumentAt, lastArgument } from '../link/arguments.ts';
import type { CompiledPropagator } from '../../models/catalog.ts';
import type { PathToken } from '../../models/model.ts';
import { matchesIndex } from '../../models/states.ts';
import { anyField, called, element, type FieldPath, taken, under } from '../field-path.ts';
import type { Graph, Node } from '../graph.ts';
import type { Resolve } from '../resolve/resolve.ts';

/** Readers of the paths of rows at calls. */
export function createRowPaths(graph: Graph, resolve: Resolve) {
  function inputOf(
    row: CompiledPropagator,
    call: Node,
    index: number | 'this',
    path: FieldPath,
  ): FieldPath | undefined {
    const [head, ...tokens] = row.from;
    const value = graph.value(call);
    if (head?.kind !== 'argument' || value.kind !== 'call' || !matchesIndex(head.index, index, value.args.length))
      return undefined;
    return consume(tokens, call, path);
  }

  function consume(tokens: PathToken[], call: Node, path: FieldPath): FieldPath | undefined {
    let rest: FieldPath | undefined = path;
    for (const token of tokens) {
      if (rest === undefined) return undefined;
      if (token.kind === 'return') rest = taken(rest, called);
      else if (token.kind === 'member' && token.names === '*') rest = anyField(rest);
      else {
        const from: FieldPath = rest;
        rest = fieldsOf(token, call)
          .map((name) => taken(from, name))
          .find((found) => found !== undefined);
      }
    }
    return rest;
  }

  function fieldsOf(token: PathToken, call: Node): string[] {
    if (token.kind === 'element') return [element];
    if (token.kind === 'member') return token.names === '*' ? [element] : token.names;
    if (token.kind === 'key') return [keyText(call, token.argument) ?? element];
    return [];
  }

  function keyText(call: Node, index: number): string | undefined {
    const passed = argumentAt(graph, call, index);
    return passed.kind === 'value' ? resolve.key(passed.node) : undefined;
  }

  /** Where the row puts what lies at the path; `nameOf` knows names of keys that are no constant text. */
  function prefix(
    tokens: PathToken[],
    call: Node,
    path: FieldPath,
    nameOf: (key: Node) => string | undefined = () => undefined,
  ): FieldPath | undefined {
    let full: FieldPath | undefined = path;
    for (const token of tokens.toReversed()) {
      if (full === undefined) return undefined;
      const passed = token.kind === 'key' ? argumentAt(graph, call, token.argument) : undefined;
      const known = passed?.kind === 'value' ? nameOf(passed.node) : undefined;
      full = token.kind === 'return' ? under(called, full) : under(known ?? fieldsOf(token, call)[0] ?? element, full);
    }
    return full;
  }

  function argumentNodes(call: Node, token: PathToken & { kind: 'argument' }): Node[] {
    const value = graph.value(call);
    if (value.kind !== 'call') return [];
    if (token.index === 'this') {
      const callee = graph.value(graph.sibling(call, value.callee));
      return callee.kind === 'member' ? [graph.sibling(call, callee.base)] : [];
    }
    const last = lastArgument(graph.fileOf(call).facts.values, value.args);
    return value.args.flatMap((arg, i) =>
      matchesIndex(token.index, i, value.args.length, last) ? [graph.sibling(call, arg.value)] : [],
    );
  }

  return { inputOf, keyText, prefix, argumentNodes };
}
