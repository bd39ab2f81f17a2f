/** Handles on things of the program that a rule may hand back with a question. */
import type { Place } from '../finding.ts';
import type { RoleRow } from '../models/model.ts';

/** A handle on a value of the program; only the engine looks inside. */
export interface ValueRef {
  readonly id: number;
  readonly at: Place;
}

export interface FunctionRef {
  readonly id: number;
  readonly name: string;
  readonly at: Place;
}

/** A function of the project that a library calls in a known role. */
export interface RoleFunction {
  row?: RoleRow;
  fn: FunctionRef;
  at: Place;
}
