/** Handles on things of the program that a rule may hand back with a question. */
import type { Place } from '../finding.ts';

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
