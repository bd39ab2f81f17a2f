/** Makes an expression throw where it is empty: at the start where the value is read there, else where it is used. */
import { moduleLevel } from '../../facts/facts.ts';
import type { Span } from '../../finding.ts';
import { type Graph, nodeOf } from '../graph.ts';
import type { TextEdit } from './lists.ts';
import type { Site } from './sites.ts';

type Written = Site & { kind: 'written' };

/** The edits that make the written value throw; undefined where its text cannot be taken apart. */
export function requireValue(graph: Graph, text: string, site: Written, thrower: string): TextEdit[] | undefined {
  const declared = declaration(graph, text, site);
  if (declared) return wrap(text, declared, thrower);
  const written = text.slice(site.start, site.end);
  if (site.property === undefined || written !== site.property) return wrap(text, site, thrower);
  const before = text.slice(0, site.start).trimEnd();
  if (before.endsWith(':')) return wrap(text, site, thrower);
  // A shorthand: `{ audience }`.
  if (!/[{,]$/.test(before)) return undefined;
  return [{ start: site.end, end: site.end, text: `: ${written} || ${thrower}` }];
}

// `const audience = process.env.AUDIENCE` of the module: there it stops the start, not the first request.
function declaration(graph: Graph, text: string, { file, start, end, value }: Written): Span | undefined {
  if (!/^[\w$]+$/.test(text.slice(start, end))) return undefined;
  const read = graph.value(value);
  const first = read.kind === 'variable' && read.isConst && read.values.length === 1 ? read.values[0] : undefined;
  const source = first === undefined ? read : graph.value(nodeOf(file, first));
  const kinds = ['member', 'logical', 'conditional', 'cast', 'call'];
  const isHere = source.start >= start && source.end <= end;
  if (graph.fileOf(value) !== file || isHere || source.owner !== moduleLevel || !kinds.includes(source.kind))
    return undefined;
  const before = text.slice(0, source.start).trimEnd();
  const isInitial = /(?:const|let|var)\s+[\w$]+\s*(?::[^=;{}]*)?=$/.test(before.slice(-200));
  const close = /^!(?!=)/.test(text.slice(source.end, source.end + 2)) ? source.end + 1 : source.end;
  return isInitial ? { start: source.start, end: close } : undefined;
}

function wrap(text: string, { start, end }: Span, thrower: string): TextEdit[] {
  const written = text.slice(start, end);
  // `x!` says that x is there; from now on it is.
  const bare = written.endsWith('!') ? end - 1 : end;
  if (/^[\w$]+(?:\??\.[\w$]+)*(?:\(\))?$/.test(text.slice(start, bare)))
    return [{ start: bare, end, text: ` || ${thrower}` }];
  return [
    { start, end: start, text: '(' },
    { start: end, end, text: `) || ${thrower}` },
  ];
}
