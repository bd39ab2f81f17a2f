import { type BranchOn, defineRule, type FunctionRef, type Place, type RuleContext } from '../server/sdk.ts';

// As the versions of the protocol, and the enumerations of its SDK, write the state.
const state = /^(?:TASK_STATE_)?auth[-_ ]?required$/i;
// What looks whether somebody was authorized, or asks.
const deciding =
  /token|credential|authori[sz]|authenticat|approv|consent|permission|grant|verif|caller|principal|scope|secret|confirm|^(?:context_?)?user(?!_?message)|log_?in|sign_?in|^ask|^prompt|question|^headers$/i;

export const authRequiredTakenAsConsent = defineRule({
  meta: {
    id: 'auth-required-taken-as-consent',
    title: 'Task that waits for an authorization and goes on without',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['norm:a2a-9', 'cwe:862', 'cwe:863', 'owasp-asi:03', 'owasp-asi:07', 'owasp-asi:09'],
  },
  *check(context) {
    for (const branch of context.branchesOn(state)) {
      if (context.isTest(branch.at.file) || looksAtWho(branch, context)) continue;
      const act = actIn(branch, context);
      if (act) yield done(act);
      for (const call of context.calls('a2a-send')) {
        const { state: written, names } = call.option('text');
        if (!holds(branch.at, call.at) || written !== 'set' || names.length > 0) continue;
        if (call.constants('text').length > 0) yield answered(call.at);
      }
    }
  },
});

function holds(outer: Place, { file, start }: Place): boolean {
  return outer.file === file && start >= outer.start && start < outer.end;
}

// The function itself, and what it runs there.
function looksAtWho({ fn, runs }: BranchOn, context: RuleContext): boolean {
  const asks = (one: FunctionRef): boolean => context.mentions(one, deciding) || context.callsNamed(one, deciding);
  return asks(fn) || runs.some((run) => deciding.test(run.fn.name) || asks(run.fn));
}

function actIn(branch: BranchOn, context: RuleContext): { at: Place; does: string } | undefined {
  const acts = (fn: FunctionRef) => context.effects(fn).filter(({ kind }) => kind !== 'sends');
  const own = acts(branch.fn).find(({ at }) => holds(branch.at, at));
  if (own) return own;
  for (const { at, fn } of branch.runs) {
    const [effect] = acts(fn);
    if (effect) return { at, does: effect.does };
  }
  return undefined;
}

const why =
  'The state says that an authorization is missing. Whoever knows the task can write to it again, the agent that was told to wait among them; that a message came says nothing of who agreed to what.';

function done({ at, does }: { at: Place; does: string }) {
  return {
    at,
    confidence: 'high' as const,
    message: `This ${does} because the task waits for an authorization, and nothing looks whether there is one`,
    why,
    help: 'Keep what the person or the authorization server answered out of band, under the task, and go on only when it is there and is for this act.',
  };
}

function answered(at: Place) {
  return {
    at,
    confidence: 'high' as const,
    message: 'This client answers a task that waits for an authorization by itself, always the same',
    why,
    help: 'Show the person what the agent asks for, let them authorize it where the message says, and ask for the task again.',
  };
}
