import { defineRule, type FunctionRef, type RuleContext, type Tool } from '../server/sdk.ts';

// The function that all calls of tools pass, in the words of those who wrote one.
const central = /wrap|with(Audit|Log|Trac|Telemetry|Metrics|Instrument)|audit|instrument|onToolCall|toolCallLog/i;
// What is written of whichever tool was called, by whoever calls them all.
const ofEach = /\btool (result|call|error)\b/i;
const enough = 2;

export const missingAuditEvent = defineRule({
  meta: {
    id: 'missing-audit-event',
    title: 'Tool that acts and leaves no record',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:features-9',
      'norm:practices-23',
      'norm:a2a-18',
      'norm:tenets-5',
      'mcp:2026-07-28/server/tools#security-considerations',
      'cwe:778',
      'cwe:223',
      'owasp-asi:10',
      'owasp-asi:03',
      'owasp-mcp:08',
    ],
  },
  *check(context) {
    yield* silentTools(context);
    yield* silentRefusals(context);
    for (const call of context.calls('tracing')) {
      for (const { at, isCertain } of call.unsafe()) {
        if (context.isTest(call.at.file)) continue;
        yield {
          at: at ?? call.at,
          confidence: isCertain && !hasLogger(call.at, context) ? 'high' : 'medium',
          message: 'The trace of what this agent calls is switched off',
          why,
          help: 'Leave it on and send it where your records are kept; what must not be read there can be left out of each span.',
        };
      }
    }
  },
});

const why =
  'When an agent was led astray somebody has to find out what it did, for whom and since when. Of an act without a record nobody ever learns.';

function* silentTools(context: RuleContext) {
  const all = context.toolEffects().filter(({ tool }) => tool.handlers.length > 0 && !context.isTest(tool.at.file));
  const isSilent = ({ handlers }: Tool): boolean => !handlers.some((fn) => isRecorded(fn, context));
  for (const { tool, effects } of all) {
    const effect = effects.find(({ kind }) => kind === 'deletes' || kind === 'pays') ?? effects[0];
    if (!effect || !isSilent(tool)) continue;
    const others = all.filter((one) => one.tool !== tool && context.isSamePackage(one.tool.at, tool.at));
    const recorded = others.filter((one) => !isSilent(one.tool)).length;
    const isException = recorded >= enough && recorded * 2 >= others.length;
    if (!isException && !hasLogger(tool.at, context)) continue;
    if (context.says(tool.at, ofEach)) continue;
    const isFinal = effect.kind === 'deletes' || effect.kind === 'pays';
    yield {
      at: tool.at,
      related: [{ ...effect.at, note: `this ${effect.does}` }],
      confidence: isException && isFinal && !context.says(tool.at, central) ? ('high' as const) : ('medium' as const),
      message: `This tool ${effect.does}, and no record is left${isException ? ', as other tools here leave one' : ''}`,
      why,
      help: 'Write one record for each call: the agent (`authInfo.clientId`), the user, the tool, the outcome and an id that ties it to the request.',
    };
  }
}

function isRecorded(fn: FunctionRef, context: RuleContext): boolean {
  return context.leavesRecord(fn) || context.callersCall(fn, /log|audit|record|trac|span|event/i);
}

// A check that turns somebody away and tells nobody.
function* silentRefusals(context: RuleContext) {
  const told = new Set<number>();
  for (const door of context.endpoints()) {
    if (door.protocol === 'http' || context.isTest(door.at.file) || !hasLogger(door.at, context)) continue;
    for (const { kind, fn } of door.gates) {
      if (kind !== 'auth' || !fn || told.has(fn.id) || door.handlers.some(({ id }) => id === fn.id)) continue;
      told.add(fn.id);
      if (context.isTest(fn.at.file) || isRecorded(fn, context)) continue;
      yield {
        at: fn.at,
        confidence: 'medium' as const,
        message: 'Who is refused here leaves no record',
        why: 'Tokens that are tried, scopes that are asked for and refused, and clients that come back are what an attack looks like at first; without a record nobody sees them.',
        help: 'Record each refusal with the client, what was asked for, the reason and an id of the request, and never the token.',
      };
    }
  }
}

function hasLogger(near: Tool['at'], context: RuleContext): boolean {
  return context.calls('logger').some(({ at }) => !context.isTest(at.file) && context.isSamePackage(at, near));
}
