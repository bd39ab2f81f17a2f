/** Codes, tokens and keys that a program makes for others, known by the name of what makes them. */
import type { Value } from '../../facts/facts.ts';
import type { SourceRow } from '../../models/model.ts';

/** The row of such a value. */
export const madeCredential: SourceRow = {
  kind: 'made-credential',
  path: '',
  note: 'credential that this program makes',
};

/** The row of what a program has kept in a file of tokens. */
export const keptCredential: SourceRow = {
  kind: 'made-credential',
  path: '',
  note: 'contents of the file in which tokens are kept',
};

const keeping = /(?:token|credential)s?_?(?:store|storage|cache)?_?(?:path|file(?:_?(?:path|name))?)$/i;

/** True for a call that reads the file whose name stands under such a name. */
export function readsKept(callee: string, path: Value | undefined): boolean {
  return /^readFile(?:Sync)?$/.test(callee) && path !== undefined && 'name' in path && keeping.test(path.name);
}

const making =
  /^(?:create|generate|issue|mint|make|new)_?(?:[a-z]+_?)?(?:auth(?:orization|entication)?_?code|(?:access|refresh|bearer|session|auth|api|id)_?token|jwt|api_?key|client_?secret)$/i;
// Programs make codes and tokens of many kinds; near OAuth these are what opens something.
const makingNearOAuth = /^(?:create|generate|issue|mint|make)_?(?:code|token)$/i;
const oauthWords = ['authorization_code', 'code_challenge', 'codeChallenge', 'code_verifier', 'codeVerifier'];

/** True for the name of a function that makes one; `holds` says whether a word stands in the file. */
export function makesCredential(name: string, holds: (words: readonly string[]) => boolean): boolean {
  return making.test(name) || (makingNearOAuth.test(name) && holds(oauthWords));
}
