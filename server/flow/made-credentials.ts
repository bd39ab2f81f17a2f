/** Codes, tokens and keys that a program makes for others, known by the name of what makes them. */
import type { SourceRow } from '../models/model.ts';

/** The row of such a value. */
export const madeCredential: SourceRow = {
  kind: 'made-credential',
  path: '',
  note: 'credential that this program makes',
};

const making =
  /^(?:create|generate|issue|mint|make|new)_?(?:[a-z]+_?)?(?:auth(?:orization|entication)?_?code|(?:access|refresh|bearer|session|auth|api|id)_?token|jwt|api_?key|client_?secret)$/i;
// Programs make codes and tokens of many kinds; near OAuth these are what opens something.
const makingNearOAuth = /^(?:create|generate|issue|mint|make)_?(?:code|token)$/i;
const oauthWords = ['authorization_code', 'code_challenge', 'codeChallenge', 'code_verifier', 'codeVerifier'];

/** True for the name of a function that makes one; `holds` says whether a word stands in the file. */
export function makesCredential(name: string, holds: (words: readonly string[]) => boolean): boolean {
  return making.test(name) || (makingNearOAuth.test(name) && holds(oauthWords));
}
