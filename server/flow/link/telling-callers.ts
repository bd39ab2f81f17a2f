/** Who calls a function, as far as it says something of the program. */
import { type Fn, fnNode, type Graph, type Node } from '../graph.ts';
import type { Linked } from './links.ts';

/** The calls of a function that say something of the program: those in tests only when it is tested code's own. */
export function tellingCallers(
  graph: Graph,
  linked: Linked,
  fn: Fn,
  isTest: (path: string) => boolean,
): readonly Node[] {
  const all = linked.callers(fnNode(fn));
  return isTest(fn.file.path) ? all : all.filter((call) => !isTest(graph.fileOf(call).path));
}
