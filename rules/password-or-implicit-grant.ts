import { agentFolders, defineRule, entryAt, isOfAgent, type RuleContext } from '../server/sdk.ts';

export const passwordOrImplicitGrant = defineRule({
  meta: {
    id: 'password-or-implicit-grant',
    title: 'Grant that hands out passwords or tokens',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'rfc:9700#2.4',
      'rfc:9700#2.1.2',
      'cwe:522',
      'cwe:598',
      'owasp-asi:03',
      'owasp-mcp:01',
      'norm:oauth-7',
      'norm:oauth-8',
    ],
  },
  *check(context) {
    for (const form of context.forms(/^(grant_type|response_type)$/)) {
      if (context.isTest(form.at.file)) continue;
      const confidence = context.isAgentPackage(form.at) ? ('high' as const) : ('medium' as const);
      const grant = form.option('grant_type');
      const response = form.option('response_type');
      if (grant.texts?.includes('password') && form.names.includes('password'))
        yield { at: grant.at ?? form.at, confidence, ...password };
      else if (response.texts?.some(isImplicit) && form.names.includes('client_id'))
        yield { at: response.at ?? form.at, confidence, ...implicit };
    }
    for (const call of context.calls('password-grant')) {
      if (!context.isTest(call.at.file)) yield { at: call.at, confidence: 'high', ...password };
    }
    yield* servers(context);
    yield* applications(context);
  },
});

/** An application of Entra whose tokens are handed over in the URL; many that are old have nothing to do with agents. */
function* applications({ manifests, isTest }: RuleContext) {
  const folders = agentFolders(manifests.recognised('agent-project'));
  for (const { document, root } of manifests.recognised('implicit-grant')) {
    for (const key of ['oauth2AllowImplicitFlow', 'enableAccessTokenIssuance', 'access_token_issuance_enabled']) {
      const found = entryAt(root, key);
      if (found?.value.kind !== 'boolean' || !found.value.value || isTest(document.file)) continue;
      const edits = document.syntax === 'code' ? undefined : manifests.edits.replace(document, found.value, false);
      yield {
        at: found.at,
        confidence: isOfAgent(document.file, folders) ? ('high' as const) : ('medium' as const),
        severity: 'warning' as const,
        ...implicit,
        message: 'The application may be given access tokens in the URL of the answer (implicit grant)',
        fixes: edits ? [{ title: 'Leave the implicit grant off', safety: 'suggestion' as const, edits }] : [],
      };
    }
  }
}

function* servers(context: RuleContext) {
  for (const call of context.calls('oauth-server')) {
    for (const option of call.unsafe().filter(({ name }) => name === 'implicit')) {
      const edits = context.edits.dropOption(call, 'implicit');
      yield {
        at: option.at ?? call.at,
        confidence: 'high' as const,
        ...implicit,
        fixes: edits ? [{ title: 'Leave the implicit grant off', safety: 'safe' as const, edits }] : [],
      };
    }
  }
}

const password = {
  message: 'The password of a user is sent for a token',
  why: 'The program learns a password that opens everything the user has, no second factor stands before it, and nobody can take back from the agent what was given once.',
  help: 'Let the user sign in at the authorization server: the authorization code with PKCE, or the device grant where there is no browser.',
};
const implicit = {
  message: 'The token is handed over in the URL of the answer (implicit grant)',
  why: 'The token stands in the history of the browser and in what the page sends on, and nothing ties it to the client that asked.',
  help: 'Ask for a code (`response_type=code`) with PKCE, and redeem it.',
};

function isImplicit(text: string): boolean {
  return /(^|\s)token(\s|$)/.test(text);
}
