/** Where a value was made: backward through names, files, fields, parameters and results to the expressions themselves. */
import { argumentAt } from '../link/arguments.ts';
import { alternatives } from '../../facts/backward.ts';
import { type Fn, functionAt, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from '../evaluate/options.ts';
import { tellingCallers } from '../link/telling-callers.ts';

export interface Definitions {
  /** The expressions that make the value; one that cannot be looked behind stands for itself. */
  of(node: Node): Node[];
}

const maxDepth = 24;

interface DefinitionsInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  isTest(path: string): boolean;
}

/** A reader of definitions over the linked program. */
export function createDefinitions({ graph, linked, options, isTest }: DefinitionsInput): Definitions {
  const memo = new Map<Node, Node[]>();

  function of(node: Node): Node[] {
    let found = memo.get(node);
    if (!found) memo.set(node, (found = [...new Set(visit(node, new Set(), 0))]));
    return found;
  }

  function visit(node: Node, seen: Set<Node>, depth: number): Node[] {
    if (seen.has(node) || depth > maxDepth) return [];
    seen.add(node);
    const behind = look(node).filter((next) => next !== node);
    if (behind.length === 0) return [node];
    return behind.flatMap((next) => visit(next, seen, depth + 1));
  }

  // What stands one step behind the value; nothing where it is made.
  function look(node: Node): Node[] {
    const value = graph.value(node);
    const at = (id: number): Node => graph.sibling(node, id);
    switch (value.kind) {
      case 'import':
        return [...linked.exporter(node)];
      case 'param':
        return fromCallers(node, functionAt(graph.fileOf(node), value.fn), value.index);
      case 'member':
        return ofMember(node, at(value.base), value.name);
      case 'call':
        return value.isNew ? [] : ofCall(node);
      default:
        return alternatives(value).map(at);
    }
  }

  function fromCallers(node: Node, fn: Fn | undefined, index: number): Node[] {
    const calls = fn ? tellingCallers(graph, linked, fn, isTest) : [];
    return calls.map((call) => {
      const passed = argumentAt(graph, call, index);
      return passed.kind === 'value' ? passed.node : node;
    });
  }

  function ofMember(node: Node, base: Node, name: string): Node[] {
    const value = graph.value(base);
    if (value.kind === 'this' && value.cls !== undefined) return ofField(base, value.cls, name);
    const exported = linked.exporter(node);
    if (exported.length > 0) return [...exported];
    const slots = options.within([{ kind: 'value', node: base }], [{ kind: 'member', names: [name] }]);
    return slots.every((slot) => slot.kind === 'value') ? slots.map((slot) => slot.node) : [];
  }

  // What a class keeps under a name: its initial value, and whatever its methods store there.
  function ofField(self: Node, cls: number, name: string): Node[] {
    const { facts } = graph.fileOf(self);
    const fact = facts.classes[cls];
    const initial = fact?.members.find((m) => m.name === name && m.kind === 'field')?.value;
    const stored = facts.stores.filter((store) => {
      const base = facts.values[store.base];
      return store.name === name && base?.kind === 'this' && base.cls === cls;
    });
    return [...(initial === undefined ? [] : [initial]), ...stored.map((s) => s.value)].map((id) =>
      graph.sibling(self, id),
    );
  }

  function ofCall(call: Node): Node[] {
    const { functions } = linked.targets(call);
    return functions.flatMap((fn) => fn.fact.returns.map((r) => nodeOf(fn.file, r.value)));
  }

  return { of };
}
