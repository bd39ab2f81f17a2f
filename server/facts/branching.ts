/** Where a function goes one way or another, and how it leaves: a part of the facts of a file. */
import type { FunctionId, ValueId } from './facts.ts';

export type Exit = 'throw' | 'return' | 'jump';

/** An `if`: what it tests, and how each side leaves the function or loop when every way through it leaves. */
export interface Guard {
  start: number;
  end: number;
  owner: FunctionId;
  test: ValueId;
  thenStart: number;
  thenEnd: number;
  thenExit?: Exit;
  /** The value of the `return` that ends the then side. */
  thenReturn?: ValueId;
  /** The call that ends a then side which does not leave by itself: what is called may. */
  thenCall?: ValueId;
  elseStart?: number;
  elseEnd?: number;
  elseExit?: Exit;
  elseReturn?: ValueId;
  elseCall?: ValueId;
}

/** A clause of a `switch`: what is looked at, what it is compared with (nothing for `default`), and where it stands. */
export interface CaseFact {
  owner: FunctionId;
  subject: ValueId;
  test?: ValueId;
  start: number;
  end: number;
}

/** A `while`, a `do`, or a `for` that has no condition of its own, with what it goes on by. */
export interface LoopFact {
  owner: FunctionId;
  start: number;
  end: number;
  test?: ValueId;
  bodyStart: number;
  bodyEnd: number;
}

/** `try`, with the spans of its block and its catch clause, and how the catch leaves. */
export interface TryFact {
  owner: FunctionId;
  start: number;
  end: number;
  catchStart?: number;
  catchEnd?: number;
  /** What is caught, where it has a name. */
  caught?: ValueId;
  catchExit?: Exit;
  catchReturn?: ValueId;
}
