/** Shows values as text, so that a test reads as code beside what it means. */
import assert from 'node:assert/strict';
import type { Argument, Facts, Property, TypeRef, ValueId } from '../../server/facts/facts.ts';
import { readTypeScript } from '../../server/facts/typescript.ts';

/** Reads the code and compares the arguments of its `show(…)` calls, in order, with the expected renderings. */
export function doTest(code: string, ...expected: string[]): void {
  const facts = readTypeScript('ledger.ts', code);
  assert.deepEqual(shown(facts), expected);
}

/** The renderings of every argument handed to `show`. */
export function shown(facts: Facts): string[] {
  return facts.calls.flatMap((id) => {
    const call = facts.values[id];
    if (call?.kind !== 'call') return [];
    const callee = facts.values[call.callee];
    return callee?.kind === 'global' && callee.name === 'show' ? call.args.map((arg) => render(facts, arg.value)) : [];
  });
}

export function render(facts: Facts, id: ValueId, open: readonly ValueId[] = []): string {
  const value = facts.values[id];
  assert.ok(value, `no value ${id}`);
  if (open.includes(id)) return '…';
  const show = (inner: ValueId): string => render(facts, inner, [...open, id]);
  const all = (ids: readonly ValueId[], by = ', '): string => ids.map(show).join(by);
  const args = (list: readonly Argument[]): string =>
    list.map((a) => (a.isSpread ? '...' : '') + show(a.value)).join(', ');
  switch (value.kind) {
    case 'literal':
      return value.value === undefined ? 'undefined' : JSON.stringify(value.value);
    case 'regex':
      return `/${value.source}/${value.flags}`;
    case 'template':
      return `text(${value.texts.map((t, i) => (t ? `'${t}'` : '') + (i < value.parts.length ? `{${all(value.parts.slice(i, i + 1))}}` : '')).join('')})`;
    case 'object':
      return `{${value.properties.map((p) => property(p, show)).join(', ')}}`;
    case 'array':
      return `[${args(value.elements)}]`;
    case 'member':
      return `member(${show(value.base)}, ${value.isOptional ? '?.' : ''}${value.name})`;
    case 'element':
      return `element(${show(value.base)}, ${value.key === undefined ? '*' : show(value.key)})`;
    case 'rest':
      return `rest(${show(value.base)} without ${value.omitted.join(' ')})`;
    case 'call': {
      const types = value.typeArgs ? `<${value.typeArgs.map(renderType).join(', ')}>` : '';
      return `${value.isNew ? 'new' : 'call'}${value.isOptional ? '?.' : ''}${types}(${[show(value.callee), args(value.args)].filter(Boolean).join('; ')})`;
    }
    case 'function':
      return `function ${facts.functions[value.fn]?.name ?? '?'}`;
    case 'class':
      return `class ${facts.classes[value.cls]?.name ?? '?'}`;
    case 'variable':
      return `${value.isConst ? 'const' : 'let'} ${value.name}(${all(value.values, ' | ')})`;
    case 'choice':
      return `choice(${all(value.values, ' | ')})`;
    case 'conditional':
      return `(${show(value.test)} ? ${show(value.whenTrue)} : ${show(value.whenFalse)})`;
    case 'logical':
    case 'binary':
      return `(${show(value.left)} ${value.op} ${show(value.right)})`;
    case 'param':
      return `param ${value.isRest ? '...' : ''}${value.name || value.index}`;
    case 'this':
    case 'super':
      return value.cls === undefined ? value.kind : `${value.kind} ${facts.classes[value.cls]?.name ?? '?'}`;
    case 'import':
      return `import ${value.specifier}#${value.name}`;
    case 'await':
      return `await(${show(value.value)})`;
    case 'cast':
      return `cast(${show(value.value)}, ${value.isAny ? 'any' : value.type ? renderType(value.type) : '?'})`;
    case 'unary':
      return `${value.op}(${show(value.value)})`;
    case 'global':
      return `global ${value.name}`;
    case 'unknown':
      return `unknown(${all(value.parts)})`;
  }
}

function property(p: Property, show: (id: ValueId) => string): string {
  if (p.kind === 'spread') return `...${show(p.value)}`;
  const key = p.key === undefined ? (p.name ?? '?') : `[${show(p.key)}]`;
  return `${p.kind === 'value' ? '' : `${p.kind} `}${key}: ${show(p.value)}`;
}

export function renderType(type: TypeRef): string {
  const args = type.args?.length ? `<${type.args.map(renderType).join(', ')}>` : '';
  const members = type.members
    ? `{${type.members.map((m) => `${m.name}${m.isOptional ? '?' : ''}${m.type ? `: ${renderType(m.type)}` : ''}`).join('; ')}}`
    : '';
  const name = type.name === '{}' ? '' : type.name;
  const element = type.element ? `[${renderType(type.element)}]` : '';
  return `${name}${type.binding === undefined ? '' : '*'}${args}${members}${element}${type.isArray ? '[]' : ''}${type.mayBeUndefined ? '?' : ''}`;
}
