import { type ApiCall, defineRule, type Fix, type RuleContext, type UnsafeOption } from '../server/sdk.ts';

// Who asks a person in the same function and returns afterwards has not agreed to everything.
const asking = /prompt|confirm|question|ask|readline|approv|select|dialog|showMessage/i;

export const approvalDisabled = defineRule({
  meta: {
    id: 'approval-disabled',
    title: 'Tools that run although nobody was asked',
    pillar: 'monitoring',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#user-interaction-model',
      'mcp:2026-07-28/client/sampling#security-considerations',
      'cwe:862',
      'cwe:693',
      'owasp-asi:02',
      'owasp-asi:09',
      'owasp-mcp:02',
      'owasp-llm:06',
      'norm:features-1',
      'norm:features-21',
    ],
  },
  *check(context) {
    for (const call of context.calls('approval')) {
      for (const option of call.unsafe()) {
        if (isAsked(call, option, context)) continue;
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message: messageOf(option),
          why: 'Whoever gets words into the context of the model, by a web page, an issue or a file, gets the tools too: no person stands between the injected text and what it does.',
          help: 'Let a person decide about every call that writes, sends, pays or runs something, and exempt by name only what reads.',
          fixes: fixesOf(call, option, context),
        };
      }
    }
  },
});

function messageOf({ at, name, value }: UnsafeOption): string {
  if (!at) return `Nothing is said about approval here, and the default is \`${value}\`: tools run without a person`;
  if (name === 'decision') return `This always answers \`${value}\`: nobody is asked`;
  return `\`${value}\` lets every tool run without a person`;
}

function isAsked(call: ApiCall, { name }: UnsafeOption, context: RuleContext): boolean {
  return name === 'decision' && call.functionsAt('decider').some((fn) => context.callsNamed(fn, asking));
}

function fixesOf(call: ApiCall, { at, name, safe }: UnsafeOption, { edits }: RuleContext): Fix[] {
  if (safe === undefined) return [];
  const found = at ? edits.replaceOption(call, name, safe) : edits.giveOption(call, name, safe);
  return found ? [{ title: `Write ${safe}: ask before tools run`, safety: 'safe', edits: found }] : [];
}
