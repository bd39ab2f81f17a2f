/** A value stands where a library's rows go on: every function inside it gets the role that the rows give it. */
import { type States, step, stepMember } from '../../models/states.ts';
import type { Classes } from './classes.ts';
import { type Fn, functionAt, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Usage } from './call-graph.ts';
import type { Origin } from '../origin.ts';
import type { Resolve } from '../resolve/resolve.ts';

export interface Placement {
  /** Places whatever the value is at the states. */
  place(node: Node, states: States, packageName: string): void;
  /** Places the methods and fields of a class whose instances stand at the states. */
  members(cls: Node, states: States, packageName: string): void;
}

const maxDepth = 5;

/** Hands each function found to `use`. */
export function createPlacement(
  graph: Graph,
  resolve: Resolve,
  classes: Classes,
  use: (fn: Fn, usage: Usage) => void,
): Placement {
  function place(node: Node, states: States, packageName: string, depth: number): void {
    if (states.length === 0 || depth > maxDepth) return;
    for (const origin of resolve.origins(node)) placeOrigin(origin, node, states, packageName, depth);
  }

  function placeOrigin(origin: Origin, at: Node, states: States, packageName: string, depth: number): void {
    if (origin.kind === 'function') return placeFunction(origin.fn, at, states, packageName, depth);
    if (origin.kind === 'instance') return members(origin.node, states, packageName, depth);
    if (origin.kind === 'class') return members(origin.node, step(states, 'instance'), packageName, depth);
    if (origin.kind !== 'value') return;
    const value = graph.value(origin.node);
    if (value.kind === 'object') {
      for (const p of value.properties) {
        const node = graph.sibling(origin.node, p.value);
        if (p.kind === 'spread') place(node, states, packageName, depth + 1);
        else if (p.name !== undefined) place(node, stepMember(states, p.name), packageName, depth + 1);
      }
    } else if (value.kind === 'array') {
      // Handlers may be handed over as a list where one is expected: `app.get(path, [auth, handler])`.
      const element = step(states, 'element');
      for (const e of value.elements)
        place(graph.sibling(origin.node, e.value), element.length ? element : states, packageName, depth + 1);
    }
  }

  function placeFunction(fn: Fn, at: Node, states: States, packageName: string, depth: number): void {
    use(fn, { package: packageName, states, at });
    const out = step(states, 'return');
    if (out.length) for (const r of fn.fact.returns) place(nodeOf(fn.file, r.value), out, packageName, depth + 1);
  }

  function members(cls: Node, states: States, packageName: string, depth: number): void {
    for (const member of classes.fact(cls)?.members ?? []) {
      const onward = stepMember(states, member.name);
      if (onward.length === 0) continue;
      const fn = member.fn === undefined ? undefined : functionAt(graph.fileOf(cls), member.fn);
      if (fn) placeFunction(fn, nodeOf(fn.file, fn.fact.value), onward, packageName, depth + 1);
      else if (member.value !== undefined) place(graph.sibling(cls, member.value), onward, packageName, depth + 1);
    }
  }

  return {
    place: (node, states, packageName) => place(node, states, packageName, 0),
    members: (cls, states, packageName) => members(cls, states, packageName, 0),
  };
}
