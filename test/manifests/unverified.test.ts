/** What the catalogue holds from memory alone never makes an error, wherever it is granted or asked for. */
import assert from 'node:assert/strict';
import { allPublishedPermissions } from '../../server/models/published-permissions.ts';
import { type ScopeEntry, scopeCatalog } from '../../server/models/scopes.ts';
import { lintFiles } from '../harness/lint-files.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const unverified = scopeCatalog().entries.filter(({ verified }) => verified === false);

/** Files that grant the entry or ask for it; by its id, too, where it has one. */
function granting({ provider, kind, name, guid }: ScopeEntry): Record<string, string>[] {
  if (provider === 'microsoft-graph')
    return [name, ...(guid ? [guid] : [])].map((id) => ({
      'aad.manifest.json': JSON.stringify({
        requiredResourceAccess: [
          { resourceAppId: graph, resourceAccess: [{ id, type: kind === 'application' ? 'Role' : 'Scope' }] },
        ],
      }),
    }));
  if (provider === 'gcp-iam')
    return [
      {
        'main.tf': `resource "google_project_iam_member" "agent" {\n  project = "desk"\n  role    = "${name}"\n  member  = "serviceAccount:desk@desk.iam.gserviceaccount.com"\n}\n`,
      },
    ];
  return [{ 'login.ts': `export const request = { redirect_uri: 'https://desk.example.com', scope: '${name}' };\n` }];
}

describe('an entry that nobody has verified', () => {
  it('is among those of the catalogue', () => assert.ok(unverified.length > 20));

  for (const entry of unverified)
    it(`makes no error: ${entry.id}`, () => {
      for (const files of granting(entry)) {
        const errors = lintFiles(files).filter(({ severity }) => severity === 'error');
        assert.deepEqual(
          errors.map(({ rule, message }) => `${rule}: ${message}`),
          [],
        );
      }
    });

  it('makes no error when nobody has judged it at all, whatever its name says', () => {
    const judged = new Set(scopeCatalog().entries.map(({ id }) => id));
    const derived = allPublishedPermissions().filter(({ id }) => !judged.has(id));
    assert.ok(derived.length > 1000);
    const of = (wanted: string): string =>
      JSON.stringify({
        requiredResourceAccess: [
          {
            resourceAppId: graph,
            resourceAccess: derived
              .filter(({ kind }) => kind === wanted)
              .map(({ guid, kind }) => ({ id: guid, type: kind === 'application' ? 'Role' : 'Scope' })),
          },
        ],
      });
    const found = lintFiles({ 'a.manifest.json': of('application'), 'd.manifest.json': of('delegated') });
    assert.deepEqual(new Set(found.map(({ severity }) => severity)), new Set(['warning']));
    const sure = found.filter(({ confidence }) => confidence === 'high');
    const rated = derived.filter(({ tier, sourceLevel }) => tier === 4 && sourceLevel === 4);
    assert.equal(sure.length, rated.length, 'sure only where Microsoft rates it so, too');
  });

  it('is told as a warning, so that it is not passed over', () => {
    const [graphOne] = unverified.filter(({ provider, tier }) => provider === 'microsoft-graph' && tier === 5);
    assert.ok(graphOne);
    const found = granting(graphOne).flatMap((files) => lintFiles(files));
    assert.ok(found.length > 0);
    assert.deepEqual(new Set(found.map(({ severity }) => severity)), new Set(['warning']));
  });
});
