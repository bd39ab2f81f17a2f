/** Where the program redeems a code of OAuth: by a request that it writes down, or by a library (RFC 6749, section 4.1.3). */
import type { ApiCall, Form, FunctionRef, Redemption } from '../../context.ts';

interface RedemptionsInput {
  forms(telling: RegExp): Form[];
  calls(kind: 'code-redemption'): ApiCall[];
  isTest(path: string): boolean;
}

/** Answers which places those are; calls of a library that stand in tests are none. */
export function createRedemptions({ forms, calls, isTest }: RedemptionsInput) {
  let memo: Redemption[] | undefined;

  function redemptions(): Redemption[] {
    memo ??= [...forms(/^grant_type$/).flatMap(ofForm), ...calls('code-redemption').flatMap(ofCall)];
    return memo;
  }

  function ofForm(form: Form): Redemption[] {
    if (!form.option('grant_type').texts?.includes('authorization_code')) return [];
    const hasPkce = form.option('code_verifier').state !== 'absent';
    return [{ at: form.at, holders: holdersOf(form), hasPkce, form }];
  }

  function ofCall(call: ApiCall): Redemption[] {
    if (isTest(call.at.file)) return [];
    const hasPkce = /^(set|possibly-empty)$/.test(call.option('verifier').state);
    return [{ at: call.at, holders: holdersOf(call), hasPkce }];
  }

  return { redemptions };
}

function holdersOf({ inside, within }: { inside?: FunctionRef; within?: FunctionRef }): FunctionRef[] {
  return [inside, within].filter((fn) => fn !== undefined);
}
