/** Expressions of the program that mean the same at another place, so that an edit may repeat them. */
import type { Place } from '../../finding.ts';
import { moduleLevel, type Value } from '../../facts/facts.ts';
import type { Graph, LoadedFile, Node } from '../graph.ts';
import { hasComment } from './source-text.ts';

interface Written {
  file: LoadedFile;
  start: number;
  end: number;
  value: Node;
}

/** A reader of repeatable expressions. */
export function createCode(graph: Graph, textOf: (file: string) => string) {
  /** The expression as written, when every name in it means the same at `near`. */
  function codeAt(written: Written, near: Place): string | undefined {
    const { file, start, end, value } = written;
    const text = textOf(file.path).slice(start, end);
    const isShort =
      text.length > 0 && text.length <= 120 && !text.includes('\n') && !hasComment(text.replace(/:\/\//g, ''));
    if (!isShort || file.path !== near.file) return undefined;
    return isRepeatable(value, written, functionAround(file, near), 0) ? text : undefined;
  }

  function isRepeatable(node: Node, span: Written, target: number, depth: number): boolean {
    const value = graph.value(node);
    if (depth > 12) return false;
    if (value.start < span.start || value.end > span.end)
      return isVisible(value, target) && !isShadowed(value, span, target);
    const parts = partsOf(value);
    return parts !== undefined && parts.every((id) => isRepeatable(graph.sibling(node, id), span, target, depth + 1));
  }

  // Names of the module are seen everywhere in it, parameters in their own function; a local name may be out of its block.
  function isVisible(value: Value, target: number): boolean {
    if (value.kind === 'param') return value.fn === target;
    return value.kind === 'global' || value.owner === moduleLevel;
  }

  function isShadowed(value: Value, { file }: Written, target: number): boolean {
    if (!('name' in value) || value.kind === 'param') return false;
    const fn = file.facts.functions[target];
    return (
      fn?.params.some((id) => {
        const param = file.facts.values[id];
        return param?.kind === 'param' && param.name === value.name;
      }) === true
    );
  }

  /** The innermost function that holds the place. */
  function functionAround(file: LoadedFile, { start, end }: Place): number {
    let found = moduleLevel;
    file.facts.functions.forEach((fn, id) => {
      const best = file.facts.functions[found];
      if (fn.start <= start && fn.end >= end && (!best || fn.start >= best.start)) found = id;
    });
    return found;
  }

  return { codeAt };
}

export type Code = ReturnType<typeof createCode>;

// The values that an expression is made of; undefined where repeating it could do or mean something else.
function partsOf(value: Value): number[] | undefined {
  switch (value.kind) {
    case 'literal':
    case 'regex':
    case 'global':
    case 'import':
    case 'variable':
      return [];
    case 'member':
      return [value.base];
    case 'cast':
      return [value.value];
    case 'logical':
    case 'binary':
      return [value.left, value.right];
    case 'template':
      return value.parts;
    case 'array':
      return value.elements.map((element) => element.value);
    case 'object':
      return value.properties.every((p) => p.kind === 'value' || p.kind === 'spread')
        ? value.properties.map((p) => p.value)
        : undefined;
    case 'call':
      return [value.callee, ...value.args.map((arg) => arg.value)];
    default:
      return undefined;
  }
}
