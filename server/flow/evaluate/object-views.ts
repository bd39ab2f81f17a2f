/** Object literals as rules see them: their names, whether more may be in them, and which values are computed. */
import type { ObjectView } from '../../context.ts';
import type { Graph, Node } from '../graph.ts';

/** Returns the view of the object literal that a value is. */
export function createObjectViews(graph: Graph) {
  function objectView(node: Node): ObjectView {
    const value = graph.value(node);
    const properties = value.kind === 'object' ? value.properties : [];
    return {
      at: graph.place(node),
      names: properties.flatMap((p) => (p.name === undefined ? [] : [p.name])),
      isOpen: properties.some((p) => p.kind === 'spread' || p.name === undefined),
      computed: properties.flatMap((p) =>
        p.name !== undefined && !isConstant(graph.sibling(node, p.value), 0) ? [p.name] : [],
      ),
    };
  }

  // Literals, `Date.now() + …` and constants of the module: nothing that comes out of the token.
  function isConstant(node: Node, depth: number): boolean {
    if (depth > 8) return false;
    const value = graph.value(node);
    const onward = (id: number): boolean => isConstant(graph.sibling(node, id), depth + 1);
    switch (value.kind) {
      case 'literal':
      case 'global':
      case 'regex':
        return true;
      case 'array':
        return value.elements.every((e) => onward(e.value));
      case 'object':
        return value.properties.every((p) => p.name !== undefined && onward(p.value));
      case 'binary':
        return onward(value.left) && onward(value.right);
      case 'template':
        return value.parts.every(onward);
      case 'member':
        return onward(value.base);
      case 'variable':
        return value.values.length > 0 && value.values.every(onward);
      case 'call':
        return onward(value.callee) && value.args.every((a) => onward(a.value));
      case 'logical':
        return onward(value.left) && onward(value.right);
      case 'cast':
        return onward(value.value);
      default:
        return false;
    }
  }

  return objectView;
}
