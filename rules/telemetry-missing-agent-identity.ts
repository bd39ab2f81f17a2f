import { type AuditRecord, defineRule, type RuleContext } from '../server/sdk.ts';

const ofUser =
  /^(user|user_?id|sub|subject|email|user_?email|upn|oid|user_?name|principal|actor|enduser\.id|user\.id)$/i;
const ofAgent = /agent|client|azp|app_?id|caller|session|^act(\.|_|$)|^may_act|delegat/i;
// What ties a record to the task, the talk and the request in which it was done.
const ofTask = /task|context|session|trace|correlation|request|run_?id|span|message_?id|conversation|thread/i;
const ofAct = /^(tool|tool_?name|action|operation|event|event_?type|method|mcp\.tool(\.name)?|gen_ai\.tool\.name)$/i;

export const telemetryMissingAgentIdentity = defineRule({
  meta: {
    id: 'telemetry-missing-agent-identity',
    title: 'Record of an act that names the user and not the agent',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'cwe:778',
      'cwe:223',
      'owasp-asi:03',
      'owasp-asi:10',
      'owasp-mcp:08',
      'norm:a2a-18',
      'norm:a2a-25',
      'norm:rfc-4',
    ],
  },
  *check(context) {
    const executing = new Set(
      context.functions('tool-handler').flatMap(({ fn, row }) => (row?.path.includes('AgentExecutor') ? [fn.id] : [])),
    );
    for (const record of context.records()) {
      if (record.within && executing.has(record.within.id) && isUntied(record))
        yield {
          at: record.at,
          confidence: 'medium',
          message: 'This record does not say in which task it was done',
          why: 'An agent does the work of many at the same time. A record without the task, the context or an id of the request cannot be put together with those of the agents before and behind it.',
          help: 'Record `taskId` and `contextId` of the request, or let a span of OpenTelemetry carry them.',
        };
      if (!isOfUserAlone(record) || !context.isAgentPackage(record.at)) continue;
      yield {
        at: record.at,
        confidence: confidenceOf(record, context),
        message: `This record says which user acted, and not by which agent`,
        why: 'When an agent was led astray, all that it did stands under the names of its users: nobody can tell its acts from theirs, or find what else it did.',
        help: 'Record the agent beside the user: the client id of the token (`authInfo.clientId`, `azp`, `appid`) or `gen_ai.agent.id`.',
      };
    }
  },
});

function isOfUserAlone({ names, isOpen }: AuditRecord): boolean {
  const has = (wanted: RegExp): boolean => names.some((name) => wanted.test(name));
  return !isOpen && has(ofUser) && has(ofAct) && !has(ofAgent);
}

function isUntied({ names, isOpen }: AuditRecord): boolean {
  return !isOpen && names.length > 0 && !names.some((name) => ofTask.test(name));
}

// A logger that was made with the id of the agent binds it to every record.
function confidenceOf({ at, isAudit }: AuditRecord, { says }: RuleContext): 'high' | 'medium' {
  return isAudit && !says(at, /agent_?id|client_?id|gen_ai\.agent|\bazp\b|\bappid\b/i, 'file') ? 'high' : 'medium';
}
