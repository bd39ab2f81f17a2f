/** Takes single headers out where a request's headers are handed on whole. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { Flow } from '../../context.ts';
import type { Property, Value } from '../../facts/facts.ts';
import type { Span } from '../../finding.ts';
import { type Graph, type LoadedFile, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { TextEdit } from './lists.ts';
import { endOfLine, indentation, lineEnd } from './source-text.ts';

type Member = Value & { kind: 'member' };

/** The edits that leave the named headers behind, and their file; undefined where they are not handed on in one expression. */
export function dropHeaders(
  graph: Graph,
  linked: Linked,
  textOf: (file: string) => string,
  flow: Flow,
  names: string[],
): { file: string; edits: TextEdit[] } | undefined {
  const file = graph.file(flow.source.file);
  const read = file && onlyRead(file, flow.source);
  const edits = file && read && atRead(linked, file, textOf(file.path), read, names);
  return edits ? { file: file.path, edits } : atSink(graph, textOf, flow, names);
}

function atRead(linked: Linked, file: LoadedFile, text: string, read: Member, names: string[]): TextEdit[] | undefined {
  if (isWeb(linked, file, read.base)) return fromObject(file, text, read, names);
  return isPlain(linked, file, read.base) && isHandedOn(file, read) ? fromProperties(read, names) : undefined;
}

// The one read of all headers at once: with a second one it is not certain which of them this flow takes.
function onlyRead({ facts: { values } }: LoadedFile, source: Span): Member | undefined {
  const parts = new Set(values.flatMap((v) => (v.kind === 'member' || v.kind === 'element' ? [v.base] : [])));
  const reads = values.filter((value, id): value is Member => {
    if (value.kind !== 'member' || value.name !== 'headers' || parts.has(id)) return false;
    const base = values[value.base];
    return base?.start === source.start && base.end === source.end;
  });
  return reads.length === 1 ? reads[0] : undefined;
}

// The headers of a web `Request` are an object with methods: destructuring finds nothing in it.
function isWeb(linked: Linked, file: LoadedFile, base: number): boolean {
  return linked.resolve.origins(nodeOf(file, base)).some((o) => o.kind === 'api' && o.api.package === 'globals');
}

function isPlain(linked: Linked, file: LoadedFile, base: number): boolean {
  return linked.resolve.origins(nodeOf(file, base)).some((o) => o.kind === 'api');
}

// The headers came as a parameter: taken out where they are put into the request.
function atSink(
  graph: Graph,
  textOf: (file: string) => string,
  { steps }: Flow,
  names: string[],
): { file: string; edits: TextEdit[] } | undefined {
  const at = steps.at(-2);
  const file = at && graph.file(at.file);
  const property = file && propertyAt(file, at);
  const value = property && file?.facts.values[property.value];
  // The written type says that it is an object with properties and none with methods.
  const type = value?.kind === 'param' ? value.type?.name : undefined;
  if (!file || property?.name !== 'headers' || !type || /^(Headers|HeadersInit|any|unknown)$/.test(type))
    return undefined;
  const text = textOf(file.path);
  const isShort = text.slice(at.start, at.end) === 'headers' && !text.slice(0, at.start).trimEnd().endsWith(':');
  const edits = fromProperties(at, names);
  if (!isShort) return { file: file.path, edits };
  return { file: file.path, edits: [{ start: at.end, end: at.end, text: `: ${edits[0]?.text}headers)` }] };
}

function fromProperties(read: Span, names: string[]): TextEdit[] {
  const taken = `(({ ${names.join(', ')}, ...headers }) => headers)(`;
  return [
    { start: read.start, end: read.start, text: taken },
    { start: read.end, end: read.end, text: ')' },
  ];
}

// `const headers = new Headers(request.headers)`: taken out of the copy, in a line of their own.
function fromObject(file: LoadedFile, text: string, read: Member, names: string[]): TextEdit[] | undefined {
  const copy = file.facts.values.find(
    (value) => value.kind === 'call' && value.isNew && value.args.length === 1 && isSpan(value.args[0], read),
  );
  const before = text.slice(0, copy?.start ?? 0);
  const name = /(?:^|[;{}\n])[ \t]*(?:const|let) ([\w$]+)(?:: Headers)? = $/.exec(before.slice(-200))?.[1];
  const end = copy && endOfLine(text, text[copy.end] === ';' ? copy.end + 1 : copy.end);
  if (name && end !== undefined && /^\r?\n/.test(text.slice(end))) {
    const line = `${lineEnd(text)}${indentation(text, copy?.start ?? 0)}`;
    return [{ start: end, end, text: names.map((each) => `${line}${name}.delete('${each}');`).join('') }];
  }
  const forwarded = [read, ...(copy ? [copy] : [])].find((at) => propertyAt(file, at)?.name === 'headers');
  if (!forwarded) return undefined;
  const list = names.map((each) => `'${each}'`).join(', ');
  const [start, close] = [forwarded.start, forwarded.end];
  const kept = `filter(([name]) => ![${list}].includes(name))`;
  return [{ start, end: close, text: `Object.fromEntries([...${text.slice(read.start, read.end)}].${kept})` }];
}

function propertyAt({ facts }: LoadedFile, at: Span): Property | undefined {
  for (const [value] of valuesOf(facts, 'object')) {
    const found = value.properties.find((p) => isSpan(p, at));
    if (found) return found;
  }
  return undefined;
}

function isSpan(a: Span | undefined, b: Span): boolean {
  return a?.start === b.start && a.end === b.end;
}

// Spread, copied or set right here: a name that others may read too is left alone.
function isHandedOn(file: LoadedFile, at: Span): boolean {
  return valuesOf(file.facts, 'object', 'call').some(([value]) => {
    if (value.kind === 'object') return value.properties.some((p) => isForwarding(file, p, at));
    if (!value.args.some((arg) => isSpan(arg, at))) return false;
    const callee = file.facts.values[value.callee];
    return callee?.kind === 'member' && callee.name === 'assign';
  });
}

function isForwarding(file: LoadedFile, property: Property, at: Span): boolean {
  if (property.kind !== 'spread' && property.name !== 'headers') return false;
  let value = file.facts.values[property.value];
  while (value?.kind === 'cast') value = file.facts.values[value.value];
  return value !== undefined && isSpan(value, at);
}
