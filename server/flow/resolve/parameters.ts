/** What a parameter and `this` can be: by callers, by the library that calls the function, by written types, by name. */
import { argumentAt } from '../link/arguments.ts';
import type { TypeRef, Value } from '../../facts/facts.ts';
import type { Catalog } from '../../models/catalog.ts';
import { close, stepParameter } from '../../models/states.ts';
import { createCallbacks } from './callbacks.ts';
import { type Fn, fnNode, functionAt, type Graph, type Node } from '../graph.ts';
import type { Links } from '../link/links.ts';
import { type Origin, unknown } from '../origin.ts';

interface ParametersInput {
  graph: Graph;
  catalog: Catalog;
  links: Links;
  origins(node: Node): Origin[];
  elements(node: Node): Origin[];
  typeOrigins(file: Fn['file'], type: TypeRef): Origin[];
  isTest(path: string): boolean;
  /** Says that further callers may add to what is being looked up. */
  growth: { isPossible: boolean };
}

const ofOwnPages: Origin[] = [{ kind: 'api', api: { package: 'electron', states: [], label: 'request of a window' } }];
// What stands for a parameter that is taken apart where it is declared: `({ request }) => …`.
const pattern = 'Pattern';
const isKnown = (list: Origin[]): boolean => list.some((o) => o.kind !== 'unknown');

/** Returns the lookups of parameters and of `this`. */
export function createParameters(input: ParametersInput) {
  const { graph, catalog, links, origins, elements, typeOrigins, isTest, growth } = input;
  const handedTo = createCallbacks({ graph, catalog, links, origins, elements });

  function paramOrigins(node: Node, value: Value & { kind: 'param' }): Origin[] {
    growth.isPossible = true;
    const fn = functionAt(graph.fileOf(node), value.fn);
    if (!fn) return unknown;
    const found: Origin[] = [];
    for (const usage of links.usages(fnNode(fn))) {
      const states = stepParameter(usage.states, value.index, fn.fact.params.length);
      if (states.length) found.push({ kind: 'api', api: { package: usage.package, states, label: value.name } });
    }
    const written = value.type && !value.type.isArray ? typeOrigins(graph.fileOf(node), value.type) : [];
    if (!value.isRest) {
      const isOfTest = isTest(fn.file.path);
      for (const call of links.callers(fnNode(fn))) {
        // What a test hands over is made for the test.
        if (!isOfTest && isTest(graph.fileOf(call).path)) continue;
        const passed = argumentAt(graph, call, value.index);
        if (passed.kind === 'value') for (const origin of origins(passed.node)) found.push(origin);
      }
      if (found.length === 0) found.push(...handedTo(fn, value.index));
    }
    if (isKnown(found)) {
      const known = found.filter((o) => o.kind !== 'unknown');
      // Callers that are all seen say more than a written type, except where the type is a library's.
      return written.length === 0
        ? known
        : [...known, ...written.filter((o) => o.kind === 'api' || known.length < found.length)];
    }
    if (written.length) return written;
    if (isOfOwnPages(fn)) return ofOwnPages;
    return isListener(fn) ? unknown : convention(value.name, value.type);
  }

  // `runtime.onMessage.addListener((request) => …)`, `page.on('request', (request) => …)`: a server has an answer, too.
  function isListener(fn: Fn): boolean {
    return links.usesOf(fnNode(fn)).some((use) => {
      const call = use.kind === 'argument' ? graph.value(graph.sibling(fnNode(fn), use.call)) : undefined;
      const callee = call?.kind === 'call' ? graph.value(graph.sibling(fnNode(fn), call.callee)) : undefined;
      if (call?.kind !== 'call' || callee?.kind !== 'member') return false;
      if (call.args.length === 1) return callee.name === 'addListener';
      return /^(?:on|once|addListener)$/.test(callee.name) && call.args.length === 2 && fn.fact.params.length === 1;
    });
  }

  // `protocol.handle('app', (request) => …)`: a desktop application answers its own windows.
  function isOfOwnPages(fn: Fn): boolean {
    return links.usesOf(fnNode(fn)).some((use) => {
      const call = use.kind === 'argument' ? graph.value(graph.sibling(fnNode(fn), use.call)) : undefined;
      const callee = call?.kind === 'call' ? graph.value(graph.sibling(fnNode(fn), call.callee)) : undefined;
      if (call?.kind !== 'call' || callee?.kind !== 'member' || callee.name !== 'handle') return false;
      const base = graph.value(graph.sibling(fnNode(fn), callee.base));
      return call.args.length === 2 && 'name' in base && base.name === 'protocol';
    });
  }

  // A parameter that nothing describes: the models name the words by which real code calls an inbound request.
  function convention(name: string, type: TypeRef | undefined): Origin[] {
    if (type && type.name !== 'any' && type.name !== '') return unknown;
    const root = catalog.root(`type:globals#Named:${name || pattern}`);
    return root ? [{ kind: 'api', api: { package: 'globals', states: close([root]), label: name } }] : unknown;
  }

  function thisOrigins(node: Node, cls: number | undefined): Origin[] {
    const fact = cls === undefined ? undefined : graph.fileOf(node).facts.classes[cls];
    if (!fact || cls === undefined) return thisOfLiteral(node);
    return [{ kind: isInStatic(node, cls) ? 'class' : 'instance', node: graph.sibling(node, fact.value) }];
  }

  // In a static method `this` is the class.
  function isInStatic(node: Node, cls: number): boolean {
    const file = graph.fileOf(node);
    let fn = functionAt(file, graph.value(node).owner);
    while (fn?.fact.isArrow) fn = functionAt(file, fn.fact.parent);
    return fn?.fact.cls === cls && fn.fact.isStatic === true;
  }

  // In a method of an object literal: that object.
  function thisOfLiteral(node: Node): Origin[] {
    const file = graph.fileOf(node);
    let fn = functionAt(file, graph.value(node).owner);
    while (fn?.fact.isArrow) fn = functionAt(file, fn.fact.parent);
    const found = fn
      ? links.usesOf(fnNode(fn)).flatMap((use) => (use.kind === 'put' ? [graph.sibling(node, use.to)] : []))
      : [];
    const [only] = found;
    return only !== undefined && found.length === 1 && graph.value(only).kind === 'object'
      ? [{ kind: 'value', node: only }]
      : unknown;
  }

  return { paramOrigins, thisOrigins };
}
