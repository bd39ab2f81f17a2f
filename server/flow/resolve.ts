/** Walks backward from a value to what it can be: through bindings, imports, calls, members and written types. */
import type { TypeRef, Value } from '../facts/facts.ts';
import type { Catalog } from '../models/catalog.ts';
import { close, none, type States, step, stepMember, withArguments } from '../models/states.ts';
import { importTarget, type Target } from './exports.ts';
import { type Fn, functionAt, type Graph, type Node, nodeOf } from './graph.ts';
import type { Links } from './links.ts';
import { createMembers } from './members.ts';
import { createNodeMap } from './node-map.ts';
import { type Api, distinct, maxEntries, maxOrigins, type Origin } from './origin.ts';
import { createParameters } from './parameters.ts';
import { createTypes } from './types.ts';

export interface Resolve {
  /** Everything the value can be; contains `unknown` where a part cannot be seen. */
  origins(node: Node): Origin[];
  /** What `value[name]` can be for a value of this origin, read from `base`. */
  memberOf(origin: Origin, name: string): Origin[];
  typeOrigins(file: Fn['file'], type: TypeRef): Origin[];
  /** The library value that a package offers under a member path. */
  packageApi(target: Target & { kind: 'package' }): Api;
  /** The rows that speak of a callee, conditions on constant arguments included. */
  calleeStates(call: Node, api: Api): States;
  /** The constant text of a value, when it has exactly one. */
  text(node: Node): string | undefined;
  /** The constant text or whole number of a value, as it names a field or an element. */
  key(node: Node): string | undefined;
  /** True when the origins of the value are known and no further caller can add to them. */
  isSettled(node: Node): boolean;
  /** Forgets what further callers may add to, because some became known. */
  forget(): void;
}

export interface ResolveInput {
  graph: Graph;
  catalog: Catalog;
  links: Links;
  isTest(path: string): boolean;
  /** Called now and then; it may throw, and the resolver is of no use any more. */
  checkpoint?: () => void;
}

// Resolving this many values takes a millisecond or two.
const stepsBetweenChecks = 512;

const unknown: Origin[] = [{ kind: 'unknown' }];
// Methods of Map, Set and lists that give one element.
const taking = new Set(['get', 'at', 'pop', 'shift', 'find', 'findLast']);
const isTelling = (origin: Origin): boolean =>
  origin.kind !== 'unknown' && !(origin.kind === 'api' && origin.api.states.length === 0);

/** A resolver over the graph; results are kept until `forget`. */
export function createResolve({ graph, catalog, links, isTest, checkpoint }: ResolveInput): Resolve {
  const settled = createNodeMap<Origin[]>(graph);
  // What was found by way of a parameter, or cut short by a cycle.
  const provisional = new Map<Node, Origin[]>();
  const open = new Set<Node>();
  const growth = { isPossible: false };
  let steps = 0;

  function origins(node: Node): Origin[] {
    const known = settled.get(node);
    if (known) return known;
    const soFar = provisional.get(node);
    if (soFar || open.has(node) || open.size > 400) {
      growth.isPossible = true;
      return soFar ?? unknown;
    }
    if (++steps % stepsBetweenChecks === 0) checkpoint?.();
    const before = growth.isPossible;
    growth.isPossible = false;
    open.add(node);
    const found = few(node, compute(node, graph.value(node)));
    open.delete(node);
    (growth.isPossible ? provisional : settled).set(node, found);
    growth.isPossible ||= before;
    return found;
  }

  // Object literals by the dozen are a table, and what is read from its entries is as many functions.
  function few(node: Node, found: Origin[]): Origin[] {
    if (found.length <= maxOrigins) return distinct(found);
    const value = graph.value(node);
    const entries = value.kind === 'member' ? origins(graph.sibling(node, value.base)) : found;
    const isTable = entries.length > maxOrigins && entries.every(isEntry);
    return distinct(found, isTable ? maxEntries : maxOrigins);
  }

  const isEntry = (origin: Origin): boolean =>
    origin.kind === 'unknown' || (origin.kind === 'value' && graph.value(origin.node).kind === 'object');

  const all = (node: Node, ids: number[]): Origin[] => ids.flatMap((id) => origins(graph.sibling(node, id)));
  const isKnown = (list: Origin[]): boolean => list.some((o) => o.kind !== 'unknown');

  function compute(node: Node, value: Value): Origin[] {
    switch (value.kind) {
      case 'literal':
      case 'regex':
      case 'template':
      case 'object':
      case 'array':
      case 'binary':
      case 'unary':
        return [{ kind: 'value', node }];
      case 'function': {
        const fn = functionAt(graph.fileOf(node), value.fn);
        return fn ? [{ kind: 'function', fn }] : unknown;
      }
      case 'class':
        return [{ kind: 'class', node }];
      case 'variable':
        return typed(node, all(node, value.values), value.type);
      case 'choice':
        return all(node, value.values);
      case 'conditional':
        return all(node, [value.whenTrue, value.whenFalse]);
      case 'logical':
        return all(node, value.op === '&&' ? [value.right] : [value.left, value.right]);
      case 'await':
        return origins(graph.sibling(node, value.value));
      case 'cast':
        return typed(node, origins(graph.sibling(node, value.value)), value.type);
      case 'param':
        return paramOrigins(node, value);
      case 'this':
      case 'super':
        return thisOrigins(node, value.cls);
      case 'import': {
        const target = importTarget(graph, node);
        return target ? targetOrigins(target) : unknown;
      }
      case 'global':
        return globalOrigins(value.name);
      case 'member':
        return members.read(node, value.base, value.name);
      case 'element':
        return members.element(node, value.base, value.key);
      case 'rest':
        return origins(graph.sibling(node, value.base));
      case 'call':
        return callOrigins(node, value);
      case 'unknown':
        return unknown;
    }
  }

  function typed(node: Node, found: Origin[], type: TypeRef | undefined): Origin[] {
    if (!type || (isKnown(found) && !found.some((o) => o.kind === 'unknown'))) return found.length ? found : unknown;
    const written = typeOrigins(graph.fileOf(node), type);
    return written.length ? [...found.filter((o) => o.kind !== 'unknown'), ...written] : found.length ? found : unknown;
  }

  function targetOrigins(target: Target): Origin[] {
    if (target.kind === 'value') return origins(target.node);
    if (target.kind === 'module') return [{ kind: 'module', file: target.file }];
    return [{ kind: 'api', api: packageApi(target) }];
  }

  function packageApi(target: Target & { kind: 'package' }): Api {
    const root = catalog.root(`package:${target.name}`);
    const label =
      target.member === '*' || target.member === 'default' ? target.name : `${target.name}.${target.member}`;
    if (!root) return { package: target.name, states: none, label };
    // CommonJS interop: the module object and its default export are one and the same to most packages.
    const both = close(root.default ? [root, root.default] : [root]);
    const states = target.member === '*' || target.member === 'default' ? both : stepMember(both, target.member);
    return { package: target.name, states, label };
  }

  function globalOrigins(name: string): Origin[] {
    if (name === 'undefined') return unknown;
    const root = catalog.root(`global:${name}`);
    return [{ kind: 'api', api: { package: 'globals', states: root ? close([root]) : none, label: name } }];
  }

  function calleeStates(call: Node, api: Api): States {
    const value = graph.value(call);
    if (value.kind !== 'call' || api.states.length === 0) return api.states;
    return withArguments(api.states, (index) => {
      const arg = value.args[index];
      return arg && (text(graph.sibling(call, arg.value)) ?? lineText(graph.sibling(call, arg.value)));
    });
  }

  // `auth token ${flags}`, `['auth', 'token', ...flags]` as a command line has it: `\u0000` where it is not constant.
  function lineText(node: Node): string | undefined {
    const [only, ...others] = origins(node);
    const value = only?.kind === 'value' && others.length === 0 ? graph.value(only.node) : undefined;
    if (value?.kind === 'template') return value.texts.join('\u0000');
    if (only?.kind !== 'value' || value?.kind !== 'array') return undefined;
    return value.elements
      .map((e) => (e.isSpread ? undefined : text(graph.sibling(only.node, e.value))) ?? '\u0000')
      .join(' ');
  }

  function callOrigins(node: Node, value: Value & { kind: 'call' }): Origin[] {
    const found: Origin[] = [];
    const callee = graph.value(graph.sibling(node, value.callee));
    // With arguments of its own, the bound function has its parameters elsewhere.
    if (callee.kind === 'member' && callee.name === 'bind' && value.args.length > 1) return unknown;
    const variable = members.environmentCall(node, value);
    if (variable !== undefined) return [{ kind: 'environment', name: variable }];
    if (callee.kind === 'member' && callee.name === 'bind')
      return origins(graph.sibling(graph.sibling(node, value.callee), callee.base));
    for (const origin of origins(graph.sibling(node, value.callee))) {
      if (origin.kind === 'function') found.push(...returned(origin.fn));
      else if (origin.kind === 'class') found.push({ kind: 'instance', node: origin.node });
      else if (origin.kind === 'api') {
        const states = calleeStates(node, origin.api);
        const made = value.isNew ? step(states, 'instance') : none;
        const next = made.length ? made : step(states, 'return');
        const passed = passedThrough(node, value, states);
        if (passed.length) found.push(...passed);
        if (next.length || !passed.length) {
          found.push({
            kind: 'api',
            api: { package: origin.api.package, states: next, label: `${origin.api.label}()` },
          });
        }
      } else found.push(...unknown);
    }
    if (callee.kind === 'member' && taking.has(callee.name) && !found.some((o) => isTelling(o))) {
      return members.typedElements(graph.sibling(graph.sibling(node, value.callee), callee.base));
    }
    return found.length ? found : unknown;
  }

  // `Object.freeze(x)`, `Promise.resolve(x)`: what comes out is what went in.
  function passedThrough(node: Node, value: Value & { kind: 'call' }, states: States): Origin[] {
    const found: Origin[] = [];
    if (states.some((state) => state.sanitizers.some((row) => !row.for))) return found;
    for (const state of states) {
      for (const { from, to } of state.propagators) {
        const [first] = from;
        if (to[0]?.kind !== 'return' && to[0]?.kind !== 'instance') continue;
        // The whole, or every element: `Object.values(handlers)`.
        if (from.length !== to.length || to.length > 2 || from[1]?.kind !== to[1]?.kind) continue;
        if ((from[1] && from[1].kind !== 'element') || first?.kind !== 'argument' || typeof first.index === 'string')
          continue;
        value.args.forEach((arg, index) => {
          const wanted = first.index;
          if (typeof wanted === 'string') return;
          const isNamed = 'list' in wanted ? wanted.list.includes(index) : index >= wanted.from && index <= wanted.to;
          if (isNamed && !arg.isSpread) found.push(...origins(graph.sibling(node, arg.value)));
        });
      }
    }
    return found;
  }

  function returned(fn: Fn): Origin[] {
    const found = fn.fact.returns.flatMap((r) => origins(nodeOf(fn.file, r.value)));
    const { returnType } = fn.fact;
    if (isKnown(found) || !returnType) return found.length ? found : unknown;
    const written = typeOrigins(fn.file, returnType);
    return written.length ? written : unknown;
  }

  function text(node: Node): string | undefined {
    const found = origins(node);
    const [only] = found;
    if (found.length !== 1 || only?.kind !== 'value') return undefined;
    const value = graph.value(only.node);
    if (value.kind === 'literal' && typeof value.value === 'string') return value.value;
    if (value.kind === 'template' && value.parts.length === 0) return value.texts.join('');
    return undefined;
  }

  function key(node: Node): string | undefined {
    const [only, ...others] = origins(node);
    const value = only?.kind === 'value' && others.length === 0 ? graph.value(only.node) : undefined;
    if (value?.kind === 'literal' && typeof value.value === 'number') return String(value.value);
    return text(node) ?? symbol(node, 0);
  }

  // `request[CONTEXT]` with `const CONTEXT = Symbol('context')`: a field that no text names.
  function symbol(node: Node, depth: number): string | undefined {
    const value = graph.value(node);
    if (depth > 4) return undefined;
    if (value.kind === 'variable' && value.values.length === 1)
      return symbol(graph.sibling(node, value.values[0] ?? 0), depth + 1);
    if (value.kind === 'import') {
      const target = importTarget(graph, node);
      return target?.kind === 'value' ? symbol(target.node, depth + 1) : undefined;
    }
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    const base = callee?.kind === 'member' ? graph.value(graph.sibling(node, callee.base)) : callee;
    // By its place and not by its number, which depends on the order in which files are read.
    return base?.kind === 'global' && base.name === 'Symbol'
      ? `@@${graph.fileOf(node).path}:${value.start}`
      : undefined;
  }

  const typeOrigins = createTypes({ graph, catalog, packageApi });
  const members = createMembers({
    graph,
    links,
    origins,
    typeOrigins,
    targetOrigins,
    returned,
    text,
    growth,
  });
  const { paramOrigins, thisOrigins } = createParameters({
    graph,
    catalog,
    links,
    origins,
    elements: members.elements,
    typeOrigins,
    isTest,
    growth,
  });

  return {
    origins,
    memberOf: members.memberOf,
    typeOrigins,
    packageApi,
    calleeStates,
    text,
    key,
    isSettled: (node) => settled.has(node),
    forget() {
      provisional.clear();
      members.forget();
    },
  };
}
