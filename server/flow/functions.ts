/** Questions about functions of the project: which role they have, what they return, what they compare, whom they call. */
import type { FunctionRef, ObjectView, RoleFunction } from '../context.ts';
import type { Value } from '../facts/facts.ts';
import type { Place } from '../finding.ts';
import type { RoleRow } from '../models/model.ts';
import { type Fn, fnNode, functionAt, type Graph, type LoadedFile, type Node, nodeOf } from './graph.ts';
import type { Linked } from './links.ts';

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
  mentions(fn: FunctionRef, name: RegExp): boolean;
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
  comparesHere(fn: FunctionRef, name: RegExp): boolean;
}

const maxCalls = 5;
const comparisons = /^(===|!==|==|!=)$/;
const membership = /^(includes|has|some|every|indexOf|find|test|equals?|match|startsWith)$/;

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

  function functions(role: RoleRow['role']): RoleFunction[] {
    const found: RoleFunction[] = [];
    for (const file of selected) {
      file.facts.functions.forEach((fact, id) => {
        const fn = { file, id, fact };
        const row = linked
          .usages(fnNode(fn))
          .flatMap((u) => u.states.flatMap((s) => s.roles))
          .find((r) => r.role === role);
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

  function inside(fn: Fn, value: Value): boolean {
    return value.start >= fn.fact.start && value.end <= fn.fact.end;
  }

  function reachable(start: Fn): Fn[] {
    const known = reachMemo.get(fnNode(start));
    if (known) return known;
    const seen = new Map<Node, Fn>([[fnNode(start), start]]);
    let border = [start];
    for (let depth = 0; depth < maxCalls && border.length > 0; depth++) {
      const next: Fn[] = [];
      for (const fn of border) {
        for (const id of fn.file.facts.calls) {
          const call = fn.file.facts.values[id];
          if (!call || !inside(fn, call)) continue;
          for (const target of linked.targets(nodeOf(fn.file, id)).functions) {
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

  function some(ref: FunctionRef, wanted: (fn: Fn, value: Value) => boolean): boolean {
    const start = fnOf(ref);
    if (!start) return false;
    return reachable(start).some((fn) => fn.file.facts.values.some((value) => inside(fn, value) && wanted(fn, value)));
  }

  function nameOf(fn: Fn, id: number | undefined, depth = 0): string {
    const value = id === undefined ? undefined : fn.file.facts.values[id];
    if (!value || depth > 6) return '';
    if (value.kind === 'member') return `${value.name} ${nameOf(fn, value.base, depth + 1)}`;
    if (value.kind === 'variable')
      return `${value.name} ${value.values.map((v) => nameOf(fn, v, depth + 1)).join(' ')}`;
    if (value.kind === 'param' || value.kind === 'import') return value.name;
    if (value.kind === 'call') return nameOf(fn, value.callee, depth + 1);
    if (value.kind === 'logical') return `${nameOf(fn, value.left, depth + 1)} ${nameOf(fn, value.right, depth + 1)}`;
    if (value.kind === 'array') return value.elements.map((e) => nameOf(fn, e.value, depth + 1)).join(' ');
    if (value.kind === 'cast' || value.kind === 'await') return nameOf(fn, value.value, depth + 1);
    if (value.kind === 'conditional')
      return `${nameOf(fn, value.whenTrue, depth + 1)} ${nameOf(fn, value.whenFalse, depth + 1)}`;
    return '';
  }

  function comparesNamed(ref: FunctionRef, name: RegExp): boolean {
    return some(ref, (fn, value) => isComparison(fn, value, name));
  }

  function handsNamed(fn: Fn, call: number, name: RegExp): boolean {
    const value = fn.file.facts.values[call];
    return value?.kind === 'call' && value.args.some((arg) => name.test(nameOf(fn, arg.value)));
  }

  function comparesHere(ref: FunctionRef, name: RegExp): boolean {
    const fn = fnOf(ref);
    return fn !== undefined && fn.file.facts.values.some((value) => inside(fn, value) && isComparison(fn, value, name));
  }

  function isComparison(fn: Fn, value: Value, name: RegExp): boolean {
    if (value.kind === 'binary' && comparisons.test(value.op)) {
      if (isNothing(fn, value.left) || isNothing(fn, value.right)) return false;
      return name.test(nameOf(fn, value.left)) || name.test(nameOf(fn, value.right));
    }
    if (value.kind !== 'call') return false;
    const callee = fn.file.facts.values[value.callee];
    if (callee?.kind === 'member' && membership.test(callee.name)) {
      return name.test(nameOf(fn, callee.base)) || value.args.some((a) => name.test(nameOf(fn, a.value)));
    }
    return (
      callee !== undefined &&
      /check|validate|verify|assert|match/i.test(nameOf(fn, value.callee)) &&
      name.test(nameOf(fn, value.callee))
    );
  }

  function isNothing(fn: Fn, id: number): boolean {
    const value = fn.file.facts.values[id];
    if (value?.kind === 'literal')
      return (
        value.value === undefined ||
        value.value === null ||
        ['string', 'object', 'undefined'].includes(String(value.value))
      );
    return value?.kind === 'unary' || (value?.kind === 'global' && value.name === 'undefined');
  }

  function guardsNamed(ref: FunctionRef, name: RegExp): boolean {
    const start = fnOf(ref);
    if (!start) return false;
    return reachable(start).some((fn) => {
      const { facts } = fn.file;
      const isIn = (v: { start: number; end: number }): boolean => v.start >= fn.fact.start && v.end <= fn.fact.end;
      const tests = facts.guards
        .filter((g) => isIn(g) && (g.thenExit !== undefined || g.elseExit !== undefined))
        .map((g) => g.test);
      return [...tests, ...fn.fact.returns.map((r) => r.value)].some((id) => comparesIn(fn, id, name, 0));
    });
  }

  function comparesIn(fn: Fn, id: number, name: RegExp, depth: number): boolean {
    const value = fn.file.facts.values[id];
    if (!value || depth > 12) return false;
    const onward = (next: number): boolean => comparesIn(fn, next, name, depth + 1);
    if (isComparison(fn, value, name)) return true;
    if (value.kind === 'logical' || value.kind === 'binary') return onward(value.left) || onward(value.right);
    if (value.kind === 'unary') return onward(value.value);
    if (value.kind === 'variable') return value.values.some(onward);
    return false;
  }

  function mentions(ref: FunctionRef, name: RegExp): boolean {
    return some(ref, (fn, value) => {
      if (value.kind === 'member' || value.kind === 'variable') return name.test(value.name);
      const read = value.kind === 'call' ? headerRead(fn, value) : undefined;
      return read !== undefined && name.test(read);
    });
  }

  // `req.header('x-auth-token')`, `request.headers.get('authorization')`
  function headerRead(fn: Fn, { callee, args: [first] }: Value & { kind: 'call' }): string | undefined {
    const method = fn.file.facts.values[callee];
    const name = first && fn.file.facts.values[first.value];
    const isReading = method?.kind === 'member' && /^(get|header|getHeader)$/.test(method.name);
    return isReading && name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined;
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
      default:
        return false;
    }
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
    comparesNamed,
    guardsNamed,
    objectView,
    mentions,
    returnedObjects,
    functionHolding,
    fnOf,
    refOf,
    handsNamed,
    comparesHere,
  };
}
