/** What a call runs: functions and constructors of the project, and what a library offers. */
import type { createClasses } from './classes.ts';
import type { Fn, Graph, Node } from '../graph.ts';
import { createNodeMap } from '../node-map.ts';
import type { Api, Origin } from '../origin.ts';
import type { Resolve } from '../resolve/resolve.ts';

export interface Targets {
  functions: readonly Fn[];
  /** Classes that the call constructs. */
  classes: readonly Node[];
  apis: readonly Api[];
  /** True when some origin of the callee could not be seen. */
  isUnresolved: boolean;
}

interface Found {
  functions: Fn[];
  classes: Node[];
  apis: Api[];
  isUnresolved: boolean;
}

// Every call has an answer of its own, and most of it is empty.
const nothing: readonly never[] = [];

/** Returns what calls run; an answer is kept until `forgetOpen`, or for good once no further caller can add to it. */
export function createTargets(graph: Graph, resolve: Resolve, classes: ReturnType<typeof createClasses>) {
  const targetMemo = createNodeMap<Targets>(graph);
  const openCalls = new Set<Node>();

  function targets(call: Node): Targets {
    const known = targetMemo.get(call);
    if (known) return known;
    const value = graph.value(call);
    const found: Found = { functions: [], classes: [], apis: [], isUnresolved: false };
    if (value.kind !== 'call') return found;
    for (const origin of resolve.origins(graph.sibling(call, value.callee)))
      addTarget(found, call, origin, value.isNew === true);
    const { functions, classes: made, apis, isUnresolved } = found;
    const said = { functions: kept(functions), classes: kept(made), apis: kept(apis), isUnresolved };
    targetMemo.set(call, said);
    if (!resolve.isSettled(graph.sibling(call, value.callee))) openCalls.add(call);
    return said;
  }

  function addTarget(found: Found, call: Node, origin: Origin, isNew: boolean): void {
    switch (origin.kind) {
      case 'function':
        found.functions.push(origin.fn);
        break;
      case 'class': {
        found.classes.push(origin.node);
        const ctor = classes.constructorOf(origin.node);
        if (ctor) found.functions.push(ctor);
        const parent = isNew ? classes.apiParent(origin.node) : undefined;
        if (parent) found.apis.push(parent);
        break;
      }
      case 'instance': {
        // `super(…)` inside a constructor.
        const parent = classes.parent(origin.node);
        const ctor = parent === undefined ? undefined : classes.constructorOf(parent);
        if (ctor) found.functions.push(ctor);
        const library = parent === undefined ? classes.apiParent(origin.node) : undefined;
        if (library) found.apis.push(library);
        break;
      }
      case 'api':
        found.apis.push({ ...origin.api, states: resolve.calleeStates(call, origin.api) });
        break;
      default:
        found.isUnresolved = true;
    }
  }

  function forgetOpen(): void {
    for (const call of openCalls) targetMemo.delete(call);
    openCalls.clear();
  }

  return { targets, forgetOpen };
}

// A list that grew has room for more; what is kept needs none.
function kept<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? nothing : list.slice();
}
