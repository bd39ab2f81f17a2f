/** The calls and object literals of a file as a document: code that builds a manifest is asked as one. */
import type { CallTree, Document, Entry, TextTree, Tree } from '../documents/document.ts';
import { scalarOf } from '../documents/tree.ts';
import type { Place } from '../finding.ts';
import { changedLater } from './changed-later.ts';
import type { Argument, Facts, Property, Value, ValueId } from './facts.ts';

const deepest = 40;
const made = new WeakMap<Facts, Document>();

/** One root for each outermost call, object, comparison or choice; constants of the file are followed to where their value stands. */
export function codeDocument(file: string, facts: Facts): Document {
  let document = made.get(facts);
  if (!document)
    made.set(
      facts,
      (document = { file, syntax: 'code', roots: rootsOf(file, facts), ignores: facts.ignores, problems: [] }),
    );
  return document;
}

function rootsOf(file: string, facts: Facts): Tree[] {
  const known = new Map<ValueId, Tree>();
  const roots: Tree[] = [];
  const changed = changedLater(facts);
  const outer = facts.values
    .flatMap((value, id) => (isRoot(value) ? [{ id, value }] : []))
    .sort((a, b) => a.value.start - b.value.start || b.value.end - a.value.end || b.id - a.id);
  for (const { id } of outer) if (!known.has(id)) roots.push(toTree(id, 0));
  return roots;

  // One tree for one value, however often it is read.
  function toTree(id: ValueId, depth: number): Tree {
    let tree = known.get(id);
    if (!tree) known.set(id, (tree = built(id, depth)));
    return tree;
  }

  function built(id: ValueId, depth: number): Tree {
    const value = facts.values[id];
    if (!value || depth > deepest) return expression('', placed(value ?? { start: 0, end: 0 }));
    const at = placed(value);
    const inner = (other: ValueId): Tree => toTree(other, depth + 1);
    switch (value.kind) {
      case 'literal':
        return ofLiteral(value.value, at);
      case 'template':
        return ofTemplate(value, at, inner);
      case 'object':
        return ofObject(value, id, at, inner);
      case 'array': {
        const later = changed.has(id) ? [expression('...', { ...at, start: at.end })] : [];
        return { ...at, kind: 'list', isFlow: true, items: [...value.elements.map((e) => itemOf(e, inner)), ...later] };
      }
      case 'call':
        return ofCall(value, at, inner);
      case 'variable': {
        const [only] = value.values;
        const isSettled = value.isConst && value.values.length === 1 && only !== undefined;
        return isSettled ? inner(only) : expression(value.name, at);
      }
      case 'await':
      case 'cast':
        return inner(value.value);
      case 'conditional':
        return expression('', at, [inner(value.whenTrue), inner(value.whenFalse)]);
      case 'logical':
        return expression(value.op, at, [inner(value.left), inner(value.right)]);
      case 'binary':
        return ofBinary(value, at, inner);
      case 'member':
        return ofMember(value, at, inner);
      default:
        return expression('name' in value ? value.name : '', at);
    }
  }

  // A field that the file stores later on may hold anything.
  function ofObject(
    value: Value & { kind: 'object' },
    id: ValueId,
    at: Place,
    inner: (id: ValueId) => Tree,
  ): Tree & { kind: 'map' } {
    const { names = new Set<string>(), isOpen: isOpened = false } = changed.get(id) ?? {};
    const isOpen = isOpened || value.properties.some(isOpening);
    const written = value.properties.flatMap((p) => entryOf(p, inner)).filter(({ key }) => !names.has(key));
    const later = [...names].map((key) => ({ key, at: { ...at, start: at.end }, value: expression('', at) }));
    return { ...at, kind: 'map', isFlow: true, entries: [...written, ...later], ...(isOpen ? { isOpen } : {}) };
  }

  function ofCall(value: Value & { kind: 'call' }, at: Place, inner: (id: ValueId) => Tree): CallTree {
    const callee = facts.values[value.callee];
    const name = callee && 'name' in callee ? callee.name : '';
    const args = value.args.map((arg) => itemOf(arg, inner));
    // `principal.withConditions(…)`: what a chain of calls begins with belongs to it.
    const on = callee?.kind === 'member' ? inner(callee.base) : undefined;
    const end = callee && callee.end > at.start && callee.end < at.end ? callee.end : at.end;
    return { ...at, kind: 'call', name, args, callee: { ...at, end }, ...(on ? { on } : {}) };
  }

  // `roles.owner` of a constant object; of what a library exports only the names are known.
  function ofMember(value: Value & { kind: 'member' }, at: Place, inner: (id: ValueId) => Tree): Tree {
    const base = inner(value.base);
    if (base.kind === 'map') {
      const found = base.entries.findLast(({ key }) => key === value.name);
      if (found && !base.isOpen) return found.value;
    }
    const source = base.kind === 'expression' && base.source ? `${base.source}.${value.name}` : value.name;
    const isName = base.kind === 'expression' && base.parts.length === 0;
    return expression(source, at, isName ? [] : [base]);
  }

  // Also every `+`; where no part of it is a text it is a sum.
  function ofTemplate(value: Value & { kind: 'template' }, at: Place, inner: (id: ValueId) => Tree): Tree {
    const parts = value.parts.map(inner);
    if (value.texts.every((text) => text === '') && !parts.some(({ kind }) => kind === 'text'))
      return parts.every((part) => part.kind === 'number')
        ? { ...at, kind: 'number', value: parts.reduce((sum, part) => sum + part.value, 0) }
        : expression('+', at, parts);
    const filled = parts.map((part) => scalarOf(part) ?? '${}');
    const text = value.texts.map((before, index) => before + (filled[index] ?? '')).join('');
    return { ...textTree(text, at), offsets: [], ...(filled.includes('${}') ? { isTemplate: true as const } : {}) };
  }

  function ofBinary(value: Value & { kind: 'binary' }, at: Place, inner: (id: ValueId) => Tree): Tree {
    const [left, right] = [inner(value.left), inner(value.right)];
    const product =
      left.kind === 'number' && right.kind === 'number' ? result(value.op, left.value, right.value) : undefined;
    return product === undefined ? expression(value.op, at, [left, right]) : { ...at, kind: 'number', value: product };
  }

  function entryOf(p: Property, inner: (id: ValueId) => Tree): Entry[] {
    if (isOpening(p) || p.name === undefined) return [];
    const value = p.kind === 'value' ? inner(p.value) : expression('', placed(p));
    return [{ key: p.name, at: placed(p), value }];
  }

  function itemOf(argument: Argument, inner: (id: ValueId) => Tree): Tree {
    const tree = inner(argument.value);
    return argument.isSpread ? expression('...', placed(argument), [tree]) : tree;
  }

  function placed({ start, end }: { start: number; end: number }): Place {
    return { file, start, end };
  }
}

const comparisons = new Set(['===', '==', '!==', '!=', '??', '||', '&&']);

function isRoot(value: Value): boolean {
  return (
    value.kind === 'call' ||
    value.kind === 'object' ||
    ((value.kind === 'binary' || value.kind === 'logical') && comparisons.has(value.op))
  );
}

function isOpening(p: Property): boolean {
  return p.kind === 'spread' || p.name === undefined;
}

function expression(source: string, at: Place, parts: Tree[] = []): Tree & { kind: 'expression' } {
  return { ...at, kind: 'expression', source, parts };
}

function ofLiteral(value: string | number | boolean | null | undefined, at: Place): Tree {
  switch (typeof value) {
    case 'string':
      return textTree(value, at);
    case 'number':
      return { ...at, kind: 'number', value };
    case 'boolean':
      return { ...at, kind: 'boolean', value };
    default:
      return { ...at, kind: 'null' };
  }
}

function textTree(value: string, at: Place): TextTree {
  const inner = { start: at.start + 1, end: Math.max(at.start + 1, at.end - 1) };
  // With escapes or holes nobody counts where a part of it stands.
  const isPlain = inner.end - inner.start === value.length;
  return { ...at, kind: 'text', value, inner, style: 'single', ...(isPlain ? {} : { offsets: [] }) };
}

function result(op: string, left: number, right: number): number | undefined {
  switch (op) {
    case '*':
      return left * right;
    case '-':
      return left - right;
    case '/':
      return right === 0 ? undefined : left / right;
    default:
      return undefined;
  }
}
