import { defineRule } from '../server/sdk.ts';

const messages: Record<string, string> = {
  rateLimit: 'Anybody may register clients as fast as they can',
  secretExpiry: 'Secrets of clients that anybody may register never end',
};

export const oauthOpenDynamicRegistration = defineRule({
  meta: {
    id: 'oauth-open-dynamic-registration',
    title: 'Clients that anybody may register without a limit',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization/client-registration#dynamic-client-registration',
      'rfc:7591#5',
      'cwe:287',
      'cwe:770',
      'owasp-asi:03',
      'owasp-asi:04',
      'owasp-mcp:07',
      'owasp-mcp:09',
    ],
  },
  *check(context) {
    for (const call of context.calls('oauth-server')) {
      for (const option of call.unsafe()) {
        const message = messages[option.name];
        if (message === undefined || context.isTest(call.at.file)) continue;
        const edits = context.edits.dropOption(call, option.name);
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message,
          why: 'Registration asks for no credential. Without a limit a script fills the store, and with names and redirect URIs of their own attackers wait for somebody to agree.',
          help: 'Leave the limit and the expiry on; better, accept client metadata documents (CIMD) and clients that were registered by hand.',
          fixes: edits ? [{ title: 'Take the default of the library', safety: 'safe', edits }] : [],
        };
      }
    }
  },
});
