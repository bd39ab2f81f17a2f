/** Walks backward from a value to what it can be: through bindings, imports, calls, members and written types. */
import { alternatives } from '../../facts/backward.ts';
import type { TypeRef, Value } from '../../facts/facts.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { States } from '../../models/states.ts';
import { createCallOrigins } from './call-origins.ts';
import { createConstantTexts } from './constant-texts.ts';
import { importTarget, type Target } from '../modules/exports.ts';
import { type Fn, functionAt, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Links } from '../link/links.ts';
import { createMembers } from './members.ts';
import { createNodeMap } from '../node-map.ts';
import { createOffered } from './offered.ts';
import { type Api, distinct, isSameSet, maxEntries, maxOrigins, ofEach, type Origin, unknown } from '../origin.ts';
import { createParameters } from './parameters.ts';
import { createReturns } from './returns.ts';
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
  /** True when one of the functions, which were found to be called from further places, is given something new there. */
  isGivenMore(called: Iterable<Node>): boolean;
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

/** What was found by way of a parameter, or cut short by a cycle; nothing yet while it is looked for. */
interface Unsettled {
  soFar: Origin[] | undefined;
}
const underway: Unsettled = { soFar: undefined };

/** A resolver over the graph; results are kept until `forget`. */
export function createResolve({ graph, catalog, links, isTest, checkpoint }: ResolveInput): Resolve {
  const answers = createNodeMap<Origin[] | Unsettled>(graph);
  const provisional: Node[] = [];
  let open = 0;
  const growth = { isPossible: false };
  const { packageApi, globalOrigins } = createOffered(catalog);
  let steps = 0;

  function origins(node: Node): Origin[] {
    const known = answers.get(node);
    if (Array.isArray(known)) return known;
    if (known || open > 400) {
      growth.isPossible = true;
      return known?.soFar ?? unknown;
    }
    if (++steps % stepsBetweenChecks === 0) checkpoint?.();
    const before = growth.isPossible;
    growth.isPossible = false;
    answers.set(node, underway);
    open++;
    const found = few(node, compute(node, graph.value(node)));
    open--;
    answers.set(node, growth.isPossible ? { soFar: found } : found);
    if (growth.isPossible) provisional.push(node);
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

  function all(node: Node, ids: readonly number[]): Origin[] {
    return ofEach(ids, (id) => origins(graph.sibling(node, id)));
  }
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
      case 'conditional':
      case 'logical':
      case 'await':
        return all(node, alternatives(value));
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

  const texts = createConstantTexts(graph, origins);
  const { text, key } = texts;
  const typeOrigins = createTypes({ graph, catalog, packageApi });
  const returned = createReturns({ graph, origins, typeOrigins, typed });
  const members = createMembers({
    graph,
    links,
    origins,
    typeOrigins,
    globalOrigins,
    targetOrigins,
    returned,
    text,
    growth,
  });
  const { calleeStates, callOrigins } = createCallOrigins({ graph, origins, returned, members, texts });
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

  function isGivenMore(called: Iterable<Node>): boolean {
    for (const node of called) {
      const value = graph.value(node);
      const fn = value.kind === 'function' ? functionAt(graph.fileOf(node), value.fn) : undefined;
      if (fn?.fact.params.some((id) => isAnotherNow(nodeOf(fn.file, id)))) return true;
    }
    return false;
  }

  // What was looked up of others by way of the parameter holds as long as the parameter's own answer does.
  function isAnotherNow(param: Node): boolean {
    const known = answers.get(param);
    if (!known || Array.isArray(known) || !known.soFar) return false;
    answers.set(param, underway);
    const now = few(param, compute(param, graph.value(param)));
    answers.set(param, known);
    return !isSameSet(known.soFar, now);
  }

  return {
    origins,
    memberOf: members.memberOf,
    typeOrigins,
    packageApi,
    calleeStates,
    text,
    key,
    isGivenMore,
    isSettled: (node) => Array.isArray(answers.get(node)),
    forget() {
      for (const node of provisional) answers.delete(node);
      provisional.length = 0;
      members.forget();
    },
  };
}
