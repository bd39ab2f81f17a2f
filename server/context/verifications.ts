/** Calls and functions that judge tokens, and requests for scopes, as rules see them. */
import type { Place } from '../finding.ts';
import type { ScopeRow, VerifierRow } from '../models/model.ts';
import type { Option, OptionedCall } from './calls.ts';
import type { FunctionRef, RoleFunction } from './references.ts';

/** A call that verifies, decodes or introspects a token, or that gates an endpoint. */
export interface Verification extends OptionedCall {
  row: VerifierRow;
  audience: Option;
  issuer: Option;
  algorithms: Option;
  requiredClaims: Option;
  /** Functions of the project that the call delegates the verification to. */
  delegates: RoleFunction[];
  /** True when a delegate is given but is not a function of the project that was seen. */
  hasUnknownDelegate: boolean;
  /** Constant texts among the other options, such as `typ`. */
  otherOptions: string[];
  /** True when the same file signs tokens, or the same package with a key of that name, so that they may be its own. */
  isSelfMinted: boolean;
  /** True when the token is a text that stands in the program: a script or a sample, nobody presented it. */
  isConstantToken: boolean;
}

/** A place at which the signature of a token is checked by hand. */
export interface HandVerification {
  at: Place;
  /** The function around it, and those that call it. */
  holders: FunctionRef[];
}

/** Names of calls that judge a token: whatever they are given, or only when they are given the token. */
export interface JudgingNames {
  alone: RegExp;
  withToken: RegExp;
}

/** How a claim of a verified or fetched token is looked at afterwards. */
export interface ClaimUse {
  /** `guards`: a comparison that decides whether processing goes on; `compares`: compared without consequence; `keeps`: becomes the user of the request; `reads`: only read. */
  kind: 'guards' | 'compares' | 'reads' | 'keeps';
  at: Place;
  /** True where nobody looks when the claim is missing: `if (claims.aud && claims.aud !== own) throw …`. */
  isOptional?: true;
}

/** A string of a scope where it is requested. */
export interface ScopeRequest {
  row: ScopeRow;
  /** The single scope. */
  scope: string;
  /** Where the text stands. */
  at: Place;
  /** Where it is requested. */
  requestedAt: Place;
  /** Names that stand beside it in the same object. */
  beside: string[];
}
