/** Which secret of the server what a request says is held against. */
import { calleeName, type Graph, type Node, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const comparing = /equal|compare/i;
// As an operator writes it.
const secretSetting = /^[A-Z][A-Z0-9_]*(?:TOKEN|SECRET|KEY|PASSWORD|PASSPHRASE)$/;

/**
 * The name of the setting that holds the secret, in `url.searchParams.get('key') === env.SERVER_TOKEN` and
 * `timingSafeEqual(read ?? '', env.SERVER_TOKEN)`; undefined where the value is held against none.
 */
export function secretAgainst(graph: Graph, linked: Linked, node: Node, depth = 0): string | undefined {
  if (depth > 4) return undefined;
  for (const use of linked.usesOf(node)) {
    const to =
      use.kind === 'copy' || use.kind === 'operand' || use.kind === 'derive' ? graph.sibling(node, use.to) : undefined;
    const value = to === undefined ? undefined : graph.value(to);
    const sides =
      value?.kind === 'binary' && /^[!=]==?$/.test(value.op)
        ? [value.left, value.right]
        : use.kind === 'argument' && comparing.test(calleeName(graph.fileOf(node), use.call))
          ? argumentsOf(graph, graph.sibling(node, use.call))
          : [];
    const name = sides.map((id) => secretName(graph, graph.sibling(node, id))).find((found) => found !== undefined);
    if (name !== undefined) return name;
    const onward =
      to !== undefined && value?.kind !== 'binary' ? secretAgainst(graph, linked, to, depth + 1) : undefined;
    if (onward !== undefined) return onward;
  }
  return undefined;
}

function argumentsOf(graph: Graph, call: Node): number[] {
  const value = graph.value(call);
  return value.kind === 'call' && value.args.length === 2 ? value.args.map((arg) => arg.value) : [];
}

function secretName(graph: Graph, from: Node): string | undefined {
  const value = graph.value(peeled(graph, from));
  return value.kind === 'member' && secretSetting.test(value.name) ? value.name : undefined;
}
