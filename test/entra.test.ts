/**
 * What the rules on Entra Agent ID and on the trust between clouds rest on, fact by fact, and the case of a page that
 * shows it. Facts that were measured on the packages themselves are in test/proof.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { scopeCatalog } from '../server/models/scopes.ts';
import { lintFiles } from './harness/lint-files.ts';
import { parsePage } from './harness/page.ts';

const facts: [what: string, rule: string, bad: string, good?: string][] = [
  // Getting tokens
  [
    'the first step asks for the token exchange, by client_credentials with fmi_path',
    'agent-token-flow-malformed',
    'the resource in the first step',
    'the first step as it should be',
  ],
  [
    'so it does with MSAL',
    'agent-token-flow-malformed',
    'the resource in the first step, with MSAL',
    'both steps, with MSAL',
  ],
  ['an assertion has a type', 'agent-token-flow-malformed', 'an assertion of no type'],
  ['the grant of RFC 8693 is refused', 'agent-token-flow-malformed', 'a grant that Entra does not have'],
  ['an agent lives in one tenant', 'agent-token-flow-malformed', 'no tenant'],
  ['a user has one name', 'agent-token-flow-malformed', 'a user by two names'],
  [
    'on behalf of a user single permissions can be asked for',
    'obo-default-scope',
    'MSAL',
    'client credentials have no other form',
  ],
  ['a federated token has the default scope', 'obo-default-scope', 'Azure Identity', 'a federated token'],
  ['a managed identity has the default scope', 'obo-default-scope', 'one of several', 'a managed identity'],
  [
    "what is exchanged is the caller's token for this blueprint, verified",
    'obo-assertion-unvalidated',
    'straight out of the header',
    'verified first',
  ],
  ['the sidecar answers whoever reaches it', 'sidecar-exposed', 'a published port', 'loopback of the pod'],
  [
    'one path of the sidecar wants the user, the other nobody',
    'sidecar-unauthenticated-path-with-user',
    "the user's token is read, and not handed on",
    'exchanged on behalf of the user',
  ],
  [
    'the blueprint may take a token for each of its agents',
    'blueprint-client-secret',
    'in code, with MSAL',
    'a managed identity makes the assertion',
  ],
  // What a token of an agent looks like
  ['facets are a set in one text', 'agent-facet-compared-as-string', 'equal to the whole claim', 'split first'],
  [
    'the parent application is for the log',
    'authorize-by-parent-app',
    'the blueprint is the only question',
    'only in the log',
  ],
  [
    'an audience alone is had by every application of the tenant',
    'app-token-without-role-check',
    'verified, and served',
    'a role is asked for',
  ],
  [
    "a sample takes Graph's audience by default",
    'missing-audience-check',
    'the audience of Graph by default, as in a sample',
    'the audience is expected',
  ],
  // What agents may not hold
  [
    'refused as an application, free for a user',
    'agent-blocked-permission',
    'application permission, where the delegated one is free',
    'delegated calendars are free',
  ],
  [
    'the same names of another API are not refused',
    'agent-blocked-permission',
    "a role in the manifest of an agent's project",
    'the name belongs to another API',
  ],
  ['an allowed role of the directory is not harmless', 'privileged-role-assignment', 'a directory role'],
  // Federated credentials
  ['the audience is one of three', 'fic-malformed', 'the audience in other letters', 'of a sovereign cloud'],
  ['there is one audience', 'fic-malformed', 'two audiences'],
  ['a classic credential knows no wildcard', 'fic-malformed', 'a star in a subject'],
  ['the issuer of an identity is that of version 2', 'fic-malformed', 'the issuer without its version'],
  ['the subject is the principal and not the client', 'fic-malformed', 'the client id of the identity'],
  ['a subject or an expression', 'fic-malformed', 'a subject and an expression', 'an expression alone'],
  [
    'an expression matches by wildcards',
    'fic-trust-too-wide',
    'every repository of the owner',
    'an environment, by the exact subject',
  ],
  [
    'only a user-assigned identity is exchanged',
    'system-assigned-identity-in-fic-chain',
    'the exchange with the identity of the host, in code',
    'the exchange with a user-assigned identity, in code',
  ],
  // Out to AWS and Google Cloud
  [
    'the audience alone tells nobody apart',
    'aws-web-identity-trust-unbound',
    'the audience alone',
    'exact subject and audience',
  ],
  [
    'ForAllValues holds where the claim is missing',
    'aws-web-identity-trust-unbound',
    'holds for a token without a subject',
  ],
  [
    'AWS makes tokens for every audience that is not forbidden',
    'aws-outbound-token-unbound',
    'the action alone',
    'bound to the exchange of Entra',
  ],
  [
    'a provider without a condition takes every token',
    'gcp-wif-provider-unconditioned',
    'GitHub, in Terraform',
    'one subject',
  ],
  ['a set can be the whole pool', 'gcp-wif-provider-unconditioned', 'the whole pool', 'one repository of the pool'],
  [
    'a user can be named without proof',
    'agentcore-token-for-arbitrary-user',
    'a role that may name everybody',
    'by the token of the user',
  ],
  // The series on Entra Agent ID across clouds
  [
    'a secret begins the federation with another cloud',
    'secret-seeded-cloud-federation',
    'a sidecar with a secret beside an agent that goes to AWS',
    'one managed identity begins both',
  ],
  [
    'works once, and stops on redeploy',
    'system-assigned-identity-in-fic-chain',
    "a web app's own identity, in Bicep",
    'user-assigned, in Bicep',
  ],
  [
    'the log of the cloud shows the wrong principal',
    'shared-agent-identity',
    'two services with one managed identity',
    'one identity each',
  ],
];

describe('what is known of Entra', () => {
  for (const [what, rule, ...titles] of facts)
    it(`is shown by ${rule}: ${what}`, () => {
      const cases = parsePage(readFileSync(new URL(`../rules/${rule}.md`, import.meta.url), 'utf8'));
      const verdicts = titles.map((title) => cases.find((each) => each.title === title)?.verdict);
      assert.deepEqual(verdicts, ['bad', 'good'].slice(0, titles.length));
    });

  // The mistakes that the series on Entra Agent ID across clouds names or implies.
  for (const rule of [
    'blueprint-client-secret',
    'secret-seeded-cloud-federation',
    'system-assigned-identity-in-fic-chain',
    'shared-agent-identity',
    'aws-web-identity-trust-unbound',
  ])
    it(`has a page of ${rule} that can be sent to a team: what it is, what to build instead, how to check what runs`, () => {
      const page = readFileSync(new URL(`../rules/${rule}.md`, import.meta.url), 'utf8');
      const [, text = ''] = page.split('<!-- /head -->');
      const told = text.slice(0, text.search(/^### /m));
      assert.match(told, /^\s+\S[^#]{200}/, 'says what it is before the first heading');
      for (const heading of ['What to build instead', 'How to check what runs'])
        assert.ok(told.includes(`## ${heading}\n`), heading);
    });

  it('counts as many refused permissions as the table of Microsoft Graph', () => {
    const refused = scopeCatalog().entries.filter(({ agentBlocked }) => agentBlocked === true);
    const count = (kind: string): number => refused.filter((entry) => entry.kind === kind).length;
    assert.deepEqual([count('application'), count('delegated')], [55, 19]);
  });

  const confidences: [what: string, rule: string, title: string, confidence: string][] = [
    [
      'the execution role that AWS documents',
      'agentcore-token-for-arbitrary-user',
      'the role that AWS documents for a runtime, with low confidence',
      'low',
    ],
    ['a role for every workload', 'agentcore-token-for-arbitrary-user', 'a role that may name everybody', 'high'],
    [
      'a hosted agent that may be meant',
      'token-passthrough',
      'to a hosted agent, which may be the one that it was issued for (medium confidence)',
      'medium',
    ],
  ];
  for (const [what, rule, title, confidence] of confidences)
    it(`tells ${what} with ${confidence} confidence`, () => {
      const page = readFileSync(new URL(`../rules/${rule}.md`, import.meta.url), 'utf8');
      const [shown] = parsePage(page).filter((each) => each.title === title);
      const told = lintFiles(shown?.files ?? {}).filter((finding) => finding.rule === rule);
      assert.deepEqual(
        told.map((finding) => finding.confidence),
        [confidence],
      );
    });
});
