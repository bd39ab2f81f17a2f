/** Questions about functions of the project: which role they have, what they return, what they compare, whom they call. */
import type { FunctionRef, ObjectView, RoleFunction } from '../../context.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Place } from '../../finding.ts';
import type { RoleRow } from '../../models/model.ts';
import { type Fn, fnNode, functionAt, type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import { createComparisons } from './comparisons.ts';
import { createObjectViews } from '../evaluate/object-views.ts';
import type { Linked } from '../link/links.ts';

interface FunctionsInput {
  graph: Graph;
  linked: Linked;
  selected: readonly LoadedFile[];
}

export interface Functions {
  functions(role: RoleRow['role']): RoleFunction[];
  /** The innermost function around the place that a library calls in a known role. */
  roleAround(place: Place): RoleFunction | undefined;
  /** The function and every function of the project that it calls, a few calls deep. */
  reach(fn: FunctionRef): FunctionRef[];
  /** True when the function, or one that it calls, compares something named so. */
  comparesNamed(fn: FunctionRef, name: RegExp): boolean;
  /** True when the function, or one that it calls, reads something named so. */
  mentions(fn: FunctionRef, name: RegExp, of?: 'members'): boolean;
  /** True when the function, or one that it calls, leaves when a comparison of something named so fails. */
  guardsNamed(fn: FunctionRef, name: RegExp): boolean;
  /** The objects that the function returns. */
  returnedObjects(fn: FunctionRef): ObjectView[];
  /** The object literal that the value is. */
  objectView(node: Node): ObjectView;
  /** The innermost function that holds the place of the value. */
  functionHolding(node: Node): FunctionRef | undefined;
  /** Both functions around the value: the innermost that has a name, and the innermost. */
  around(node: Node): { within?: FunctionRef; inside?: FunctionRef };
  fnOf(ref: FunctionRef): Fn | undefined;
  refOf(fn: Fn): FunctionRef;
  /** True when an argument of the call in the function is named so. */
  handsNamed(fn: Fn, call: number, name: RegExp): boolean;
  /** True when the function itself compares something named so. */
  comparesHere(fn: FunctionRef, name: RegExp, except?: string): boolean;
}

const maxCalls = 5;
/** Answers about functions of the linked program. */
export function createFunctions({ graph, linked, selected }: FunctionsInput): Functions {
  const refOf = (fn: Fn): FunctionRef => ({
    id: fnNode(fn),
    name: fn.fact.name,
    at: {
      file: fn.file.path,
      start: fn.fact.nameEnd > fn.fact.nameStart ? fn.fact.nameStart : fn.fact.start,
      end: fn.fact.nameEnd > fn.fact.nameStart ? fn.fact.nameEnd : fn.fact.start + 1,
    },
  });
  const fnOf = (ref: FunctionRef): Fn | undefined => {
    const value = graph.value(ref.id);
    return value.kind === 'function' ? functionAt(graph.fileOf(ref.id), value.fn) : undefined;
  };
  const reachMemo = new Map<Node, Fn[]>();

  const objectView = createObjectViews(graph);
  const comparisons = createComparisons({ fnOf, reachable });

  function functions(role: RoleRow['role']): RoleFunction[] {
    const found: RoleFunction[] = [];
    for (const file of selected) {
      file.facts.functions.forEach((fact, id) => {
        const usages = linked.usages(nodeOf(file, fact.value));
        if (usages.length === 0) return;
        const fn = { file, id, fact };
        const row = usages.flatMap((u) => u.states.flatMap((s) => s.roles)).find((r) => r.role === role);
        if (row) found.push({ row, fn: refOf(fn), at: refOf(fn).at });
      });
    }
    return found;
  }

  function roleAround({ file: path, start, end }: Place): RoleFunction | undefined {
    const file = graph.file(path);
    if (!file) return undefined;
    const around = file.facts.functions
      .map((fact, id) => ({ file, id, fact }))
      .filter(({ fact }) => fact.start <= start && fact.end >= end)
      .sort((a, b) => b.fact.start - a.fact.start);
    for (const fn of around) {
      const [row] = linked.usages(fnNode(fn)).flatMap((u) => u.states.flatMap((s) => s.roles));
      if (row) return { row, fn: refOf(fn), at: refOf(fn).at };
    }
    return undefined;
  }

  function reachable(start: Fn): Fn[] {
    const known = reachMemo.get(fnNode(start));
    if (known) return known;
    const seen = new Map<Node, Fn>([[fnNode(start), start]]);
    let border = [start];
    for (let depth = 0; depth < maxCalls && border.length > 0; depth++) {
      const next: Fn[] = [];
      for (const fn of border) {
        for (const id of callsWithin(fn.file.facts, fn.fact)) {
          for (const target of targetsOf(nodeOf(fn.file, id))) {
            if (seen.has(fnNode(target))) continue;
            seen.set(fnNode(target), target);
            next.push(target);
          }
        }
      }
      border = next;
    }
    const all = [...seen.values()];
    reachMemo.set(fnNode(start), all);
    return all;
  }

  // `return (args) => callback(args)`: who calls the function that makes it says what the callback is.
  function targetsOf(call: Node): readonly Fn[] {
    const found = linked.targets(call);
    const value = graph.value(call);
    if (!found.isUnresolved || value.kind !== 'call') return found.functions;
    const callee = graph.value(graph.sibling(call, value.callee));
    if (callee.kind !== 'param') return found.functions;
    linked.link([graph.fileOf(call)]);
    linked.bringImporters(graph.fileOf(call));
    return linked.targets(call).functions;
  }

  function returnedObjects(ref: FunctionRef): ObjectView[] {
    const fn = fnOf(ref);
    if (!fn) return [];
    return fn.fact.returns.flatMap((r) =>
      linked.resolve.origins(nodeOf(fn.file, r.value)).flatMap((origin): ObjectView[] => {
        return origin.kind === 'value' && graph.value(origin.node).kind === 'object' ? [objectView(origin.node)] : [];
      }),
    );
  }

  function functionHolding(node: Node): FunctionRef | undefined {
    let fn = functionAt(graph.fileOf(node), graph.value(node).owner);
    // A callback inside a function (`.then(r => …)`) is looked at as part of it.
    while (fn && !fn.fact.name && fn.fact.parent >= 0) fn = functionAt(fn.file, fn.fact.parent);
    return fn && refOf(fn);
  }

  function around(node: Node): { within?: FunctionRef; inside?: FunctionRef } {
    const fn = functionAt(graph.fileOf(node), graph.value(node).owner);
    const within = functionHolding(node);
    return { ...(within ? { within } : {}), ...(fn ? { inside: refOf(fn) } : {}) };
  }

  return {
    around,
    functions,
    roleAround,
    reach: (ref) => {
      const fn = fnOf(ref);
      return fn ? reachable(fn).map(refOf) : [];
    },
    ...comparisons,
    objectView,
    returnedObjects,
    functionHolding,
    fnOf,
    refOf,
  };
}
