/** Objects that hold the whole environment of the program: itself, what spreads it, and copies that leave out nothing by name. */
import { alternatives } from '../../facts/backward.ts';
import type { Value } from '../../facts/facts.ts';
import { valuesWithin } from '../../facts/within.ts';
import { isEnvironment } from './environment.ts';
import { entriesOf } from '../forms/entries.ts';
import { functionAt, type Graph, idOf, type Node, nodeOf, peeled, reachedFrom } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { namesOfAll } from '../track/loop-names.ts';

const maxCalls = 3;

/** Answers whether an object holds all of the environment. */
export function createEnvironmentCopies(graph: Graph, linked: Linked) {
  // `process.env`, `{ ...process.env, X: 'y' }`, `Object.assign({}, process.env, more)`
  function holdsEnvironment(node: Node, depth = 0): boolean {
    return reachedFrom(graph, node, (value, id) => {
      if (value.kind === 'object') {
        const spread = value.properties.flatMap((p) => (p.kind === 'spread' ? [p.value] : []));
        return [...spread, ...copiedInto(node, id)];
      }
      return value.kind === 'call' ? madeOf(node, value) : alternatives(value);
    }).some((at) => isEnvironment(graph, at) || givesEnvironment(at, depth));
  }

  // `env: this.environmentFor(server)`
  function givesEnvironment(call: Node, depth: number): boolean {
    if (depth >= maxCalls || graph.value(call).kind !== 'call') return false;
    return linked
      .targets(call)
      .functions.some(({ file, fact }) => fact.returns.some((r) => holdsEnvironment(nodeOf(file, r.value), depth + 1)));
  }

  // `Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined))`
  function madeOf(node: Node, { callee: id, args }: Value & { kind: 'call' }): number[] {
    const callee = graph.value(graph.sibling(node, id));
    const base = callee.kind === 'member' ? graph.value(graph.sibling(node, callee.base)) : undefined;
    if (callee.kind !== 'member') return [];
    const given = args.map((arg) => arg.value);
    if (base?.kind === 'global' && base.name === 'Object') {
      const [first] = given;
      if (callee.name === 'assign') return given;
      return /^(?:fromEntries|entries)$/.test(callee.name) && first !== undefined ? [first] : [];
    }
    const [callback] = given.map((arg) => graph.value(graph.sibling(node, arg)));
    const isBlind = callback?.kind === 'function' && !looksAtName(node, callback.fn);
    return /^(?:filter|map)$/.test(callee.name) && isBlind ? [callee.base] : [];
  }

  // `([name]) => allowed.includes(name)`
  function looksAtName(node: Node, id: number): boolean {
    const fn = functionAt(graph.fileOf(node), id);
    if (!fn) return true;
    const { values } = fn.file.facts;
    return valuesWithin(fn.file.facts, fn.fact).some((inner) => {
      const value = values[inner];
      const key = value?.kind === 'element' && value.key !== undefined ? values[value.key] : undefined;
      return key?.kind === 'literal' && key.value === 0 && isAsked(nodeOf(fn.file, inner));
    });
  }

  // `for (const [name, value] of Object.entries(process.env)) copy[name] = value`, and the same by `Object.keys`.
  function copiedInto(node: Node, object: number): number[] {
    const { facts } = graph.fileOf(node);
    return facts.stores.flatMap(({ base, key }) => {
      if (key === undefined || idOf(peeled(graph, graph.sibling(node, base))) !== object) return [];
      const name = graph.sibling(node, key);
      const from = entriesOf(graph, name) ?? namesOfAll(graph, peeled(graph, name));
      return from === undefined || [name, peeled(graph, name)].some(isAsked) ? [] : [idOf(from)];
    });
  }

  // Whoever compares the name, or hands it to something, leaves some out.
  function isAsked(name: Node): boolean {
    return linked
      .usesOf(name)
      .some(
        (use) => use.kind === 'operand' || use.kind === 'argument' || use.kind === 'receiver' || use.kind === 'test',
      );
  }

  return { holdsEnvironment: (node: Node) => holdsEnvironment(node) };
}
