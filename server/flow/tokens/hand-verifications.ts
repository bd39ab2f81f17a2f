/** Tokens of somebody else's making whose signature the program checks by hand. */
import type { ApiCall, FunctionRef, HandVerification } from '../../context.ts';

interface HandVerificationsInput {
  calls(kind: 'signature-check'): ApiCall[];
  callersOf(fn: FunctionRef): FunctionRef[];
  callsNamed(fn: FunctionRef, name: RegExp): boolean;
  mentions(fn: FunctionRef, name: RegExp): boolean;
  isTest(path: string): boolean;
}

// What names a person or their rights: a signed card or a webhook says neither.
const holderClaims = /^(?:sub|email|scopes?|scp|oid|upn|preferred_username)$/i;

/** Answers where that is; what is looked at beside the signature is left to who asks. */
export function createHandVerifications(input: HandVerificationsInput) {
  let memo: HandVerification[] | undefined;

  function handVerifications(): HandVerification[] {
    memo ??= input.calls('signature-check').flatMap(describe);
    return memo;
  }

  function describe(call: ApiCall): HandVerification[] {
    const own = call.within ?? call.inside;
    if (!own || input.isTest(call.at.file) || isShared(call)) return [];
    const holders = [own, ...input.callersOf(own)];
    const isAny = (test: (fn: FunctionRef) => boolean): boolean => holders.some(test);
    // A compact token is taken apart, and its key is one of several that an issuer publishes.
    const isToken = isAny((fn) => input.callsNamed(fn, /^split$/)) && isAny((fn) => input.mentions(fn, /^kid$/));
    return isToken && isAny((fn) => input.mentions(fn, holderClaims)) ? [{ at: call.at, holders }] : [];
  }

  return { handVerifications };
}

// Who checks with the secret that it signs with reads its own tokens.
function isShared(call: ApiCall): boolean {
  return [call.option('algorithm'), call.option('name')].some(({ texts = [] }) =>
    texts.some((text) => /hmac|^hs\d/i.test(text)),
  );
}
