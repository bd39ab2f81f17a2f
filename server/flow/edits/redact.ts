/** Takes a value out of what is recorded: a text stands in its place. */
import { alternatives, type Backward, backwardSlice } from '../../facts/backward.ts';
import type { Flow } from '../../context.ts';
import type { Value, ValueId } from '../../facts/facts.ts';
import type { Place, Span } from '../../finding.ts';
import type { LoadedFile } from '../graph.ts';
import type { TextEdit } from './lists.ts';
import { partsOfText } from './text-parts.ts';

/** The edit that writes the code where the expression stands; undefined where it is no argument, property or element. */
export function putInPlace(file: LoadedFile, text: string, at: Place, code: string): TextEdit[] | undefined {
  const isHere = (span: Span): boolean => isSame(span, at);
  for (const value of file.facts.values) {
    if (value.kind === 'object') {
      const found = value.properties.find((p) => p.kind === 'value' && isHere(p));
      if (!found) continue;
      const isShort = text.slice(at.start, at.end) === found.name && !/:\s*$/.test(text.slice(value.start, at.start));
      return [
        isShort ? { start: at.end, end: at.end, text: `: ${code}` } : { start: at.start, end: at.end, text: code },
      ];
    }
    const list = value.kind === 'call' ? value.args : value.kind === 'array' ? value.elements : [];
    if (list.some((item) => !item.isSpread && isHere(item))) return [{ start: at.start, end: at.end, text: code }];
  }
  return undefined;
}

const mark = '[redacted]';

/** What the edits take out: `isExact` where that is the value and no more. */
export interface Redacted {
  edits: TextEdit[];
  isExact: boolean;
}

/** The edits that leave of what is recorded at the place all but the value; undefined where it cannot be told what is the value. */
export function redact(file: LoadedFile, text: string, flow: Flow, at: Place): Redacted | undefined {
  const { values } = file.facts;
  const way = [...flow.steps, ...flow.bare].filter((place) => place.file === at.file && !isSame(place, at));
  const isText = flow.isPart && flow.fields.length === 0;
  let isExact = true;

  function wholly(span: Span): TextEdit[] | undefined {
    const isWhole = isSame(span, at);
    // What an error says is read by people and programs: of that only the value goes.
    if (isWhole && flow.sink.note.endsWith('of an error')) return undefined;
    const isBare = flow.bare.some((place) => place.file === at.file && isSame(place, span));
    if (flow.shown === undefined && (!isBare || (isWhole && isText))) isExact = false;
    return putInPlace(file, text, { ...at, ...span }, `'${mark}'`);
  }

  function within(span: Span): TextEdit[] | undefined {
    const id = values.findIndex((value) => isSame(value, span) && isWhole(value));
    const value = values[id];
    if (value?.kind === 'object') {
      return joined(holding(value.properties.filter((p) => p.kind === 'value')).map(within));
    }
    if (value?.kind === 'array') return joined(holding(value.elements).map(within));
    if (value?.kind === 'template' && (value.parts.length > 1 || value.texts.some((each) => /[a-z\d]/i.test(each))))
      return inText(span, value.parts);
    const [first] = value?.kind === 'call' && isStringify(value) ? value.args : [];
    if (first && values.some((each) => isSame(each, first) && each.kind === 'object')) return within(first);
    return wholly(span);
  }

  function inText(span: Span, parts: readonly ValueId[]): TextEdit[] | undefined {
    const places = partsOfText(text.slice(span.start, span.end));
    if (places?.length !== parts.length) return undefined;
    const items = places.map(({ start, end, isHole }, index) => ({
      start: span.start + start,
      end: span.start + end,
      value: parts[index] ?? -1,
      text: isHole ? mark : `'${mark}'`,
    }));
    const found = items.length === 1 ? items : holding(items);
    return found.length > 0 ? found.map(({ start, end, text: code }) => ({ start, end, text: code })) : undefined;
  }

  // In which of them a step lies; else which is the value, or what is read of it; else which is made of it.
  function holding<Item extends Span & { value: ValueId }>(items: readonly Item[]): Item[] {
    const by = (test: (item: Item) => boolean): Item[] => items.filter(test);
    const inside = by(({ start, end }) => way.some((place) => start <= place.start && place.end <= end));
    if (inside.length > 0) return inside;
    const read = by(({ value }) => isOfWay(value, readOf));
    return read.length > 0 ? read : by(({ value }) => isOfWay(value, madeOf));
  }

  function isOfWay(id: ValueId, onward: Backward): boolean {
    return backwardSlice(values, id, onward).some((each) => {
      const value = values[each];
      return value !== undefined && way.some((place) => isSame(place, value));
    });
  }

  function isStringify({ callee }: Value & { kind: 'call' }): boolean {
    const called = values[callee];
    return called?.kind === 'member' && called.name === 'stringify';
  }

  const edits = within(at);
  return edits && { edits, isExact };
}

function isWhole({ kind }: Value): boolean {
  return kind === 'object' || kind === 'array' || kind === 'template' || kind === 'call';
}

function readOf(value: Value): readonly ValueId[] {
  if (value.kind === 'template') return value.parts;
  return value.kind === 'member' ? [value.base] : alternatives(value);
}

function madeOf(value: Value): readonly ValueId[] {
  if (value.kind === 'call') return [value.callee, ...value.args.map((arg) => arg.value)];
  if (value.kind === 'object') return value.properties.flatMap((p) => (p.kind === 'value' ? [p.value] : []));
  return readOf(value);
}

function joined(all: (TextEdit[] | undefined)[]): TextEdit[] | undefined {
  const known = all.flatMap((edits) => edits ?? []);
  return all.length > 0 && !all.includes(undefined) ? known : undefined;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
