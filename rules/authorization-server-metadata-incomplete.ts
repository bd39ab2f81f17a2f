import { defineRule, type Form, type RuleContext } from '../server/sdk.ts';

export const authorizationServerMetadataIncomplete = defineRule({
  meta: {
    id: 'authorization-server-metadata-incomplete',
    title: 'Metadata of an authorization server that clients of MCP must refuse',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:authorization-22',
      'norm:authorization-34',
      'norm:authorization-40',
      'mcp:2026-07-28/basic/authorization/security-considerations#authorization-code-protection',
      'rfc:8414#2',
      'rfc:9207#3',
      'cwe:346',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    for (const form of context.forms(/^authorization_endpoint$/)) {
      if (!isMetadata(form) || context.isTest(form.at.file)) continue;
      // Revisions before let clients go on without it.
      const { isBefore } = context.project(form.at.file);
      if (!isBefore('2025-11-25') && isAbsent(form, 'code_challenge_methods_supported'))
        yield {
          at: form.at,
          confidence: 'high',
          message: 'The metadata do not say that PKCE is supported (`code_challenge_methods_supported`)',
          why: 'A client of MCP refuses to go on with an authorization server that does not say so: nobody could tell whether a stolen code is good for anything.',
          help: "Say `code_challenge_methods_supported: ['S256']`, and refuse requests without a challenge.",
        };
      yield* issuerOf(form, context);
      yield* registrationOf(form, context);
    }
  },
});

const schema = /^(z|zod|string|Type)$/;

// Words of a document that this program publishes: it names the endpoints itself, and not one that it was told.
function isMetadata(form: Form): boolean {
  return (
    form.carrier === 'object' &&
    // `issuer: z.string()` says what such a document looks like.
    !form.makers('issuer').some((name) => schema.test(name)) &&
    ['issuer', 'token_endpoint', 'response_types_supported'].every((name) => form.names.includes(name))
  );
}

function isAbsent(form: Form, name: string): boolean {
  return form.option(name).state === 'absent' && !form.names.includes(name);
}

// RFC 9207: who sends `iss` must say so, or clients do not expect it.
function* issuerOf(form: Form, context: RuleContext) {
  const flag = 'authorization_response_iss_parameter_supported';
  if (!isAbsent(form, flag)) return;
  const answers = context
    .forms(/^code$/)
    .filter((each) => each.names.includes('state') && !each.names.includes('grant_type') && each.carrier !== 'object');
  const isSent = answers.some((each) => each.names.includes('iss') && context.isSamePackage(each.at, form.at));
  const { revision } = context.project(form.at.file);
  // Older revisions know nothing of it.
  if (!isSent && revision !== '2026-07-28') return;
  yield {
    at: form.at,
    confidence: isSent ? ('high' as const) : ('medium' as const),
    severity: isSent ? ('warning' as const) : ('info' as const),
    message: isSent
      ? `\`iss\` is sent with the code, and the metadata do not say so (\`${flag}\`)`
      : `Clients are not told by \`iss\` who gave a code (\`${flag}\`)`,
    why: 'A client that speaks with several servers tells by `iss` from which one a code comes. It may demand it only from a server whose metadata promise it.',
    help: `Send \`iss\` with every answer, and say \`${flag}: true\`.`,
  };
}

function* registrationOf(form: Form, context: RuleContext) {
  const isRegistering = form.names.includes('registration_endpoint');
  if (!isRegistering || !isAbsent(form, 'client_id_metadata_document_supported')) return;
  if (context.project(form.at.file).revision !== '2026-07-28') return;
  yield {
    at: form.option('registration_endpoint').at ?? form.at,
    confidence: 'high' as const,
    severity: 'info' as const,
    message: 'Clients can only register, which the protocol gives up',
    why: 'Whoever calls registers as whatever they like, and the store grows with every client. Since 2026-07-28 a client is the document at its own address.',
    help: 'Fetch the metadata of a client that has an address for its id, and say `client_id_metadata_document_supported: true`.',
  };
}
