/** Calls of a function that a fix adds to the file, and that throws until a person fills it in. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { Stub } from '../../context.ts';
import type { FunctionFact, Property } from '../../facts/facts.ts';
import { oncePerFile } from '../../facts/once-per-file.ts';
import type { Place, Span } from '../../finding.ts';
import type { LoadedFile } from '../graph.ts';
import type { TextEdit } from './lists.ts';
import { lineEnd } from './source-text.ts';

/** The edits that hand what is written at the place to the stub and take its result instead; undefined where it cannot be awaited. */
export function callStub(file: LoadedFile, text: string, at: Place, stub: Stub): TextEdit[] | undefined {
  const isAsync = functionAround(file, at)?.isAsync === true;
  const declared = declaration(file, text, stub, isAsync);
  if (!(isAsync || stub.isSync) || text.slice(at.start, at.end).trim() === '' || !declared) return undefined;
  const call = (code: string): string => `${isAsync ? 'await ' : ''}${stub.name}(${code})`;
  return [...handOver(file, text, at, call), ...declared];
}

function functionAround({ facts }: LoadedFile, { start, end }: Span): FunctionFact | undefined {
  let inner: FunctionFact | undefined;
  for (const fn of facts.functions)
    if (fn.start <= start && fn.end >= end && (!inner || fn.start > inner.start)) inner = fn;
  return inner;
}

function handOver(file: LoadedFile, text: string, at: Span, call: (code: string) => string): TextEdit[] {
  const written = text.slice(at.start, at.end);
  const hole = holeOf(written);
  if (hole) {
    const [start, end] = [at.start + hole.start, at.start + hole.end];
    const code = call(text.slice(start, end));
    return [{ start, end, text: hole.isTemplate ? code : `(${code})` }];
  }
  const property = propertyAt(file, at);
  // A header holds the scheme, too; a name that is left alone may hold either.
  const isHeader = /authorization$/i.test(property?.name ?? '') && !/bearer/i.test(written);
  const code = isHeader ? `\`Bearer \${${call(written)}}\`` : call(written);
  const isShort = property?.name === written && !text.slice(0, at.start).trimEnd().endsWith(':');
  return [isShort ? { start: at.end, end: at.end, text: `: ${code}` } : { start: at.start, end: at.end, text: code }];
}

// The value in `Bearer ${value}` or 'Bearer ' + value, when it is the only one that is put into a text.
function holeOf(written: string): (Span & { isTemplate: boolean }) | undefined {
  const [template, ...others] = written.matchAll(/(?<=\$\{)[^{}`]+(?=\})/g);
  const sum = /(?<=^(?:'[^'\\]*'|"[^"\\]*")\s*\+\s*)[\w$]+(?:\??\.[\w$]+)*$/.exec(written);
  const found = template ?? sum;
  if (!found || others.length > 0) return undefined;
  return { start: found.index, end: found.index + found[0].length, isTemplate: template !== undefined };
}

// A file may have thousands of findings, and each of them asks.
const propertiesByPlace = oncePerFile((facts) => {
  const all = valuesOf(facts, 'object').flatMap(([value]) => value.properties);
  // The first of two at one place counts.
  return new Map(all.toReversed().map((property) => [`${property.start} ${property.end}`, property]));
});

function propertyAt({ facts }: LoadedFile, { start, end }: Span): Property | undefined {
  return propertiesByPlace(facts).get(`${start} ${end}`);
}

const declarations = oncePerFile(() => new Map<string, TextEdit[] | undefined>());

function declaration(file: LoadedFile, text: string, stub: Stub, isAsync: boolean): TextEdit[] | undefined {
  const known = declarations(file.facts);
  const key = JSON.stringify([stub, isAsync]);
  if (!known.has(key)) known.set(key, declare(file, text, stub, isAsync));
  return known.get(key);
}

// At the end of the file, once; a function of the module that has the name already is taken for it.
function declare(file: LoadedFile, text: string, stub: Stub, isAsync: boolean): TextEdit[] | undefined {
  const { name, parameter, message } = stub;
  const { functions, values } = file.facts;
  if (functions.some((fn) => fn.name === name && fn.parent < 0 && fn.cls === undefined)) return [];
  if (values.some((value) => 'name' in value && value.name === name)) return undefined;
  const eol = lineEnd(text);
  const isTyped = /\.[cm]?tsx?$/.test(file.path);
  const head = isTyped ? `(_${parameter}: unknown): ${isAsync ? 'Promise<string>' : 'string'}` : `(_${parameter})`;
  const indent = /^(?:\t| +)(?=[^\s*])/m.exec(text)?.[0] ?? '  ';
  const lines = ['', `function ${name}${head} {`, `${indent}throw new Error('${message}');`, '}', ''];
  const gap = text.endsWith('\n') ? '' : eol;
  return [{ start: text.length, end: text.length, text: gap + lines.join(eol) }];
}
