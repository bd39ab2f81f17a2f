/** Where a program reads the variables of its environment. */
import type { Value } from '../../facts/facts.ts';
import { type Graph, type Node, peeled } from '../graph.ts';

const holders = new Set(['process', 'Bun', 'import.meta']);

/** True for `process.env`, `import.meta.env`, and what only stands for it. */
export function isEnvironment(graph: Graph, node: Node): boolean {
  const value = graph.value(peeled(graph, node));
  if (value.kind !== 'member' || value.name !== 'env') return false;
  const holder = graph.value(graph.sibling(node, value.base));
  if (holder.kind === 'global') return holders.has(holder.name);
  return holder.kind === 'import' && (holder.specifier === 'node:process' || holder.specifier === 'process');
}

/** The value that names the variable in `Deno.env.get('X')`; undefined for any other call. */
export function nameAskedFor(graph: Graph, call: Node, { callee, args }: Value & { kind: 'call' }): Node | undefined {
  const method = graph.value(graph.sibling(call, callee));
  const env =
    method.kind === 'member' && method.name === 'get' ? graph.value(graph.sibling(call, method.base)) : undefined;
  const holder = env?.kind === 'member' && env.name === 'env' ? graph.value(graph.sibling(call, env.base)) : undefined;
  const [name] = args;
  return holder?.kind === 'global' && holder.name === 'Deno' && name ? graph.sibling(call, name.value) : undefined;
}
