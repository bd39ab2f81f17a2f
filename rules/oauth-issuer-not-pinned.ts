import { defineRule } from '../server/sdk.ts';

export const oauthIssuerNotPinned = defineRule({
  meta: {
    id: 'oauth-issuer-not-pinned',
    title: 'Client secret that goes to whichever server asks',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-15',
      'norm:authorization-26',
      'norm:oauth-4',
      'mcp:2026-07-28/basic/authorization/client-registration#authorization-server-binding',
      'mcp:2026-07-28/basic/authorization/authorization-server-discovery#issuer',
      'rfc:8414#3.3',
      'ghsa:GHSA-6qxp-vccf-f47h',
      'cwe:346',
      'cwe:522',
      'owasp-asi:03',
      'owasp-asi:07',
      'owasp-mcp:01',
      'norm:authorization-27',
    ],
  },
  *check(context) {
    for (const call of context.calls('oauth-client')) {
      for (const option of call.unsafe()) {
        if (option.name === 'issuer' && !context.isTest(call.at.file)) {
          // Before that version there is nothing to write: what is wrong there is the version.
          if (context.project(call.at.file).isOlder('@modelcontextprotocol/sdk', '1.31.0')) continue;
          yield {
            at: option.at ?? call.at,
            confidence: 'high',
            message: `\`${call.name}\` is not told whose authorization server it belongs to`,
            why,
            help: 'Give it `expectedIssuer` with the issuer that registered the client; credentials of one server must never be sent to another.',
          };
        } else if (option.name === 'skipIssuer') {
          const edits = context.edits.dropOption(call, 'skipIssuer');
          yield {
            at: option.at ?? call.at,
            confidence: option.isCertain ? 'high' : 'medium',
            message: 'The issuer in the metadata of the authorization server is not compared',
            why,
            help: 'Leave the check on: the metadata must name the issuer under which it was found.',
            fixes: edits ? [{ title: 'Compare the issuer', safety: 'safe', edits }] : [],
          };
        }
      }
    }
    for (const { name, text, at, document, tree } of context.manifests.givenVariables()) {
      if (!skips.test(name) || !/^(?:true|1|yes|on)$/i.test(text) || context.isTest(document.file)) continue;
      const edits = context.manifests.edits.remove(document, tree);
      yield {
        at,
        confidence: 'high',
        message: `By \`${name}\` nothing compares the issuer of a token`,
        why: 'Whoever can have a token issued elsewhere that is signed by a key of that list is let in, or is asked for credentials in the place of the right server.',
        help: 'Leave the check on: the issuer must be the one that the server was told.',
        fixes: edits ? [{ title: 'Compare the issuer', safety: 'safe', edits }] : [],
      };
    }
  },
});

const skips =
  /(?:^|_)(?:SKIP_(?:OIDC_)?ISSUER(?:_(?:CHECK|VERIFICATION|VALIDATION))?|DISABLE_ISSUER_(?:CHECK|VERIFICATION|VALIDATION))$/i;

const why =
  'The MCP server says which authorization server is asked. A server that was taken over, or was never honest, names one of its own, and the client sends its secret or assertion there.';
