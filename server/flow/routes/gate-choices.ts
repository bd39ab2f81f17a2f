/** Middleware of which a setting takes one of two: `settings.token ? requireToken(settings.token) : (req, res, next) => next()`. */
import type { Place } from '../../finding.ts';
import { type Graph, type Node, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { createSettings } from './settings.ts';

/** What stands there where nobody has set anything, and what stands there where somebody has. */
export interface GateChoice {
  without: Node;
  given: Node;
  setting: Place;
}

/** Answers about values that a setting decides. */
export function createGateChoices({ graph, linked }: { graph: Graph; linked: Linked }) {
  const { isSetting } = createSettings(graph, linked);

  function choiceAt(item: Node): GateChoice | undefined {
    const [exported] = linked.exporter(item);
    const node = peeled(graph, exported ?? item);
    const value = graph.value(node);
    if (value.kind !== 'conditional') return undefined;
    const [test, yes, no] = [value.test, value.whenTrue, value.whenFalse].map((id) => graph.sibling(node, id));
    if (test === undefined || yes === undefined || no === undefined) return undefined;
    const isTrue = whenUnset(test);
    if (isTrue === undefined) return undefined;
    return { without: isTrue ? yes : no, given: isTrue ? no : yes, setting: graph.place(test) };
  }

  /** What the test says where the setting that it asks for is missing; undefined where it asks for none. */
  function whenUnset(test: Node): boolean | undefined {
    const value = graph.value(test);
    if (isSetting(test)) return false;
    if (value.kind === 'unary' && value.op === '!') {
      const inner = whenUnset(graph.sibling(test, value.value));
      return inner === undefined ? undefined : !inner;
    }
    if (value.kind !== 'binary' || !/^[!=]==?$/.test(value.op) || !isSetting(graph.sibling(test, value.left)))
      return undefined;
    const other = graph.value(graph.sibling(test, value.right));
    const isNothing = other.kind === 'literal' ? other.value === undefined : other.kind === 'global';
    return other.kind === 'literal' || isNothing ? value.op.startsWith('=') === isNothing : undefined;
  }

  return { choiceAt };
}
