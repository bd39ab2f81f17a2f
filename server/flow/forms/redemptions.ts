/** Where the program redeems a code of OAuth: by a request that it writes down, or by a library (RFC 6749, section 4.1.3). */
import type { ApiCall, Form, FunctionRef, Redemption } from '../../context.ts';
import type { Place } from '../../finding.ts';

interface RedemptionsInput {
  forms(telling: RegExp): Form[];
  calls(kind: 'code-redemption'): ApiCall[];
  says(near: Place, words: RegExp, where: 'file'): boolean;
  isTest(path: string): boolean;
}

/** Answers which places those are; calls of a library that stand in tests are none. */
export function createRedemptions({ forms, calls, says, isTest }: RedemptionsInput) {
  let memo: Redemption[] | undefined;

  function redemptions(): Redemption[] {
    memo ??= [...forms(/^grant_type$/).flatMap(ofForm), ...calls('code-redemption').flatMap(ofCall)];
    return memo;
  }

  function ofForm(form: Form): Redemption[] {
    if (!form.option('grant_type').texts?.includes('authorization_code')) return [];
    return [{ at: form.at, holders: holdersOf(form), isBoundByPkce: isBound(form), form }];
  }

  function ofCall(call: ApiCall): Redemption[] {
    if (isTest(call.at.file)) return [];
    const isBoundByPkce = /^(set|possibly-empty)$/.test(call.option('verifier').state);
    return [{ at: call.at, holders: holdersOf(call), isBoundByPkce }];
  }

  // A verifier that the browser brings back inside of the state binds nothing, and one that nobody speaks of is not sent.
  function isBound(form: Form): boolean {
    if (form.option('code_verifier').state === 'absent') return false;
    if (!form.names.includes('code_verifier')) return says(form.at, /^code_?verifier$/im, 'file');
    const makers = form.makers('code_verifier');
    return !makers.includes('parse') || !makers.some((name) => /state/i.test(name));
  }

  return { redemptions };
}

function holdersOf({ inside, within }: { inside?: FunctionRef; within?: FunctionRef }): FunctionRef[] {
  return [inside, within].filter((fn) => fn !== undefined);
}
