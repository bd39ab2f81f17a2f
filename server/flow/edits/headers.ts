/** Takes single headers out where a request's headers are handed on whole. */
import type { Flow } from '../../context.ts';
import type { Property } from '../../facts/facts.ts';
import type { Span } from '../../finding.ts';
import { type Graph, type LoadedFile, nodeOf } from '../graph.ts';
import type { Linked } from '../links.ts';
import type { TextEdit } from './lists.ts';

/** The edits that leave the named headers behind, and their file; undefined where they are not handed on in one expression. */
export function dropHeaders(
  graph: Graph,
  linked: Linked,
  flow: Flow,
  names: string[],
): { file: string; edits: TextEdit[] } | undefined {
  const file = graph.file(flow.source.file);
  if (!file) return undefined;
  const { values } = file.facts;
  const parts = new Set(values.flatMap((v) => (v.kind === 'member' || v.kind === 'element' ? [v.base] : [])));
  // Every read of all headers at once: with a second one it is not certain which of them this flow takes.
  const [at, ...others] = values.filter((value, id) => {
    if (value.kind !== 'member' || value.name !== 'headers' || parts.has(id)) return false;
    const base = values[value.base];
    return base?.start === flow.source.start && base.end === flow.source.end;
  });
  if (at?.kind !== 'member' || others.length > 0) return undefined;
  if (isIterable(linked, file, at.base) || !isHandedOn(file, at)) return undefined;
  const taken = `(({ ${names.join(', ')}, ...headers }) => headers)(`;
  return {
    file: file.path,
    edits: [
      { start: at.start, end: at.start, text: taken },
      { start: at.end, end: at.end, text: ')' },
    ],
  };
}

// The headers of a web `Request` are an object with methods: destructuring finds nothing in it.
function isIterable(linked: Linked, file: LoadedFile, base: number): boolean {
  const origins = linked.resolve.origins(nodeOf(file, base));
  return (
    !origins.some((origin) => origin.kind === 'api') ||
    origins.some((o) => o.kind === 'api' && o.api.package === 'globals')
  );
}

// Spread, copied or set right here: a name that others may read too is left alone.
function isHandedOn(file: LoadedFile, at: Span): boolean {
  return file.facts.values.some((value) => {
    if (value.kind === 'object') return value.properties.some((p) => isForwarding(file, p, at));
    if (value.kind !== 'call' || !value.args.some((arg) => arg.start === at.start && arg.end === at.end)) return false;
    const callee = file.facts.values[value.callee];
    return callee?.kind === 'member' && callee.name === 'assign';
  });
}

function isForwarding(file: LoadedFile, property: Property, at: Span): boolean {
  if (property.kind !== 'spread' && property.name !== 'headers') return false;
  let value = file.facts.values[property.value];
  while (value?.kind === 'cast') value = file.facts.values[value.value];
  return value?.start === at.start && value.end === at.end;
}
