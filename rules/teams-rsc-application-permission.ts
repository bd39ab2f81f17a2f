import { allowedIds, defineRule, itemsOf, placeOf, textAt, valueAt } from '../server/sdk.ts';

export const teamsRscApplicationPermission = defineRule({
  meta: {
    id: 'teams-rsc-application-permission',
    title: 'Teams app that reads without a user',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:272', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check({ manifests, config }) {
    const allowed = allowedIds(config);
    for (const { document, root } of manifests.recognised('teams-app')) {
      for (const permission of itemsOf(valueAt(root, 'authorization.permissions.resourceSpecific'))) {
        const name = textAt(permission, 'name');
        if (!name || textAt(permission, 'type')?.value !== 'Application' || allowed.has(name.value)) continue;
        const what = contents(name.value);
        if (!what) continue;
        const edits = manifests.edits.remove(document, permission);
        yield {
          at: placeOf(name),
          confidence: what.isSure ? 'high' : 'medium',
          severity: what.isSure ? 'warning' : 'info',
          message: `\`${name.value}\` as an application permission: the app ${what.does} without a user`,
          why: 'The owner of one team or chat consents for all who are in it, and what anybody writes there steers the agent and is read by it, whether or not it is spoken to.',
          help: 'Ask for the delegated permission, or let the agent read only what mentions it.',
          fixes: edits ? [{ title: `Take \`${name.value}\` out`, safety: 'suggestion', edits }] : [],
        };
      }
    }
  },
});

/** What the permission opens of what people say and keep; meetings' stages and live sessions open nothing of it. */
function contents(name: string): { does: string; isSure: boolean } | undefined {
  if (/^(?:ChannelMessage|ChatMessage)\.Read\./.test(name)) return { does: 'reads every message', isSure: true };
  if (/^(?:ChannelMessage|ChatMessage)\.Send\./.test(name)) return { does: 'sends messages', isSure: false };
  if (/^(?:OnlineMeeting\w*Transcript|OnlineMeetingRecording|OnlineMeetingTranscript)\.Read/.test(name))
    return { does: 'reads what was said in meetings', isSure: true };
  if (/^(?:TeamMember|ChatMember)\.Read\./.test(name)) return { does: 'reads who is a member', isSure: false };
  return /\.(?:Create|Delete|ReadWrite|Manage)\.(?:Group|Chat)$/.test(name) &&
    !/^(?:LiveShareSession|Meeting)/.test(name)
    ? { does: 'changes the team or chat', isSure: false }
    : undefined;
}
