/** What one walk over a syntax tree knows at each moment, and the facts that it has written so far. */
import type { ts } from 'ts-morph';
import type { AssignedNames } from './assigned-names.ts';
import {
  type Argument,
  type ClassFact,
  type ClassId,
  type ExportFact,
  type FunctionFact,
  type FunctionId,
  type CaseFact,
  type Guard,
  type LoopFact,
  moduleLevel,
  type Store,
  type TryFact,
  type TypeFact,
  type Value,
  type ValueId,
} from './facts.ts';
import type { Scope } from './scopes.ts';
import { noVersions, type Versions } from './versions.ts';

export interface WalkInput {
  source: ts.SourceFile;
  text: string;
  assigned: AssignedNames;
  scope: Scope;
}

/** The state of a walk; every reader of a node takes it first and leaves its scope, owner and class as it found them. */
export class Walk {
  readonly source: ts.SourceFile;
  readonly text: string;
  readonly assigned: AssignedNames;
  readonly hasVar: boolean;

  readonly values: Value[] = [];
  readonly functions: FunctionFact[] = [];
  readonly classes: ClassFact[] = [];
  readonly types: TypeFact[] = [];
  readonly stores: Store[] = [];
  readonly guards: Guard[] = [];
  readonly switches: Guard[] = [];
  readonly cases: CaseFact[] = [];
  readonly tries: TryFact[] = [];
  readonly loops: LoopFact[] = [];
  readonly exports: ExportFact[] = [];
  readonly specifiers = new Set<string>();
  readonly calls: ValueId[] = [];
  readonly globals = new Map<string, ValueId>();
  /** Functions and classes that hoisting has already given an id. */
  readonly reserved = new Map<ts.Node, number>();

  scope: Scope;
  owner: FunctionId = moduleLevel;
  cls: ClassId | undefined = undefined;
  /** The reaching assignments of the bindings of `owner`; shared with another branch while `isShared`. */
  versions: Versions = noVersions;
  isShared = true;
  /** Collects what reaches each `break` of the innermost switch; undefined inside a loop. */
  breaks: Versions[] | undefined = undefined;
  /** The value of the `return` that was read last. */
  returned: ValueId | undefined = undefined;
  /** The value of the expression that was read last as a statement. */
  stated: ValueId | undefined = undefined;

  constructor(input: WalkInput) {
    this.source = input.source;
    this.text = input.text;
    this.assigned = input.assigned;
    this.scope = input.scope;
    this.hasVar = /\bvar\b/.test(input.text);
  }

  add(value: Value): ValueId {
    return this.values.push(value) - 1;
  }

  /** The offset of the first character of the node that is no white space or comment. */
  startOf(node: ts.Node): number {
    const { pos } = node;
    if (pos === node.end) return pos;
    const first = this.text.charCodeAt(pos);
    if (isPlain(first)) return pos;
    if (first === 32 && isPlain(this.text.charCodeAt(pos + 1))) return pos + 1;
    return node.getStart(this.source);
  }
}

/** Says that trivia cannot begin with the character: it is ASCII, no white space, no `/`, and no `#` or conflict marker. */
function isPlain(code: number): boolean {
  return code > 35 && code < 127 && code !== 47 && code !== 60 && code !== 61 && code !== 62 && code !== 124;
}

/** Adds a constant. */
export function literal(
  c: Walk,
  start: number,
  end: number,
  value: string | number | boolean | null | undefined,
): ValueId {
  return c.add({ start, end, owner: c.owner, kind: 'literal', value });
}

/** Adds a read of `base[name]`. */
export function member(c: Walk, start: number, end: number, base: ValueId, name: string): ValueId {
  return c.add({ start, end, owner: c.owner, kind: 'member', base, name });
}

/** Adds a value of which only the values inside are known. */
export function unknown(c: Walk, start: number, end: number, parts: ValueId[]): ValueId {
  return c.add({ start, end, owner: c.owner, kind: 'unknown', parts });
}

/** `left` unless it is undefined, as a parameter's or a destructured name's default works. */
export function withDefault(c: Walk, start: number, end: number, left: ValueId, right: ValueId): ValueId {
  return c.add({ start, end, owner: c.owner, kind: 'logical', op: 'default', left, right });
}

/** The value where it is handed over, with the place of the expression. */
export function argument(c: Walk, node: ts.Node, value: ValueId): Argument {
  return { start: c.startOf(node), end: node.end, value };
}
