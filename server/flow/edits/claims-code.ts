/** How code reads the claims of a verified token, so that an edit beside it can read one more. */
import type { TypeRef } from '../../facts/facts.ts';
import { parseRelativePath } from '../../models/access-path.ts';
import type { Span } from '../../finding.ts';
import { type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** The expression that holds the claims in the span, as some member read in it shows; undefined when none does. */
export function claimsCode(
  graph: Graph,
  linked: Linked,
  text: string,
  { call, path, span }: { call: Node; path: string; span: Span },
): string | undefined {
  const file = graph.fileOf(call);
  const claims = claimNodes(graph, linked, call, path);
  for (const value of file.facts.values) {
    if (value.kind !== 'member' || value.start < span.start || value.end > span.end) continue;
    if (!claims.has(nodeOf(file, value.base))) continue;
    const read = /^([A-Za-z_$][\w$]*(?:\.[\w$]+)*)\.[\w$]+$/.exec(text.slice(value.start, value.end))?.[1];
    if (read) return read;
  }
  return undefined;
}

// The values that are the claims themselves, as long as no written type says which claims there are.
function claimNodes(graph: Graph, linked: Linked, call: Node, path: string): Set<Node> {
  const names = parseRelativePath(path)
    .slice(1)
    .flatMap((token) => (token.kind === 'member' && token.names !== '*' ? token.names.slice(0, 1) : []));
  const found = new Set<Node>();
  const seen = new Set<string>();
  const queue: [node: Node, depth: number][] = [[call, 0]];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [node, depth] = next;
    if (seen.has(`${node}|${depth}`) || isNarrowed(graph, node)) continue;
    seen.add(`${node}|${depth}`);
    if (depth === names.length) found.add(node);
    for (const use of linked.usesOf(node)) {
      if (use.kind === 'copy') queue.push([graph.sibling(node, use.to), depth]);
      if (use.kind === 'take' && use.name === names[depth]) queue.push([graph.sibling(node, use.to), depth + 1]);
    }
  }
  return found;
}

// `as { sub: string }` hides every other claim from the compiler; a type of a library knows them all.
function isNarrowed(graph: Graph, node: Node): boolean {
  const value = graph.value(node);
  const type: TypeRef | undefined = value.kind === 'cast' || value.kind === 'variable' ? value.type : undefined;
  if (!type || (value.kind === 'cast' && value.isAny) || ['any', 'Record'].includes(type.name)) return false;
  const binding = type.binding === undefined ? undefined : graph.value(graph.sibling(node, type.binding));
  return (
    binding?.kind !== 'import' || graph.resolver.resolve(graph.fileOf(node).path, binding.specifier).kind === 'file'
  );
}
