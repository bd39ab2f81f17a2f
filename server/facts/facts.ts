/**
 * What one file says, in plain serialisable data: a value graph with offsets and no syntax node.
 * A second reader that writes this shape for another language gives every flow rule to that language.
 * Ids are indexes into the arrays of the same file; offsets are UTF-16 into the decoded text.
 */

import type { IgnoreComment } from '../finding.ts';
import type { CaseFact, Guard, LoopFact, TryFact } from './branching.ts';
import type { ClassFact, TypeFact, TypeRef } from './written-types.ts';

export type * from './branching.ts';
export type * from './written-types.ts';
export type { IgnoreComment };
export type ValueId = number;
export type FunctionId = number;
export type ClassId = number;

/** The owner of everything that stands outside a function. */
export const moduleLevel = -1;

/** A value where it is handed over; the span is that of the expression as written there, not of what it reads. */
export interface Argument {
  start: number;
  end: number;
  value: ValueId;
  isSpread?: true;
}

export interface Property {
  /** The span of the value as written (of the name in a shorthand). */
  start: number;
  end: number;
  kind: 'value' | 'spread' | 'method' | 'getter' | 'setter';
  /** The key when it is static; numeric keys as written. */
  name?: string;
  /** The key when it is computed. */
  key?: ValueId;
  value: ValueId;
}

interface At {
  start: number;
  end: number;
  /** The function whose body holds the value, or `moduleLevel`. */
  owner: FunctionId;
}

/** One value of the program. Parentheses, `!` and `satisfies` leave no trace; identifiers are the value they read. */
export type Value = At &
  (
    | { kind: 'literal'; value: string | number | boolean | null | undefined }
    | { kind: 'regex'; source: string; flags: string }
    /** Template string or `+`: texts[i] precedes parts[i]; one more text than parts. */
    | { kind: 'template'; texts: string[]; parts: ValueId[] }
    | { kind: 'object'; properties: Property[] }
    | { kind: 'array'; elements: Argument[] }
    /** `base.name`, `base?.name`, `base['name']`, and each name taken out by destructuring. */
    | { kind: 'member'; base: ValueId; name: string; isOptional?: true }
    /** `base[key]`; without key: any element, as in `for (const x of base)`. */
    | { kind: 'element'; base: ValueId; key?: ValueId }
    /** What `...rest` takes in a destructuring. */
    | { kind: 'rest'; base: ValueId; omitted: string[] }
    /** A call, `new` or tagged template; the receiver is the base of a `member` callee. */
    | { kind: 'call'; callee: ValueId; args: Argument[]; isNew?: true; isOptional?: true; typeArgs?: TypeRef[] }
    | { kind: 'function'; fn: FunctionId }
    | { kind: 'class'; cls: ClassId }
    /**
     * A binding. `values` holds every value ever assigned to it. A read resolves to the reaching assignment where the
     * walker knows it (then the read is that value or a `choice`), and to this value in closures and loops. `outer`
     * tells where functions other than its own assign to it.
     */
    | { kind: 'variable'; name: string; values: ValueId[]; type?: TypeRef; isConst?: true; outer?: Argument[] }
    /** What flows in over several branches that meet. */
    | { kind: 'choice'; values: ValueId[] }
    | { kind: 'conditional'; test: ValueId; whenTrue: ValueId; whenFalse: ValueId }
    /** `default` is a parameter's or a destructured name's default: right counts when left is undefined. */
    | { kind: 'logical'; op: '&&' | '||' | '??' | 'default'; left: ValueId; right: ValueId }
    /** The raw parameter; destructured names are members of it. `injected` is the call of its decorator, which says what a framework passes. */
    | { kind: 'param'; fn: FunctionId; index: number; name: string; type?: TypeRef; isRest?: true; injected?: ValueId }
    /** `this` inside a class body (cls), else of a function. */
    | { kind: 'this'; cls?: ClassId }
    | { kind: 'super'; cls?: ClassId }
    /** `name` is 'default', '*' for a namespace, `require(…)` and `import(…)`, or the imported name. */
    | { kind: 'import'; specifier: string; name: string; isType?: true; isCommonJs?: true; isDynamic?: true }
    | { kind: 'await'; value: ValueId }
    /** `value as T`, `<T>value`. */
    | { kind: 'cast'; value: ValueId; type?: TypeRef; isAny?: true }
    | { kind: 'binary'; op: string; left: ValueId; right: ValueId }
    | { kind: 'unary'; op: string; value: ValueId }
    /** A name that nothing in the file declares: `fetch`, `process`, `Headers`. */
    | { kind: 'global'; name: string }
    /** Anything else; `parts` are the values inside it, which are walked but do not flow on. `isKey`: a name of theirs, of `for … in`. */
    | { kind: 'unknown'; parts: ValueId[]; isKey?: true }
  );

export type ValueKind = Value['kind'];

export interface FunctionFact {
  start: number;
  end: number;
  /** Declared name, or that of the variable, property or method it is written to; '' when there is none. */
  name: string;
  nameStart: number;
  nameEnd: number;
  /** The function that encloses it, or `moduleLevel`. */
  parent: FunctionId;
  /** The class whose member it is. */
  cls?: ClassId;
  isStatic?: true;
  isAsync?: true;
  isGenerator?: true;
  isArrow?: true;
  /** Value ids of the raw parameters (`kind: 'param'`), in order. */
  params: ValueId[];
  /** Every returned expression, and an arrow's body expression. */
  returns: Argument[];
  yields: Argument[];
  /** The value (`kind: 'function'`) that stands for it. */
  value: ValueId;
  returnType?: TypeRef;
  /** False for overload signatures, abstract methods and declarations. */
  hasBody: boolean;
  /** Nobody comes back from it: every way through it throws or ends the process, or its type says so. */
  isFinal?: true;
}

/** `base.name = value`, `base[key] = value` (without name: dynamic key); also `base.name ??= value`. */
export interface Store {
  start: number;
  end: number;
  owner: FunctionId;
  base: ValueId;
  name?: string;
  key?: ValueId;
  value: ValueId;
  /** The span of the value as written. */
  valueStart: number;
  valueEnd: number;
}

export type ExportFact =
  /** `export { value as name }`, `export default`, `module.exports = value` (name 'default' and isCommonJs), `exports.name = value`. */
  | { kind: 'value'; name: string; value: ValueId; isCommonJs?: true }
  /** `export { imported as name } from 'specifier'`; imported '*' for `export * as name`. */
  | { kind: 'from'; name: string; imported: string; specifier: string }
  /** `export * from 'specifier'`. */
  | { kind: 'star'; specifier: string };

export interface SyntaxProblem {
  start: number;
  end: number;
  message: string;
  /** True when the parser gave up, so that the facts are empty. */
  isFatal?: true;
}

export interface Facts {
  values: Value[];
  functions: FunctionFact[];
  classes: ClassFact[];
  types: TypeFact[];
  stores: Store[];
  guards: Guard[];
  /** What each `switch` over constants comes down to, as an `if` that asks for all of its labels. */
  switches: Guard[];
  cases: CaseFact[];
  tries: TryFact[];
  loops: LoopFact[];
  exports: ExportFact[];
  /** Every specifier that the file imports, requires or re-exports from, once. */
  specifiers: string[];
  /** Values of kind `call`, in source order of their start. */
  calls: ValueId[];
  ignores: IgnoreComment[];
  problems: SyntaxProblem[];
}
