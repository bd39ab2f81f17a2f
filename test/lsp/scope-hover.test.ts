/** Hover on scopes, permissions and roles, in files of any kind and with no analysis. */
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import { hover } from '../../server/lsp/hints/hover.ts';
import { providerTitles } from '../../server/lsp/hints/scope-hover.ts';
import { scopeAt, type ScopeMark } from '../../server/lsp/hints/scope-token.ts';
import { allPublishedPermissions } from '../../server/models/published-permissions.ts';
import { scopeCatalog } from '../../server/models/scopes.ts';
import { cursorIn } from './cursor.ts';

/** The name under the cursor and the provider that the hover speaks of; undefined where it says nothing. */
function found(path: string, marked: string, marks: ScopeMark[] = []): string | undefined {
  const { text, offset } = cursorIn(marked);
  const scope = scopeAt({ text, path }, offset, marks);
  return scope && `${text.slice(scope.start, scope.end)} ${scope.entries[0]?.provider}`;
}

describe('a scope under the cursor', () => {
  for (const [what, path, marked, expected] of [
    ['a Graph name in a string', 'a.ts', "scopes: ['Mail.Re|adWrite']", 'Mail.ReadWrite microsoft-graph'],
    ['one of several in a string', 'a.ts', "'openid Mail.Read| offline'", 'Mail.Read microsoft-graph'],
    [
      'a URL form',
      'a.ts',
      "'https://graph.microsoft.com/Mai|l.Send'",
      'https://graph.microsoft.com/Mail.Send microsoft-graph',
    ],
    [
      'a scope of Google',
      'a.json',
      '["https://www.googleapis.com/auth/|drive"]',
      'https://www.googleapis.com/auth/drive google-oauth',
    ],
    ['a colon inside', 'a.yaml', 'scope: admin|:org', 'admin:org github-oauth'],
    [
      'a role in Bicep',
      'a.bicep',
      "role: '8e3af657-a8ff-443c-|a75c-2fe8c4bcb635'",
      '8e3af657-a8ff-443c-a75c-2fe8c4bcb635 azure-rbac',
    ],
    [
      'a permission by its id, in upper case',
      'a.json',
      '"id": "9E3F62CF-CA93-4989-B6CE-BF83C28F9FE8|"',
      '9E3F62CF-CA93-4989-B6CE-BF83C28F9FE8 microsoft-graph',
    ],
    [
      'a permission that nobody has judged, by its id',
      'notes.md',
      'ids: e1fe6dd8-ba31-4d61-|89e7-88639da4683d, and more',
      'e1fe6dd8-ba31-4d61-89e7-88639da4683d microsoft-graph',
    ],
    ['a name that nobody has judged', 'a.json', '["AccessReview.|Read.All"]', 'AccessReview.Read.All microsoft-graph'],
    ['a name in a comment', 'a.ts', 'f(); // needs Mail.Re|ad', 'Mail.Read microsoft-graph'],
    ['a name at the end of a sentence', 'a.md', 'The agent asks for Mail.Send|.', 'Mail.Send microsoft-graph'],
    ['a name in an unquoted YAML list', 'a.yaml', '  - Files.Read|Write.All', 'Files.ReadWrite.All microsoft-graph'],
    ['the end of the text', 'a.md', 'User.ReadWrite.All|', 'User.ReadWrite.All microsoft-graph'],
  ] as const) {
    it(`is ${what}`, () => assert.equal(found(path, marked), expected));
  }

  for (const [what, path, marked] of [
    ['a bare word that nobody requests', 'a.ts', "const name = 're|po';"],
    ['members of an object', 'a.ts', 'if (Mail.Re|ad) send();'],
    ['a wildcard', 'a.json', '{ "include": "*|" }'],
    ['a word of all providers', 'a.yaml', 'role: ad|min'],
    ['a GUID that is no role', 'a.ts', "'11111111-2222-3333-|4444-555555555555'"],
    ['white space', 'a.ts', "f(); |  'Mail.Read'"],
    ['an empty text', 'a.ts', '|'],
  ] as const) {
    it(`is not ${what}`, () => assert.equal(found(path, marked), undefined));
  }

  it('is a bare word where the analysis saw it requested, and means its provider', () => {
    const marks = [{ start: 0, end: 40, provider: 'github' }];
    assert.equal(found('a.ts', "login('re|po');", marks), 'repo github-oauth');
    assert.equal(found('a.ts', "login('re|po');", [{ start: 20, end: 40, provider: 'github' }]), undefined);
  });
});

describe('what the hover says of a scope', () => {
  const say = (path: string, marked: string): string => {
    const { text, offset } = cursorIn(marked);
    return hover({ path, text, offset, rules })?.markdown ?? '';
  };

  it('names it, its kind, what it can do and the narrower one', () => {
    const text = say('a.ts', "'https://www.googleapis.com/auth/dri|ve'");
    assert.match(text, /^\*\*`https:\/\/www\.googleapis\.com\/auth\/drive`\*\* · OAuth scope · Google\n/);
    assert.match(text, /Broad: /);
    assert.match(text, /Narrower: `drive\.file`/);
  });

  it('tells the two permissions of one name apart', () => {
    const text = say('a.ts', "'Mail.ReadWr|ite'");
    assert.match(
      text,
      /application permission · Microsoft Graph[\s\S]*---[\s\S]*delegated permission · Microsoft Graph/,
    );
  });

  it('names a role by its id', () => {
    assert.match(say('main.tf', '"8e3af657-a8ff-443c-a75c-2fe8c4bcb63|5"'), /^\*\*`Owner`\*\* · role · Azure/);
  });

  it('says that Microsoft refuses a permission to agents', () => {
    assert.match(say('a.json', '"RoleManagement.ReadWrite.|Directory"'), /refuses it to agent identities/);
  });

  it('names every permission that Microsoft Graph publishes, in a file of any kind, with kind, weight and refusal', () => {
    for (const { guid = '', name, kind } of allPublishedPermissions()) {
      for (const path of ['main.tf', 'notes.txt', 'setup.py']) {
        const text = say(path, `"${guid}|"`);
        assert.ok(text.includes(`\`${guid}\``), `${name} ${guid}`);
        assert.match(text, kind === 'application' ? /application permission/ : /(?:application|delegated) permission/);
        assert.match(text, /(?:Broad|Not broad): /);
        assert.match(text, /refuse/);
      }
    }
  });

  it('says how it judges what nobody has judged, and who may consent', () => {
    assert.equal(
      say('a.json', '"ebfcd32b-babb-40f4-a14b-|42706e83bd28"'),
      [
        '**`AccessReview.Read.All`** · delegated permission · Microsoft Graph',
        'Reads what its name says, in the whole tenant. Not broad: narrow. Judged by its name; Microsoft rates it 3 of 4.',
        'Only an administrator can consent to it.',
        'It is not among those that Microsoft refuses to agent identities.',
        'Id: `ebfcd32b-babb-40f4-a14b-42706e83bd28`',
      ].join('\n\n'),
    );
  });

  it('has a title for every provider', () => {
    const untitled = scopeCatalog().entries.filter(({ provider }) => !Object.hasOwn(providerTitles, provider));
    assert.deepEqual(
      untitled.map(({ provider }) => provider),
      [],
    );
  });
});
