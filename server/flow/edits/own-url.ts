/** The URL of this server, taken from the address of its resource metadata (RFC 9728, section 3.1). */
import type { Place } from '../../finding.ts';
import { type Graph, nodeOf } from '../graph.ts';
import type { Code } from './code.ts';
import type { Site } from './sites.ts';

const wellKnown = '/.well-known/oauth-protected-resource';

/** The expression; undefined when the address does not tell, or when a name in it is not in scope at `near`. */
export function ownUrlCode(
  graph: Graph,
  code: Code,
  text: string,
  at: Site & { kind: 'written' },
  near: Place,
): string | undefined {
  const { file, value } = at;
  const made = graph.value(value);
  if (graph.fileOf(value) !== file) return undefined;
  if (made.kind === 'call') return ofMaker();
  if (made.kind === 'variable' && made.values.length === 1 && made.values[0] !== undefined) {
    const inner = graph.value(nodeOf(file, made.values[0]));
    const declared = { start: inner.start, end: inner.end, value: nodeOf(file, made.values[0]) };
    return ownUrlCode(graph, code, text, { kind: 'written', file, ...declared }, near);
  }
  if (made.kind !== 'literal' && made.kind !== 'template') return undefined;
  const written = code.codeAt({ file, start: made.start, end: made.end, value }, near);
  if (!written?.includes(wellKnown)) return undefined;
  const url = written.replace(wellKnown, '');
  return `new URL(${/^`\$\{([\w$.]+)\}`$/.exec(url)?.[1] ?? url})`;

  // `metadataUrlOf(url)`: a function makes the one from the other.
  function ofMaker(): string | undefined {
    if (made.kind !== 'call' || made.isNew || made.args.length !== 1) return undefined;
    const callee = graph.value(nodeOf(file, made.callee));
    const [arg] = made.args;
    if (!arg || arg.isSpread || !('name' in callee) || !/metadata_?ur[li]/i.test(callee.name)) return undefined;
    const { start, end } = arg;
    // Written in the very object that is to hold the URL: every name in it is in scope.
    const isHere = start >= near.start && end <= near.end;
    const name = isHere ? /^[\w$.]+$/.exec(text.slice(start, end))?.[0] : undefined;
    return name ?? code.codeAt({ file, start, end, value: nodeOf(file, arg.value) }, near);
  }
}
