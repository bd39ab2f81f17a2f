/** What guards prove: a value that the program refuses to go on without is there. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { Value } from '../../facts/facts.ts';
import { type Graph, idOf, type Node, nodeOf } from '../graph.ts';

/** Returns the questions about guards. */
export function createGuards(graph: Graph) {
  // `if (!audience) throw …` anywhere in the file proves the binding from there on; order is the author's business.
  function isGuarded(node: Node): boolean {
    const file = graph.fileOf(node);
    return file.facts.guards.some(
      (guard) =>
        (guard.thenExit === 'throw' || guard.thenExit === 'return') && deniesMissing(nodeOf(file, guard.test), node),
    );
  }

  // `required.filter((name) => !process.env[name])` and a throw: each name on the list is there afterwards.
  function isRequired(node: Node, name: string): boolean {
    const { facts } = graph.fileOf(node);
    return (
      facts.guards.some((guard) => guard.thenExit === 'throw') &&
      valuesOf(facts, 'array').some(([value]) => value.elements.some((e) => isText(facts.values[e.value], name))) &&
      valuesOf(facts, 'element').some(([value]) => isEnvironmentMember(facts.values[value.base]))
    );
  }

  function deniesMissing(test: Node, wanted: Node): boolean {
    const value = graph.value(test);
    if (value.kind === 'unary' && value.op === '!') return isSame(graph.sibling(test, value.value), wanted);
    if (value.kind === 'logical' && value.op === '||') {
      return (
        deniesMissing(graph.sibling(test, value.left), wanted) ||
        deniesMissing(graph.sibling(test, value.right), wanted)
      );
    }
    if (value.kind === 'binary' && (value.op === '===' || value.op === '==')) {
      const right = graph.value(graph.sibling(test, value.right));
      const isNothing =
        (right.kind === 'literal' && (right.value === undefined || right.value === null || right.value === '')) ||
        (right.kind === 'global' && right.name === 'undefined');
      return isNothing && isSame(graph.sibling(test, value.left), wanted);
    }
    return false;
  }

  function isSame(a: Node, b: Node): boolean {
    if (a === b) return true;
    const left = graph.value(a);
    const right = graph.value(b);
    if (left.kind === 'this' && right.kind === 'this') return left.cls !== undefined && left.cls === right.cls;
    if (left.kind === 'cast') return isSame(graph.sibling(a, left.value), b);
    if (left.kind === 'member' && right.kind === 'member') {
      return left.name === right.name && isSame(graph.sibling(a, left.base), graph.sibling(b, right.base));
    }
    if (right.kind === 'variable') return right.values.some((id) => id === idOf(a));
    return left.kind === 'global' && right.kind === 'global' && left.name === right.name;
  }

  return { isGuarded, isRequired };
}

function isText(value: Value | undefined, text: string): boolean {
  return value?.kind === 'literal' && value.value === text;
}

function isEnvironmentMember(value: Value | undefined): boolean {
  return value?.kind === 'member' && value.name === 'env';
}
