import { defineRule, type RuleContext, type Tool } from '../server/sdk.ts';

const acting =
  /(?:^|[_\-.])(?:delete|remove|drop|write|update|create|send|exec(?:ute)?|run|pay|transfer|deploy|publish|grant|revoke)(?:$|[_\-.]|(?=[A-Z]))/;
const asking = /scopes?$|permission|role|canAccess|isAllowed|authori[sz]e[ds]?$|entitle/i;

export const mcpMissingScopeCheck = defineRule({
  meta: {
    id: 'mcp-missing-scope-check',
    title: 'Tool that acts for every token, whatever it was given for',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#scope-challenge-handling',
      'mcp:2026-07-28/server/tools#security-considerations',
      'cwe:862',
      'cwe:285',
      'owasp-asi:03',
      'owasp-asi:02',
      'owasp-mcp:02',
      'owasp-mcp:07',
      'owasp-llm:06',
      'norm:features-3',
    ],
  },
  *check(context) {
    if (!isPersonal(context)) return;
    for (const tool of context.tools()) {
      if (context.isTest(tool.at.file) || !isActing(tool) || isAsking(tool, context)) continue;
      yield {
        at: tool.at,
        confidence: 'medium',
        message: 'Every caller with a valid token can use this tool, whatever scopes the token has',
        why: 'A token that was made for reading deletes, sends or pays all the same: the gate asks who calls, and nobody asks what for.',
        help: 'Ask for a scope of its own: `scopeChallenge` of the second SDK, else a look at the scopes of the token, answered with `insufficient_scope`.',
      };
    }
  },
});

// Tokens of several callers, verified by a library, and no scope that the gate itself asks for.
function isPersonal(context: RuleContext): boolean {
  const gates = context.verifications('endpoint-gate').filter(({ at }) => !context.isTest(at.file));
  if (gates.some(({ call }) => context.edits.textOf(call.at).includes('equiredScopes'))) return false;
  const doors = context.endpoints().filter(({ protocol }) => protocol === 'mcp');
  return gates.length > 0 && doors.some((door) => door.authentication() === 'always');
}

function isActing(tool: Tool): boolean {
  if (tool.hint('readOnlyHint').texts?.includes('true')) return false;
  return tool.hint('destructiveHint').texts?.includes('true') === true || acting.test(tool.name ?? '');
}

function isAsking(tool: Tool, context: RuleContext): boolean {
  if (tool.option('scopes').state !== 'absent' || tool.handlers.length === 0) return true;
  return tool.handlers.some((fn) => context.mentions(fn, asking) || context.callsNamed(fn, asking));
}
