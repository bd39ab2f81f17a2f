import { type ApiCall, defineRule, type Endpoint, type Fix, type RuleContext, type Tool } from '../server/sdk.ts';

const agreed = /^(user_?)?(is_?)?(confirm(ed|ation)?|approv(e|ed|al)|consent(ed)?)$/i;
// What a client sends with a request, history of the talk included.
const sent =
  /^(json|body|formData|messages|uiMessages|convertToModelMessages|convertToCoreMessages|validateUIMessages)$/;
const waiting = /^(needs|require)Approval$/;
const received = /^(json|body|formData)$/;

export const approvalForgeable = defineRule({
  meta: {
    id: 'approval-forgeable',
    title: 'Approval that whoever asks can give themselves',
    pillar: 'monitoring',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#user-interaction-model',
      'cwe:345',
      'cwe:294',
      'cwe:602',
      'owasp-asi:09',
      'owasp-asi:02',
      'owasp-mcp:07',
      'norm:features-1',
    ],
  },
  *check(context) {
    yield* unsigned(context);
    yield* open(context);
    for (const tool of context.tools()) yield* byModel(tool, context);
  },
});

const help =
  'Keep what waits for an answer on the server, under the person who may answer and the call with its arguments, and take the answer only from them.';

// The answer travels in the messages, which the browser sends back.
function* unsigned(context: RuleContext) {
  for (const call of context.calls('approval-state')) {
    if (call.option('secret').state !== 'absent' || context.isTest(call.at.file)) continue;
    const makers = [...call.makers('messages'), ...call.option('messages').names];
    if (!makers.some((name) => received.test(name)) || !makers.some((name) => sent.test(name))) continue;
    if (call.option('tools').state === 'absent' || !waits(call, context)) continue;
    const major = Number.parseInt(context.project(call.at.file).version('ai') ?? '7', 10);
    yield {
      at: call.at,
      confidence: 'high' as const,
      message: 'Answers about approval come back with the messages, and nothing shows that they are those of a person',
      why: 'The client sends the whole talk, and in it the request for approval together with the answer. Whoever writes a message by hand says yes to a call that nobody was ever asked about.',
      help:
        call.row.options['secret'] === undefined
          ? 'Keep the talk on the server, and take from the client only what the person wrote and answered.'
          : major < 7
            ? `This version signs no approvals: raise \`ai\` to 7 and give \`experimental_toolApprovalSecret\`, or keep the talk on the server.`
            : 'Give `experimental_toolApprovalSecret`, so that only approvals count which this server asked for, or keep the talk on the server.',
      fixes: major < 7 || call.row.options['secret'] === undefined ? [] : fixesOf(call, context),
    };
  }
}

function waits(call: ApiCall, context: RuleContext): boolean {
  if (call.option('approval').state !== 'absent') return true;
  // Of the tools of a package those count that are handed to this call.
  if (!call.makers('tools').some((name) => waiting.test(name))) return false;
  return context
    .tools()
    .some(
      (tool) =>
        context.isSamePackage(tool.at, call.at) && isKept(tool) && !tool.option('approval').texts?.includes('false'),
    );
}

function isKept(tool: Tool): boolean {
  return tool.call?.row.options['approval'] !== undefined && tool.option('approval').state !== 'absent';
}

function fixesOf(call: ApiCall, { edits }: RuleContext): Fix[] {
  const { code, isStub } = edits.settingCode('TOOL_APPROVAL_SECRET', /approval_?secret/i, call.at);
  const found = edits.giveOption(call, 'secret', code);
  return found ? [{ title: 'Sign approvals', safety: isStub ? 'suggestion' : 'safe', edits: found }] : [];
}

// A door that nobody guards, and behind it the answer.
function* open(context: RuleContext) {
  const answers = context.calls('approval-answer').filter(({ at }) => !context.isTest(at.file));
  for (const door of context.endpoints()) {
    if (!isUnguarded(door) || context.isTest(door.at.file) || !context.isAgentPackage(door.at)) continue;
    const reached = new Set(door.handlers.flatMap((fn) => context.reach(fn)).map(({ id }) => id));
    const answer = answers.find(({ within }) => within && reached.has(within.id));
    const read = door.handlers.flatMap((fn) => context.readsOf(fn, received)).find(({ name }) => agreed.test(name));
    const at = answer?.at ?? read?.at;
    if (!at) continue;
    yield {
      at,
      confidence: answer ? ('high' as const) : ('medium' as const),
      message: 'Whoever finds this address answers for the person who is asked',
      why: 'Nothing on the way asks who is calling: the agent itself, another program or anybody on the network agrees to what was held back for a person.',
      help,
      related: [{ ...door.at, note: 'answered here' }],
    };
  }
}

function isUnguarded(door: Endpoint): boolean {
  return door.protocol === 'http' && door.isWhole && door.authentication() === 'never';
}

// `confirm: true` is one more word that the model writes.
function* byModel(tool: Tool, context: RuleContext) {
  if (context.isTest(tool.at.file)) return;
  const field = tool.fields()?.find(({ name }) => agreed.test(name));
  if (!field || isKept(tool) || tool.hint('destructiveHint').texts?.includes('true')) return;
  const guard = tool.handlers.find((fn) => context.testsNamed(fn, new RegExp(`^${field.name}$`)));
  if (!guard) return;
  // Clients of MCP ask a person by themselves, unless they are told that there is no need.
  const isAgents = tool.call?.row.options['approval'] !== undefined;
  const isHarmless = tool.hint('destructiveHint').texts?.includes('false');
  yield {
    at: field.at,
    confidence: isAgents || isHarmless ? ('high' as const) : ('medium' as const),
    message: `The model itself writes \`${field.name}\`, so nobody is asked`,
    why: 'An argument is no answer of a person. The model that was led to call the tool is led to confirm it in the same breath.',
    help: isAgents
      ? 'Use the approval of the framework (`needsApproval`), which stops until a person has answered.'
      : 'Say `destructiveHint: true`, so that clients ask, or ask the person by elicitation.',
  };
}
