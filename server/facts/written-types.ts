/** What a file says by types: written ones, classes and interfaces; a part of the facts of a file. */
import type { FunctionId, ValueId } from './facts.ts';

/** A written type: `Promise<X>`, `Readonly<X>`, `X | undefined` are already reduced to X. */
export interface TypeRef {
  /** `Request`, `express.Request`; `{}` for an inline object type, '' when the type is not a plain name. */
  name: string;
  /** The import, class or enum value that the first identifier of `name` binds to, if the file declares one. */
  binding?: ValueId;
  isArray?: true;
  mayBeUndefined?: true;
  args?: TypeRef[];
  /** For an inline object type. */
  members?: TypeMember[];
  /** What an inline object type has under any name: `{ [id: string]: X }`. */
  element?: TypeRef;
}

export interface TypeMember {
  name: string;
  type?: TypeRef;
  isOptional?: true;
}

export interface ClassMember {
  name: string;
  kind: 'method' | 'field' | 'getter' | 'setter' | 'constructor';
  isStatic?: true;
  fn?: FunctionId;
  /** A field's initial value. */
  value?: ValueId;
  type?: TypeRef;
}

export interface ClassFact {
  start: number;
  end: number;
  name: string;
  /** The value (`kind: 'class'`) that stands for it. */
  value: ValueId;
  extends?: ValueId;
  implements: TypeRef[];
  /** Constructor parameter properties are members of kind `field` whose value is the parameter. */
  members: ClassMember[];
}

/** An interface, or a type alias of an object type or of a name. */
export interface TypeFact {
  name: string;
  start: number;
  end: number;
  extends: TypeRef[];
  members: TypeMember[];
}
