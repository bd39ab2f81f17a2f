/** The texts and the sources of regular expressions that a value is held against, written as literals or put together of constants. */
import { calleeName, functionAt, type Graph, idOf, type Node, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** A text, or undefined for what cannot be told. */
type Text = string | undefined;

const ofElements = /^(some|every|find|findLast|filter|map|flatMap|forEach)$/;
const maxDepth = 8;

/** Returns the reader of such texts. */
export function createPatternTexts(graph: Graph, linked: Linked) {
  /** All that the value can be. */
  function textsOf(node: Node, depth = 0): Text[] {
    if (depth > maxDepth) return [undefined];
    const listed = elementsOf(node, depth);
    if (listed) return listed;
    const made = madeOf(node, depth);
    if (made) return made;
    return linked.resolve.origins(node).flatMap((origin) => {
      const found = origin.kind === 'value' ? origin.node : node;
      return madeOf(found, depth) ?? [textOf(found, depth)];
    });
  }

  // `blocked.some((word) => line.includes(word))`
  function elementsOf(node: Node, depth: number): Text[] | undefined {
    const value = graph.value(node);
    if (value.kind !== 'param' || value.index !== 0) return undefined;
    const file = graph.fileOf(node);
    const fn = functionAt(file, value.fn);
    const [handed] = fn ? linked.usesOf(nodeOf(file, fn.fact.value)) : [];
    if (handed?.kind !== 'argument' || !ofElements.test(calleeName(file, handed.call))) return undefined;
    const call = file.facts.values[handed.call];
    const callee = call?.kind === 'call' ? file.facts.values[call.callee] : undefined;
    return callee?.kind === 'member' ? listOf(nodeOf(file, callee.base), depth + 1) : undefined;
  }

  function listOf(list: Node, depth: number): Text[] {
    if (depth > maxDepth) return [undefined];
    const mapped = mappedBy(list);
    if (mapped) return mapped.flatMap((returned) => textsOf(returned, depth + 1));
    return linked.resolve.origins(list).flatMap((origin) => {
      const found = origin.kind === 'value' ? graph.value(origin.node) : undefined;
      if (origin.kind !== 'value' || found?.kind !== 'array') return [undefined];
      return found.elements.flatMap((each) => textsOf(graph.sibling(origin.node, each.value), depth + 1));
    });
  }

  // `words.map((word) => new RegExp(word))`
  function mappedBy(list: Node): Node[] | undefined {
    const made = peeled(graph, list);
    const call = graph.value(made);
    if (call.kind !== 'call' || calleeName(graph.fileOf(made), idOf(made)) !== 'map') return undefined;
    const [callback] = call.args;
    const origins = callback ? linked.resolve.origins(graph.sibling(made, callback.value)) : [];
    const returned = origins.flatMap((o) =>
      o.kind === 'function' ? o.fn.fact.returns.map((r) => nodeOf(o.fn.file, r.value)) : [],
    );
    return returned.length > 0 ? returned : undefined;
  }

  // `new RegExp(source, flags)`
  function madeOf(node: Node, depth: number): Text[] | undefined {
    const made = homeOf(node);
    const call = graph.value(made);
    const callee = call.kind === 'call' ? graph.value(graph.sibling(made, call.callee)) : undefined;
    if (call.kind !== 'call' || callee?.kind !== 'global' || callee.name !== 'RegExp') return undefined;
    const [source, flags] = call.args.map((arg) => graph.sibling(made, arg.value));
    if (source === undefined) return [undefined];
    const set = flags === undefined ? '' : textOf(flags, depth + 1);
    return textsOf(source, depth + 1).map((text) =>
      text === undefined || set === undefined ? undefined : line(text, set),
    );
  }

  // The expression behind a name, in this file or in the one that exports it.
  function homeOf(node: Node): Node {
    const own = peeled(graph, node);
    const [exported] = graph.value(own).kind === 'import' ? linked.exporter(own) : [];
    return exported === undefined ? own : peeled(graph, exported);
  }

  function textOf(node: Node, depth: number): Text {
    if (depth > maxDepth) return undefined;
    const value = graph.value(node);
    const part = (id: number): Text => {
      const [only, ...others] = textsOf(graph.sibling(node, id), depth + 1);
      return others.length === 0 ? only : undefined;
    };
    switch (value.kind) {
      case 'regex':
        return line(value.source, value.flags);
      case 'literal':
        return value.value === undefined || value.value === null ? undefined : String(value.value);
      case 'member':
        return value.name === 'source' && isPattern(graph.sibling(node, value.base)) ? part(value.base) : undefined;
      case 'template':
        return joined(
          value.texts.flatMap((text, at): Text[] => {
            const id = value.parts[at];
            return id === undefined ? [text] : [text, part(id)];
          }),
        );
      case 'binary':
        return value.op === '+' ? joined([part(value.left), part(value.right)]) : undefined;
      default:
        return undefined;
    }
  }

  function isPattern(node: Node): boolean {
    return linked.resolve.origins(node).every((o) => o.kind === 'value' && graph.value(o.node).kind === 'regex');
  }

  return { textsOf };
}

// Where `^` and `$` stand for each line, they hold nothing back.
function line(source: string, flags: string): string {
  return flags.includes('m') ? `(?:${source})` : source;
}

function joined(parts: Text[]): Text {
  return parts.includes(undefined) ? undefined : parts.join('');
}
