import { defineRule, placeOf } from '../server/sdk.ts';

export const agentSettingsBypass = defineRule({
  meta: {
    id: 'agent-settings-bypass',
    title: 'Agent that is let out of its guards',
    pillar: 'monitoring',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'cwe:862',
      'cwe:693',
      'cwe:250',
      'owasp-asi:02',
      'owasp-asi:05',
      'owasp-asi:10',
      'owasp-mcp:02',
      'owasp-llm:06',
      'norm:practices-16',
    ],
  },
  *check({ manifests }) {
    for (const thrown of manifests.switches('bypass')) {
      const { row, shown, at } = thrown;
      yield {
        at,
        confidence: row.confidence ?? 'high',
        severity: row.severity ?? 'error',
        message: `\`${shown}\` ${row.effect}`,
        why: 'What the agent reads can tell it what to do. With this setting nobody is asked before it is done.',
        help: 'Take it out, and allow single commands and tools that only read; let people confirm the rest.',
        fixes: manifests.tighten(thrown),
      };
    }
    for (const { document, command, event, opens, member } of manifests.approvingHooks()) {
      const edits = manifests.edits.remove(document, member);
      yield {
        at: placeOf(command),
        confidence: 'high',
        message: `This hook on \`${event}\` lets ${opens} run without asking`,
        why: 'What the agent reads can tell it what to do. The hook answers for the person, whatever is asked.',
        help: 'Take it out and allow single commands, or let the hook look at the call and leave the rest to people.',
        fixes: edits ? [{ title: 'Take the hook out', safety: 'safe', edits }] : [],
      };
    }
  },
});
