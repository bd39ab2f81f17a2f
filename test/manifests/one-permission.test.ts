/** One permission, written in every syntax that can hold it: the verdict is that of the catalogue, wherever it stands. */
import assert from 'node:assert/strict';
import { publishedPermissions } from '../../server/models/published-permissions.ts';
import { scopeCatalog } from '../../server/models/scopes.ts';
import { lintFiles } from '../harness/lint-files.ts';

const permission = 'Directory.ReadWrite.All';
const graph = '00000003-0000-0000-c000-000000000000';

function guidOf(kind: 'application' | 'delegated'): string {
  const entry = scopeCatalog()
    .lookup(permission, 'microsoft-graph')
    .find((candidate) => candidate.kind === kind);
  assert.ok(entry?.guid, `the catalogue knows the id of ${kind} ${permission}`);
  return entry.guid;
}

/** Rule, severity and text under the finding, one line for each. */
function verdicts(files: Record<string, string>): string[] {
  return lintFiles(files).map(
    ({ rule, severity, at }) => `${rule} ${severity} ${files[at.file]?.slice(at.start, at.end)}`,
  );
}

const manifest = (id: string, type: string): string =>
  JSON.stringify({ requiredResourceAccess: [{ resourceAppId: graph, resourceAccess: [{ id, type }] }] });

const forms: Record<string, (id: string, type: string) => Record<string, string>> = {
  'an app manifest': (id, type) => ({ 'aad.manifest.json': manifest(id, type) }),
  YAML: (id, type) => ({
    'app.yaml': `requiredResourceAccess:\n  - resourceAppId: ${graph}\n    resourceAccess:\n      - id: ${id}\n        type: ${type}\n`,
  }),
  Bicep: (id, type) => ({
    'app.bicep': `resource app 'Microsoft.Graph/applications@v1.0' = {\n  requiredResourceAccess: [\n    {\n      resourceAppId: '${graph}'\n      resourceAccess: [\n        { id: '${id}', type: '${type}' }\n      ]\n    }\n  ]\n}\n`,
  }),
  Terraform: (id, type) => ({
    'app.tf': `resource "azuread_application" "agent" {\n  required_resource_access {\n    resource_app_id = "${graph}"\n    resource_access {\n      id   = "${id}"\n      type = "${type}"\n    }\n  }\n}\n`,
  }),
  'a program that makes the application': (id, type) => ({
    'app.ts': `import * as azuread from '@pulumi/azuread';\nexport const app = new azuread.Application('agent', {\n  displayName: 'agent',\n  requiredResourceAccesses: [{ resourceAppId: '${graph}', resourceAccesses: [{ id: '${id}', type: '${type}' }] }],\n});\n`,
  }),
  'a request to Graph': (id, type) => ({
    'app.ts': `import type { Client } from '@microsoft/microsoft-graph-client';\nexport const make = (graph: Client) =>\n  graph.api('/applications').post({\n    displayName: 'agent',\n    requiredResourceAccess: [{ resourceAppId: '${graph}', resourceAccess: [{ id: '${id}', type: '${type}' }] }],\n  });\n`,
  }),
};

describe('one permission', () => {
  for (const kind of ['application', 'delegated'] as const) {
    const type = kind === 'application' ? 'Role' : 'Scope';
    for (const [form, write] of Object.entries(forms)) {
      it(`${kind}, by its id in ${form}`, () => {
        const id = guidOf(kind);
        assert.deepEqual(verdicts(write(id, type)), [`broad-permission-grant error ${id}`]);
      });
      it(`${kind}, by its name in ${form}`, () => {
        assert.deepEqual(verdicts(write(permission, type)), [`broad-permission-grant error ${permission}`]);
      });
      it(`${kind}, in the project of an agent, in ${form}`, () => {
        const agent = { 'package.json': '{ "dependencies": { "@microsoft/agents-hosting": "1.8.1" } }' };
        const found = verdicts({ ...write(guidOf(kind), type), ...agent });
        assert.deepEqual(found, [`agent-blocked-permission error ${guidOf(kind)}`]);
      });
    }
  }

  // Nobody has judged these: the first weighs what Microsoft rates it, the second what its name says.
  for (const [name, confidence] of [
    ['BackupRestore-Configuration.ReadWrite.All', 'high'],
    ['AccessReview.ReadWrite.All', 'medium'],
  ] as const) {
    const [entry] = publishedPermissions(name).filter(({ kind }) => kind === 'application');
    for (const [form, write] of Object.entries(forms))
      it(`${name}, as it is published, by its id and its name in ${form}`, () => {
        for (const id of [entry?.guid ?? '', name]) {
          const found = lintFiles(write(id, 'Role'));
          assert.deepEqual(
            found.map((finding) => [finding.rule, finding.severity, finding.confidence]),
            [['broad-permission-grant', 'warning', confidence]],
          );
        }
      });
  }

  it('delegated, in the body of a consent', () => {
    const body = JSON.stringify({ clientId: 'a', consentType: 'Principal', principalId: 'b', scope: permission });
    assert.deepEqual(verdicts({ 'grant.json': body }), [`broad-permission-grant error ${permission}`]);
  });

  it('delegated, asked for in code', () => {
    const code = `import { OnBehalfOfCredential } from '@azure/identity';
const credential = new OnBehalfOfCredential({ tenantId: 't', clientId: 'c', clientSecret: process.env.S!, userAssertionToken: 'u' });
export const token = credential.getToken('https://graph.microsoft.com/${permission}');
`;
    const found = verdicts({ 'token.ts': code });
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', /^broad-scope .*Directory\.ReadWrite\.All/);
  });

  for (const said of [permission, 'id'])
    it(`is no finding where \`allow\` names it by its ${said === 'id' ? 'id, with a reason' : 'name'}`, () => {
      const entry = scopeCatalog()
        .lookup(permission, 'microsoft-graph')
        .find(({ kind }) => kind === 'application');
      const id = said === 'id' ? entry?.id : said;
      const config = { '.bailiwick.yaml': `allow:\n  - id: ${id}\n    reason: provisions the tenant, ticket 42\n` };
      for (const write of Object.values(forms))
        assert.deepEqual(verdicts({ ...write(guidOf('application'), 'Role'), ...config }), []);
    });

  it('is no finding where nothing grants it, judged or not', () => {
    const ids = [
      guidOf('application'),
      publishedPermissions('BackupRestore-Configuration.ReadWrite.All')[0]?.guid ?? '',
    ];
    for (const id of ids)
      assert.deepEqual(
        verdicts({
          'notes.md': `The id of the permission is ${id}.\n`,
          'ids.json': JSON.stringify({ id, known: [id], type: 'Role' }),
          'ids.yaml': `permission: ${id}\nappId: ${id}\n`,
          'ids.tf': `locals {\n  permission = "${id}"\n}\n`,
          'ids.bicep': `var permission = '${id}'\n`,
          'ids.ts': `export const permission = '${id}'; // ${id}\n`,
          'package.json': '{ "dependencies": { "@microsoft/agents-hosting": "1.8.1" } }',
        }),
        [],
      );
  });

  it('is no finding where another API has the name', () => {
    const other = manifest(permission, 'Role').replace(graph, '2d3c1b0a-1111-4222-8333-444455556666');
    assert.deepEqual(verdicts({ 'aad.manifest.json': other }), []);
  });
});
