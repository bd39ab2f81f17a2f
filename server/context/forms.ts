/** Parameters that are sent together, in the query of a URL or in a form, as a rule sees them. */
import type { Place } from '../finding.ts';
import type { Guess, Option } from './calls.ts';
import type { FunctionRef } from './references.ts';

/** A set of parameters whose names the program writes down: `client_id=…&redirect_uri=…`. */
export interface Form {
  /** The object, the URL, the `URLSearchParams` or the text that carries them. */
  at: Place;
  carrier: 'url' | 'params' | 'object' | 'text';
  /** The names that were seen, in the order of the program. */
  names: readonly string[];
  /** `absent` only where nobody can have added the parameter out of sight. */
  option(name: string): Option;
  /** Names of what is called, read and written to make the value: `btoa`, `stringify`, `nonce`. */
  makers(name: string): string[];
  /** What makes it easy to guess the value; undefined where it is not, or nobody knows. */
  guess(name: string): Guess | undefined;
  /**
   * Where it goes: nowhere that is known, in the query of a request or of a redirect, or in the body of a request. With a
   * name, where that parameter goes, or the whole: an object may hold more than parameters.
   */
  sent(name?: string): { kind: 'url' | 'request-body' | 'redirect'; at: Place }[];
  /** Constant beginnings of the URL that it is sent to, and the names read on the way to it. */
  destination(): { texts: string[]; names: string[] };
  /** True when the query of a request that came in is copied into it, under whatever names. */
  takesQuery?: true;
  /** The innermost named function around it. */
  within?: FunctionRef;
  /** The innermost function around it, named or not. */
  inside?: FunctionRef;
}

/** A place at which a code of OAuth is redeemed. */
export interface Redemption {
  at: Place;
  /** The innermost function around it, and the innermost that has a name. */
  holders: FunctionRef[];
  /** True when a verifier may be sent along that the browser does not know (RFC 7636, section 4.5). */
  isBoundByPkce: boolean;
  /** The parameters, where the program writes them down itself. */
  form?: Form;
}

/** Something that the program writes out by hand, with the names that it reads; the first is that of the value. */
export interface Spelled {
  at: Place;
  names: readonly string[];
  within?: FunctionRef;
  inside?: FunctionRef;
  /** What it is held against, where it is a test: its constant text, and the names of what makes it. */
  against?: { text?: string; names: readonly string[]; written: Place };
}

/** A parameter of the query, or a header, of a request that comes in, where the program reads it. */
export interface QueryRead {
  name: string;
  at: Place;
  within?: FunctionRef;
  inside?: FunctionRef;
  /** True when it is taken where a header that carries credentials is missing: `req.headers.authorization ?? req.query.key`. */
  isFallback?: true;
  /** The setting that it is compared with, by which the server knows its callers. */
  heldAgainst?: string;
  /** What the program does with it, as far as anything is seen that may be a check. */
  weight(): Weight;
  /** True when the text is read as JSON as it is, with no signature or encoding taken off before. */
  isParsed(): boolean;
}

/**
 * `unweighed`: it is asked for, shown or sent on, and never held against anything; `skippable`: it is compared only where
 * it was sent along, or where the browser kept something; `weighed`: anything else, or nobody can tell.
 */
export type Weight = 'weighed' | 'skippable' | 'unweighed';
