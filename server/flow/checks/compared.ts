/** How a comparison or a test looks at a value, and what it holds the value against. */
import { calleeName, type Graph, idOf, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { createPatternTexts } from './pattern-texts.ts';
import type { Looked } from '../track/tracked.ts';

/**
 * `equals`: another value; `listed`: the members of a list; `holds`, `starts`, `ends`: a part of its text; `matches`:
 * regular expressions. `against` are the texts or the sources of the expressions, undefined unless all are known.
 */
export interface Compared {
  how: 'equals' | 'listed' | 'holds' | 'starts' | 'ends' | 'matches';
  against: string[] | undefined;
  /** The property or the function by which the part that is looked at was taken out of the value; '' where none was. */
  part: string;
}

const byMethod: Partial<Record<string, Compared['how']>> = {
  includes: 'holds',
  indexOf: 'holds',
  startsWith: 'starts',
  endsWith: 'ends',
  match: 'matches',
};
const unchanged = /^(toString|toLowerCase|toUpperCase|trim|trimStart|trimEnd|normalize|String)$/;

/** Returns the reader of comparisons. */
export function createCompared(graph: Graph, linked: Linked) {
  const constants = createPatternTexts(graph, linked);

  /** The comparison that a use is; undefined where it is of no kind that is known. */
  function compared(node: Node, use: Looked['use']): Compared | undefined {
    const part = partOf(node, 0);
    const at = (id: number): Node => graph.sibling(node, id);
    if (use.kind === 'operand') {
      const value = graph.value(at(use.to));
      if (value.kind !== 'binary') return undefined;
      if (value.op === 'in') return { how: 'listed', against: undefined, part };
      const other = at(use.side === 'left' ? value.right : value.left);
      return /^[!=]==?$/.test(value.op) ? { how: 'equals', against: texts(other), part } : undefined;
    }
    const name = calleeName(graph.fileOf(node), use.call);
    const call = graph.value(at(use.call));
    if (call.kind !== 'call') return undefined;
    const [first] = call.args;
    if (use.kind === 'receiver') {
      const how = byMethod[name];
      return how && first && { how, against: texts(at(first.value)), part };
    }
    const callee = graph.value(at(call.callee));
    // Addresses are written with few characters.
    if (use.index === 0 && /^isIP(v[46])?$/.test(name)) return { how: 'listed', against: undefined, part };
    if (callee.kind !== 'member' || use.index !== 0) return undefined;
    if (name === 'test') return { how: 'matches', against: texts(at(callee.base)), part };
    return /^(includes|indexOf|has)$/.test(name) ? { how: 'listed', against: undefined, part } : undefined;
  }

  function texts(node: Node): string[] | undefined {
    const found = constants.textsOf(node);
    const known = found.filter((text) => text !== undefined);
    return known.length > 0 && known.length === found.length ? known : undefined;
  }

  // The last name by which something was taken, behind what leaves a text as it is.
  function partOf(node: Node, depth: number): string {
    const value = graph.value(node);
    if (depth > 8) return '';
    switch (value.kind) {
      case 'member':
        return value.name;
      case 'variable': {
        const [only, ...others] = value.values;
        return only === undefined || others.length > 0 ? '' : partOf(graph.sibling(node, only), depth + 1);
      }
      case 'call': {
        const name = calleeName(graph.fileOf(node), idOf(node));
        const callee = graph.value(graph.sibling(node, value.callee));
        if (!unchanged.test(name)) return name;
        return callee.kind === 'member' ? partOf(graph.sibling(node, callee.base), depth + 1) : '';
      }
      default:
        return '';
    }
  }

  return { compared };
}
