/** Who somebody is by their own word, and what a program takes out by it, as rules see them. */
import type { Place } from '../finding.ts';
import type { FunctionRef } from './references.ts';

/** What the program takes out, or decides, by a name that whoever asks has said. */
export interface Picked {
  /** `credential`: a token or key of somebody; `records`: what it keeps of somebody; `rights`: what somebody may do. */
  what: 'credential' | 'records' | 'rights';
  at: Place;
}

/** A field by which whoever asks says who they are, or which session is theirs. */
export interface StatedIdentity {
  name: string;
  from: 'header' | 'query' | 'body' | 'argument';
  at: Place;
  picks: Picked[];
  /** True when it is also held against something that the caller did not say. */
  isCompared: boolean;
  /** True for a header that the program itself writes, as middleware does for what comes after it. */
  isWrittenHere: boolean;
  /** The innermost named function around it. */
  within?: FunctionRef;
  /** The innermost function around it. */
  inside?: FunctionRef;
}
