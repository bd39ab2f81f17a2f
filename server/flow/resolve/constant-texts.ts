/** The constant text of a value, as a whole, as the name of a field, or as a command line has it. */
import { importTarget } from '../modules/exports.ts';
import { type Graph, type Node, peeled } from '../graph.ts';
import type { Origin } from '../origin.ts';

/** Readers of constant texts over what values can be. */
export function createConstantTexts(graph: Graph, origins: (node: Node) => Origin[]) {
  function text(node: Node): string | undefined {
    const found = origins(node);
    const [only] = found;
    if (found.length !== 1 || only?.kind !== 'value') return undefined;
    const value = graph.value(only.node);
    if (value.kind === 'literal' && typeof value.value === 'string') return value.value;
    if (value.kind === 'template' && value.parts.length === 0) return value.texts.join('');
    return undefined;
  }

  function key(node: Node): string | undefined {
    const [only, ...others] = origins(node);
    const value = only?.kind === 'value' && others.length === 0 ? graph.value(only.node) : undefined;
    if (value?.kind === 'literal' && typeof value.value === 'number') return String(value.value);
    return text(node) ?? symbol(node, 0);
  }

  // `request[CONTEXT]` with `const CONTEXT = Symbol('context')`: a field that no text names.
  function symbol(from: Node, depth: number): string | undefined {
    const node = peeled(graph, from);
    const value = graph.value(node);
    if (depth > 4) return undefined;
    if (value.kind === 'import') {
      const target = importTarget(graph, node);
      return target?.kind === 'value' ? symbol(target.node, depth + 1) : undefined;
    }
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    const base = callee?.kind === 'member' ? graph.value(graph.sibling(node, callee.base)) : callee;
    // By its place and not by its number, which depends on the order in which files are read.
    return base?.kind === 'global' && base.name === 'Symbol'
      ? `@@${graph.fileOf(node).path}:${value.start}`
      : undefined;
  }

  // `auth token ${flags}`, `['auth', 'token', ...flags]` as a command line has it: `\u0000` where it is not constant.
  function lineText(node: Node): string | undefined {
    const [only, ...others] = origins(node);
    const value = only?.kind === 'value' && others.length === 0 ? graph.value(only.node) : undefined;
    if (value?.kind === 'template') return value.texts.join('\u0000');
    if (only?.kind !== 'value') return undefined;
    // `{ cmd: ['sh', '-c', line] }`
    const started = value?.kind === 'object' ? value.properties.find((p) => /^[cC]md$/.test(p.name ?? '')) : undefined;
    if (started && started.kind === 'value') return lineText(graph.sibling(only.node, started.value));
    if (value?.kind !== 'array') return undefined;
    return value.elements
      .map((e) => (e.isSpread ? undefined : text(graph.sibling(only.node, e.value))) ?? '\u0000')
      .join(' ');
  }

  return { text, key, lineText };
}
