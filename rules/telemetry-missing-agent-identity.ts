import { type AuditRecord, defineRule, type RuleContext } from '../server/sdk.ts';

const ofUser =
  /^(user|user_?id|sub|subject|email|user_?email|upn|oid|user_?name|principal|actor|enduser\.id|user\.id)$/i;
const ofAgent = /agent|client|azp|app_?id|caller|session/i;
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
    references: ['cwe:778', 'cwe:223', 'owasp-asi:03', 'owasp-asi:10', 'owasp-mcp:08', 'norm:a2a-18'],
  },
  *check(context) {
    for (const record of context.records()) {
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

// A logger that was made with the id of the agent binds it to every record.
function confidenceOf({ at, isAudit }: AuditRecord, { says }: RuleContext): 'high' | 'medium' {
  return isAudit && !says(at, /agent_?id|client_?id|gen_ai\.agent|\bazp\b|\bappid\b/i, 'file') ? 'high' : 'medium';
}
