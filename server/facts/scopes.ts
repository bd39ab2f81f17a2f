/** Names and what they bind to, and the value that a read of a name gives at the present place. */
import type { FunctionId, Value, ValueId } from './facts.ts';
import { setVersion } from './versions.ts';
import type { Walk } from './walk.ts';

export interface Binding {
  name: string;
  kind: 'variable' | 'param' | 'function' | 'type';
  /** What a read gives where the reaching assignment is not known: everything ever assigned. */
  value: ValueId;
  owner: FunctionId;
  /** Assigned again in its scope: then its versions are followed. */
  isTracked: boolean;
  /** Assigned inside a nested function, which may run at any time. */
  isEscaping: boolean;
}

type Variable = Value & { kind: 'variable' };

/** A block's names; `isFunction` for that of a function or the file, where `var` goes. */
export class Scope {
  private names: Map<string, Binding> | undefined = undefined;
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  readonly start: number;
  readonly end: number;

  constructor(parent: Scope | undefined, isFunction: boolean, start: number, end: number) {
    this.parent = parent;
    this.isFunction = isFunction;
    this.start = start;
    this.end = end;
  }

  get(name: string): Binding | undefined {
    return this.names?.get(name);
  }

  set(name: string, binding: Binding): void {
    this.names ??= new Map();
    this.names.set(name, binding);
  }
}

/** What the name is bound to at the present place; undefined for a global. */
export function lookup(c: Walk, name: string): Binding | undefined {
  for (let scope: Scope | undefined = c.scope; scope; scope = scope.parent) {
    const found = scope.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Binds a name that is never followed: an import, a function, a class, an enum. */
export function bind(c: Walk, name: string, kind: Binding['kind'], value: ValueId): Binding {
  const binding: Binding = { name, kind, value, owner: c.owner, isTracked: false, isEscaping: false };
  c.scope.set(name, binding);
  return binding;
}

/** Declares `let`, `const` or `var` with no value yet. */
export function declareVariable(
  c: Walk,
  scope: Scope,
  name: string,
  start: number,
  end: number,
  isConst: boolean,
): Binding {
  const variable: Variable = { start, end, owner: c.owner, kind: 'variable', name, values: [] };
  if (isConst) variable.isConst = true;
  const isTracked = !isConst && c.assigned.isAssigned(name, scope.start, scope.end, start);
  const binding: Binding = {
    name,
    kind: 'variable',
    value: c.add(variable),
    owner: c.owner,
    isTracked,
    isEscaping: false,
  };
  scope.set(name, binding);
  return binding;
}

/** Declares a parameter's name; one that is assigned again becomes a variable that begins as the parameter. */
export function declareParam(c: Walk, name: string, start: number, end: number, value: ValueId): Binding {
  const binding = bind(c, name, 'param', value);
  if (c.assigned.isAssigned(name, c.scope.start, c.scope.end, start)) {
    binding.isTracked = true;
    binding.value = c.add({ start, end, owner: c.owner, kind: 'variable', name, values: [value] });
    setVersion(c, binding, value);
  }
  return binding;
}

/** The variable value that stands for the binding, made when a function, class or parameter is assigned after all. */
export function variableOf(c: Walk, binding: Binding): Variable {
  const value = c.values[binding.value];
  if (value?.kind === 'variable' && value.name === binding.name) return value;
  const { start, end } = value ?? { start: 0, end: 0 };
  const variable: Variable = {
    start,
    end,
    owner: binding.owner,
    kind: 'variable',
    name: binding.name,
    values: [binding.value],
  };
  binding.value = c.add(variable);
  return variable;
}

/** Records that the binding now holds `value`, written as it stands at the span. */
export function assign(c: Walk, binding: Binding, value: ValueId, written?: { start: number; end: number }): void {
  const variable = variableOf(c, binding);
  if (!variable.values.includes(value) && value !== binding.value) variable.values.push(value);
  if (c.owner !== binding.owner) {
    binding.isEscaping = true;
    if (written) (variable.outer ??= []).push({ start: written.start, end: written.end, value });
  } else if (binding.isTracked) setVersion(c, binding, value);
}

/** The value that the name reads here; names that the file does not declare are globals. */
export function readName(c: Walk, name: string, start: number, end: number): ValueId {
  const binding = lookup(c, name);
  if (binding) {
    if (binding.isTracked && !binding.isEscaping && binding.owner === c.owner) {
      const version = c.versions.get(binding);
      if (version !== undefined) return version;
    }
    return binding.value;
  }
  if (name === 'undefined') return c.add({ start, end, owner: c.owner, kind: 'literal', value: undefined });
  if (name === 'arguments' && c.owner >= 0) return readArguments(c, start, end);
  return readGlobal(c, name, start, end);
}

/** The one value of the file for a name that nothing in it declares. */
export function readGlobal(c: Walk, name: string, start: number, end: number): ValueId {
  let id = c.globals.get(name);
  if (id === undefined) {
    id = c.add({ start, end, owner: -1, kind: 'global', name });
    c.globals.set(name, id);
  }
  return id;
}

function readArguments(c: Walk, start: number, end: number): ValueId {
  let fn = c.functions[c.owner];
  while (fn?.isArrow) fn = c.functions[fn.parent];
  const params = fn ? fn.params : [];
  const elements = params.map((value) => {
    const param = c.values[value];
    return param?.kind === 'param' && param.isRest
      ? { start, end, value, isSpread: true as const }
      : { start, end, value };
  });
  return c.add({ start, end, owner: c.owner, kind: 'array', elements });
}
