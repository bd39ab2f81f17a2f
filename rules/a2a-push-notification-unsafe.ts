import { defineRule } from '../server/sdk.ts';

export const a2aPushNotificationUnsafe = defineRule({
  meta: {
    id: 'a2a-push-notification-unsafe',
    title: 'Push notifications to whatever address a caller names',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:918', 'cwe:306', 'owasp-asi:07', 'owasp-mcp:05', 'norm:a2a-13', 'norm:a2a-15'],
  },
  *check(context) {
    const ready = new Set(context.calls('a2a-push-sender').map((call) => `${call.at.file}|${call.at.start}`));
    for (const agent of context.calls('a2a-agent')) {
      const push = agent.option('push');
      if (context.isTest(agent.at.file) || !push.texts?.includes('true')) continue;
      const sender = agent.option('sender');
      const isDefault = sender.state === 'absent' || (sender.at && ready.has(`${sender.at.file}|${sender.at.start}`));
      if (!isDefault) continue;
      yield {
        at: sender.at?.file === agent.at.file ? sender.at : agent.at,
        confidence: 'high',
        message: 'Notifications go to any address that a caller names, those of the inner network among them',
        why: 'The sender of the SDK posts to the URL of the caller as it is, follows redirects and sends along the credentials that the caller chose: metadata services and admin ports answer it.',
        help: 'Write a sender that takes https and known hosts only and refuses private addresses, or set `pushNotifications: false`.',
        ...(push.at ? { related: [{ ...push.at, note: 'the card offers them' }] } : {}),
      };
    }
  },
});
