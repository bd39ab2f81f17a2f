/** The table of what Microsoft Graph publishes: how it is made, what it says, and that it agrees with what somebody judged. */
import assert from 'node:assert/strict';
import table from '../../rules/graph-permissions.json' with { type: 'json' };
import { publishedPermissions as rowsOf } from '../../scripts/outputs/graph-permissions.ts';
import { allPublishedPermissions, publishedPermissions } from '../../server/models/published-permissions.ts';
import { scopeCatalog } from '../../server/models/scopes.ts';

describe('published permissions', () => {
  const ids = {
    read: '11111111-aaaa-4bbb-8ccc-000000000001',
    write: '11111111-aaaa-4bbb-8ccc-000000000002',
    hidden: '11111111-aaaa-4bbb-8ccc-000000000003',
    old: '11111111-aaaa-4bbb-8ccc-000000000004',
  };
  const place = { environment: 'public', isHidden: false, isEnabled: true, resourceAppId: '' };

  it('are those that are public or described, once each, by name', () => {
    const rows = rowsOf({
      descriptions: {
        applicationScopesList: [{ id: ids.read.toUpperCase(), value: 'Harbour.Read.All', isAdmin: true }],
        delegatedScopesList: [{ id: ids.old, value: 'Anchor.Read', isAdmin: true }],
      },
      catalogue: {
        permissions: {
          'Harbour.ReadWrite.All': { schemes: { DelegatedWork: { requiresAdminConsent: true, privilegeLevel: 3 } } },
          'Harbour.NoId': { schemes: { Application: { privilegeLevel: 4 } } },
        },
      },
      deployments: {
        permissionDeployments: {
          'Harbour.ReadWrite.All': [
            { ...place, id: ids.write, scheme: 'DelegatedWork', isHidden: true, resourceAppId: 'another' },
            { ...place, id: ids.write, scheme: 'DelegatedWork', environment: 'PPE' },
          ],
          'Harbour.Read.All': [{ ...place, id: ids.read, scheme: 'Application' }],
          'Harbour.Tow.All': [{ ...place, id: ids.hidden, scheme: 'Application', isHidden: true }],
          'Harbour.NoId': [{ ...place, id: '', scheme: 'Application' }],
        },
      },
    });
    assert.deepEqual(rows, [
      `Anchor.Read d ${ids.old} admin`,
      `Harbour.Read.All a ${ids.read}`,
      `Harbour.ReadWrite.All d ${ids.write} admin 3`,
    ]);
  });

  it('stand in the table with their source, its commit, its day and its licence', () => {
    assert.match(table.commit, /^[\da-f]{40}$/);
    assert.match(table.asOf, /^20\d\d-\d\d-\d\d$/);
    assert.equal(table.license, 'MIT');
    assert.ok(table.permissions.length > 1400);
    for (const row of table.permissions)
      assert.match(row, /^[\w.-]+ [ad] [\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?: admin)?(?: [1-4])?$/);
    assert.equal(new Set(table.permissions.map((row) => row.split(' ', 2).join(' '))).size, table.permissions.length);
  });

  it('have the ids that the judged ones have', () => {
    const judged = scopeCatalog().entries.filter(({ provider }) => provider === 'microsoft-graph');
    for (const { id, guid, verified } of judged) {
      const [published] = allPublishedPermissions().filter((entry) => entry.id === id);
      if (guid !== undefined && published && verified !== false) assert.equal(guid, published.guid, id);
    }
  });

  for (const [name, kind, tier, isSure] of [
    ['AccessReview.ReadWrite.All', 'application', 4, false],
    ['AccessReview.ReadWrite.All', 'delegated', 3, true],
    ['AccessReview.Read.All', 'application', 3, true],
    ['AccessReview.Read.All', 'delegated', 2, true],
    ['AgentInstance.ReadWrite.All', 'application', 4, false],
    ['BackupRestore-Control.Read.All', 'application', 4, true],
    ['BusinessScenarioConfig.ReadWrite.OwnedBy', 'application', 2, true],
    ['Calendars.ReadBasic.All', 'application', 2, true],
    ['ChannelMember.ReadWrite.Group', 'application', 2, true],
    ['EAS.AccessAsUser.All', 'delegated', 4, false],
    ['User.Read', 'delegated', 2, true],
  ] as const)
    it(`${name} weighs ${tier} as ${kind}${isSure ? '' : ', for all that its name says'}`, () => {
      const [entry] = publishedPermissions(name).filter((each) => each.kind === kind);
      assert.deepEqual([entry?.tier, entry?.verified], [tier, isSure ? undefined : false]);
    });

  it('lead to the one that reads where there is one', () => {
    const [writes] = publishedPermissions('AccessReview.ReadWrite.All');
    assert.deepEqual(writes?.instead, ['AccessReview.Read.All']);
    assert.equal(publishedPermissions('User.Read')[0]?.instead, undefined);
  });
});
