/** Where Microsoft's own pages disagree about agents, no rule takes a side: what either page allows is no error. */
import assert from 'node:assert/strict';
import { scopeCatalog } from '../server/models/scopes.ts';
import { lintFiles } from './harness/lint-files.ts';

/** Rule and severity of each finding, whatever its confidence. */
function told(files: Record<string, string>): string[] {
  return lintFiles(files).map(({ rule, severity }) => `${rule} ${severity}`);
}

const tenant = 'e1f7bd0a-88a5-4a53-9f0e-7b5f7d1a6c11';

describe('what the sources disagree on', () => {
  it('custom roles of the directory for agents: no rule says that they can or cannot be given', () => {
    const assign = (role: string) => ({
      'role.json': JSON.stringify({
        '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
        principalId: '5e1b22cc-8a3f-4c62-9f57-3bb6b0f1d0aa',
        roleDefinitionId: role,
        directoryScopeId: '/',
      }),
      'package.json': '{ "dependencies": { "@microsoft/agents-hosting": "1.8.1" } }',
    });
    const custom = '7d1a6c11-2f40-4f5e-9a51-0d6a1b9f3c21';
    assert.equal(scopeCatalog().byGuid(custom), undefined);
    assert.deepEqual(told(assign(custom)), []);
    const hcl = `resource "azuread_custom_directory_role" "desk" {
  display_name = "Desk"
  enabled      = true
  version      = "1.0"
  permissions { allowed_resource_actions = ["microsoft.directory/groups/basic/update"] }
}
resource "azuread_directory_role_assignment" "agent" {
  role_id             = azuread_custom_directory_role.desk.object_id
  principal_object_id = azuread_service_principal.agent.object_id
}
`;
    assert.deepEqual(told({ 'role.tf': hcl }), []);
  });

  it('the scopes of an exchange on behalf of a user: single ones are fine, and `.default` is no error', () => {
    const exchange = (scope: string) => ({
      'graph.ts': `import { ConfidentialClientApplication } from '@azure/msal-node';
declare const assertion: () => Promise<string>;
declare const verified: string;
const app = new ConfidentialClientApplication({ auth: { clientId: 'desk', authority: 'https://login.microsoftonline.com/${tenant}', clientAssertion: assertion } });
export const token = () => app.acquireTokenOnBehalfOf({ oboAssertion: verified, scopes: ['${scope}'] });
`,
    });
    const of = (scope: string) => told(exchange(scope)).filter((each) => !each.startsWith('obo-assertion'));
    assert.deepEqual(of('https://graph.microsoft.com/User.Read'), []);
    assert.deepEqual(of('https://graph.microsoft.com/.default'), ['obo-default-scope warning']);
    const [finding] = lintFiles(exchange('https://graph.microsoft.com/.default')).filter(
      ({ rule }) => rule === 'obo-default-scope',
    );
    assert.match(finding?.help ?? '', /Where your tenant refuses them/);
  });

  it('whether fmi_path is an application or an object: the value is not judged', () => {
    for (const path of ['process.env.AGENT_APP_ID', 'process.env.AGENT_OBJECT_ID', `'${tenant}'`])
      assert.deepEqual(
        told({
          'token.ts': `declare const assertion: string;
export const first = () =>
  fetch('https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'a7c1d7d0-5c2e-4e0b-8f63-20b1f5a4b1de',
      scope: 'api://AzureADTokenExchange/.default',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      fmi_path: ${path} ?? '',
    }),
  });
`,
        }),
        [],
        path,
      );
  });

  it('whether tokens of agents hold xms_par_app_azp: it may be there and may be missing', () => {
    const gate = (body: string) => ({
      'gate.ts': `import type { JWTPayload } from 'jose';
declare const log: (entry: object) => void;
export function authorize(claims: JWTPayload): void {
  if (claims.azp !== process.env.AGENT_ID) throw new Error('forbidden');
  ${body}
}
`,
    });
    assert.deepEqual(told(gate('')), []);
    assert.deepEqual(told(gate('log({ agent: claims.azp, blueprint: claims.xms_par_app_azp });')), []);
    assert.deepEqual(told(gate("log({ agent: claims.azp, blueprint: claims.xms_par_app_azp ?? 'unknown' });")), []);
  });

  it('kinds of inheritable permissions: only the one that hands everything down is told', () => {
    const inheritable = (kind: string) => ({
      'inheritable.json': JSON.stringify({
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        inheritableScopes: { '@odata.type': `microsoft.graph.${kind}Scopes`, kind },
      }),
    });
    assert.deepEqual(told(inheritable('allAllowed')), ['inheritable-permissions-all warning']);
    for (const kind of ['enumerated', 'none', 'no', 'someKindOfTomorrow'])
      assert.deepEqual(told(inheritable(kind)), [], kind);
  });

  it('whether Agent ID is in preview: both versions of the API get the same verdict', () => {
    const make = (version: string) => ({
      'agent.ts': `export const make = (token: string, blueprint: string) =>
  fetch('https://graph.microsoft.com/${version}/servicePrincipals/microsoft.graph.agentIdentity', {
    method: 'POST',
    headers: { authorization: \`Bearer \${token}\`, 'content-type': 'application/json' },
    body: JSON.stringify({ displayName: 'Desk agent', agentIdentityBlueprintId: blueprint }),
  });
`,
    });
    assert.deepEqual(told(make('v1.0')), ['agent-without-sponsor warning']);
    assert.deepEqual(told(make('beta')), told(make('v1.0')));
  });

  it('what agents are refused: the whole table counts, and not the four names of the overview', () => {
    const refused = scopeCatalog().entries.filter(({ agentBlocked }) => agentBlocked === true);
    assert.deepEqual(
      ['application', 'delegated'].map((kind) => refused.filter((entry) => entry.kind === kind).length),
      [55, 19],
    );
    // One that only the table names.
    assert.ok(refused.some(({ name, kind }) => name === 'Tasks.ReadWrite.All' && kind === 'application'));
  });
});
