import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { compileScopes, parseScopeFile } from '../../server/models/scope-shape.ts';
import { createScopeCatalog, isDefaultScope, scopeCatalog } from '../../server/models/scopes.ts';

const folder = new URL('../../rules/scopes/', import.meta.url);
const files = readdirSync(folder).map((name) => ({
  file: `rules/scopes/${name}`,
  text: readFileSync(new URL(name, folder), 'utf8'),
}));
const compiled = compileScopes(files);
const catalog = createScopeCatalog(compiled.entries);

const found = (scope: string, provider?: string): string =>
  catalog
    .lookup(scope, provider)
    .map((entry) => entry.id)
    .join(' ') || 'none';
const isBroad = (scope: string, provider?: string): boolean =>
  catalog.lookup(scope, provider).some((entry) => entry.kind !== 'application' && catalog.isBroad(entry));

describe('scopes: files', () => {
  it('have the shape of the schema, and no id twice', () => assert.deepEqual(compiled.problems, []));

  it('give every entry a source', () => {
    assert.deepEqual(
      compiled.entries.filter((entry) => entry.source.length === 0),
      [],
    );
  });

  it('are what the linter ships', () => assert.deepEqual(scopeCatalog().entries, compiled.entries));

  it('name each provider as the file is named', () => {
    for (const { file, text } of files) {
      const [entry] = parseScopeFile(text, file).entries;
      assert.equal(`rules/scopes/${entry?.provider}.yaml`, file);
    }
  });

  it('are found under every name that they list', () => {
    for (const entry of compiled.entries) {
      const ids = catalog.lookup(entry.name, entry.provider).map((hit) => hit.id);
      assert.ok(ids.includes(entry.id), `${entry.id} is not found as ${entry.name}`);
    }
  });

  it('have names without a pattern that a person may copy into a request', () => {
    assert.deepEqual(
      compiled.entries.filter((entry) => entry.name !== entry.name.trim()),
      [],
    );
  });
});

describe('scopes: lookup', () => {
  const rows: [scope: string, provider: string | undefined, ids: string][] = [
    ['https://graph.microsoft.com/Mail.Read', undefined, 'graph/app/Mail.Read graph/delegated/Mail.Read'],
    ['Mail.Read', undefined, 'graph/app/Mail.Read graph/delegated/Mail.Read'],
    ['mail.read', 'microsoft', 'graph/app/Mail.Read graph/delegated/Mail.Read'],
    ['00000003-0000-0000-c000-000000000000/Mail.Send', undefined, 'graph/app/Mail.Send graph/delegated/Mail.Send'],
    [
      'https://contoso.sharepoint.com/Sites.FullControl.All',
      undefined,
      'sharepoint-online/application/Sites.FullControl.All',
    ],
    ['https://graph.microsoft.com/.default', undefined, 'entra-scope/https://graph.microsoft.com/.default'],
    ['https://management.azure.com//.default', undefined, 'entra-scope/https://management.azure.com/.default'],
    ['https://www.googleapis.com/auth/drive', undefined, 'google/drive'],
    ['https://www.googleapis.com/auth/drive', 'github', 'google/drive'],
    ['https://mail.google.com', undefined, 'google/mail.google.com'],
    ['drive', undefined, 'none'],
    ['drive', 'google', 'google/drive'],
    ['repo', undefined, 'github/repo'],
    ['Repo', undefined, 'none'],
    ['user', undefined, 'none'],
    ['user', 'github', 'github/user'],
    ['user', 'no-such-provider', 'none'],
    ['api', undefined, 'none'],
    ['api', 'gitlab', 'gitlab/api'],
    ['contents:write', 'github-app', 'github-app/contents:write'],
    ['okta.users.manage', undefined, 'okta/okta.users.manage'],
    ['okta.zones.manage', undefined, 'okta/*.manage'],
    ['s3:*', 'aws-iam', 'aws-action/s3:*'],
    ['s3:GetObject', 'aws-iam', 'none'],
    ['S3:deleteobject', 'aws', 'aws-action/s3:DeleteObject'],
    ['9E3F62CF-ca93-4989-b6ce-bf83c28f9fe8', undefined, 'graph/app/RoleManagement.ReadWrite.Directory'],
    ['*', undefined, 'generic/wildcard'],
    ['*', 'aws-iam', 'aws-action/*'],
    ['ALL', undefined, 'generic/all'],
    ['full_access', undefined, 'generic/full-access'],
    ['api://0c8a/full_access', undefined, 'generic/full-access'],
    ['api://0c8a/access_as_user', undefined, 'none'],
    ['admin', undefined, 'generic/admin'],
    ['admin', 'slack', 'slack/admin'],
    ['mcp:*', undefined, 'generic/resource-wildcard'],
    ['*:read', undefined, 'generic/action-wildcard'],
    ['tools:read', undefined, 'none'],
    ['administer', undefined, 'none'],
    ['openid', undefined, 'none'],
    ['/*', undefined, 'none'],
    ['', undefined, 'none'],
  ];
  for (const [scope, provider, ids] of rows) {
    it(`\`${scope}\` of ${provider ?? 'an unknown provider'} is ${ids}`, () =>
      assert.equal(found(scope, provider), ids));
  }

  it('finds a role by its GUID', () => {
    assert.equal(catalog.byGuid('8E3AF657-a8ff-443c-a75c-2fe8c4bcb635')?.name, 'Owner');
  });
});

describe('scopes: broad for a delegated request', () => {
  const broad: [string, string?][] = [
    ['*'],
    ['all'],
    ['full-access'],
    ['mcp:*'],
    ['admin'],
    ['https://www.googleapis.com/auth/cloud-platform'],
    ['https://www.googleapis.com/auth/drive'],
    ['https://www.googleapis.com/auth/calendar'],
    ['https://mail.google.com/'],
    ['Directory.AccessAsUser.All'],
    ['Files.ReadWrite.All'],
    ['Mail.ReadWrite'],
    ['Sites.FullControl.All'],
    ['User.ReadWrite.All'],
    ['repo'],
    ['admin:org'],
    ['delete_repo'],
    ['write:packages'],
    ['workflow', 'github'],
    ['user', 'github'],
    ['admin.users:write'],
    ['chat:write.public'],
  ];
  const narrow: [string, string?][] = [
    ['https://www.googleapis.com/auth/gmail.readonly'],
    ['https://www.googleapis.com/auth/gmail.modify'],
    ['https://www.googleapis.com/auth/gmail.send'],
    ['https://www.googleapis.com/auth/drive.file'],
    ['https://www.googleapis.com/auth/drive.readonly'],
    ['https://www.googleapis.com/auth/calendar.events.readonly'],
    ['read:user'],
    ['read:org'],
    ['user:email'],
    ['public_repo'],
    ['Notes.ReadWrite'],
    ['Notes.Read'],
    ['User.Read'],
    ['Mail.Read'],
    ['Files.SelectedOperations.Selected'],
    ['Sites.Selected'],
    ['openid'],
    ['profile'],
    ['email'],
    ['offline_access'],
    ['chat:write'],
    ['https://graph.microsoft.com/.default'],
  ];
  for (const [scope, provider] of broad)
    it(`\`${scope}\` is broad`, () => assert.equal(isBroad(scope, provider), true));
  for (const [scope, provider] of narrow)
    it(`\`${scope}\` is not broad`, () => assert.equal(isBroad(scope, provider), false));
});

describe('scopes: .default', () => {
  it('is recognised on every resource', () => {
    assert.deepEqual(
      ['https://graph.microsoft.com/.default', '.default', 'api://x/.DEFAULT', 'x.default'].map(isDefaultScope),
      [true, true, true, false],
    );
  });
});

describe('scopes: problems', () => {
  const head =
    'provider: p\nasOf: "2026-11-22"\nfamily: p\nmatch: exact\nanywhere: true\nsources:\n  A:\n    url: https://example.com\nscopes:\n';
  const entry =
    '  - id: p/x\n    name: x\n    kind: oauth-scope\n    tier: 4\n    reach: user\n    effects: [read]\n    why: reads all\n    source: [A]\n';
  const problemsOf = (text: string): string[] =>
    parseScopeFile(text, 'p.yaml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

  it('a good file has none', () => assert.deepEqual(problemsOf(head + entry), []));

  it('an unknown key is named where it stands', () => {
    assert.deepEqual(problemsOf(`${head}${entry}    risk: high\n`), [
      '18:5 unknown key "risk"; known are id, name, pattern, kind, tier, broad, reach, effects, why, instead, source, verified, anywhere, resource, guid, guidNote, sourceLevel, agentBlocked, field, level, note',
    ]);
  });

  it('a source that the file does not list is an error', () => {
    assert.deepEqual(problemsOf(head + entry.replace('[A]', '[A, B]')), ['17:13 "B" is not one of the sources']);
  });

  it('a source that nobody cites is an error', () => {
    assert.deepEqual(problemsOf(head.replace('scopes:', '  B:\n    url: https://example.org\nscopes:') + entry), [
      '10:5 no scope cites the source "B"',
    ]);
  });

  it('a pattern must be a regular expression', () => {
    assert.deepEqual(problemsOf(`${head}${entry}    pattern: '['\n`), ['18:14 not a regular expression']);
  });

  it('broken YAML is an error with its place', () => {
    assert.match(problemsOf('provider: p\nfamily: [p\n')[0] ?? '', /^\d+:\d+ /);
  });

  it('an id may stand only once in all files', () => {
    const { problems } = compileScopes([
      { file: 'b.yaml', text: head + entry },
      { file: 'a.yaml', text: head + entry },
    ]);
    assert.deepEqual(
      problems.map((problem) => `${problem.file}: ${problem.message}`),
      ['b.yaml: the id "p/x" stands in a.yaml too'],
    );
  });
});
