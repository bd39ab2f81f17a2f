import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { z } from 'zod';
import { loadConfig, type LoadedConfig, readConfig, ruleSetting } from '../../server/config.ts';
import { configShape } from '../../server/config-shape.ts';
import { inTree } from '../input/tree.ts';

const rules = ['token-passthrough', 'broad-scope'];

function load(text: string | Uint8Array, files: Record<string, string> = {}): LoadedConfig {
  let loaded: LoadedConfig | undefined;
  inTree({ '.bailiwick.yaml': text, ...files }, (root) => (loaded = loadConfig(root, { rules, cwd: root })));
  assert.ok(loaded);
  return loaded;
}

/** The failures as `file:line:column reason`. */
function failures(text: string | Uint8Array, files?: Record<string, string>): string[] {
  return load(text, files).failures.map(
    ({ file, line, column, reason }) =>
      `${[file, line, column].filter((part) => part !== undefined).join(':')} ${reason}`,
  );
}

describe('configuration', () => {
  it('gives every key as written', () => {
    const { config, failures: none } = load(`
rules: { token-passthrough: error, broad-scope: { severity: info, confidence: high } }
ignore: [legacy/, '!vendor']
resource: [https://mcp.example]
issuers: [https://login.example]
internalHosts: [internal.example]
exchangeHelpers: ['./obo#exchange']
allow: [{ id: repo, reason: mirrors private repositories }]
severity: warning
confidence: medium
includeTests: true
`);
    assert.deepEqual(none, []);
    assert.deepEqual(config, {
      rules: { 'token-passthrough': 'error', 'broad-scope': { severity: 'info', confidence: 'high' } },
      ignore: ['legacy/', '!vendor'],
      resource: ['https://mcp.example'],
      issuers: ['https://login.example'],
      internalHosts: ['internal.example'],
      exchangeHelpers: ['./obo#exchange'],
      allow: [{ id: 'repo', reason: 'mirrors private repositories' }],
      severity: 'warning',
      confidence: 'medium',
      includeTests: true,
    });
  });

  describe('says what `allow` names to no effect, and keeps the rest', () => {
    const allowing = (id: string): LoadedConfig =>
      load(`severity: warning\nallow:\n  - reason: ticket 42\n    id: '${id}'\n`);
    for (const [id, hint] of [
      ['Mail.Sned', 'did you mean "Mail.Send"'],
      ['mail.send', 'did you mean "Mail.Send"'],
      ['graph/app/AcessReview.Read.All', 'did you mean "graph/app/AccessReview.Read.All"'],
      ['graph/app/Mail.Reed', 'did you mean "graph/app/Mail.Read"'],
      ['AccesReview.Read.All', 'did you mean "AccessReview.Read.All"'],
      ['admin:orgs', 'did you mean "admin:org"'],
      ['whatever the agent wants', 'name it as a finding does'],
    ] as const)
      it(id, () => {
        const { config, failures: none, warnings } = allowing(id);
        assert.deepEqual([none, config.severity, warnings.length], [[], 'warning', 1]);
        const [{ file, line, column, reason } = { reason: '' }] = warnings;
        assert.deepEqual([file, line, column], ['.bailiwick.yaml', 4, 9]);
        assert.ok(reason.startsWith(`"${id}" is no scope, permission or role that is known`), reason);
        assert.ok(reason.includes(hint), reason);
      });

    for (const id of [
      'Mail.Send',
      'graph/app/Mail.Send',
      '06b708a9-e830-4db3-a914-8e69da51d44f',
      'graph/delegated/AccessReview.Read.All',
      'ChannelMessage.Read.Group',
      'repo',
      'api://orders/full_access',
      'okta.users.manage',
      's3:*',
      'AdministratorAccess',
      'roles/owner',
      '*',
    ])
      it(`nothing of ${id}`, () => assert.deepEqual(allowing(id).warnings, []));
  });

  const wrong: [string, string, string][] = [
    ['an unknown key', 'severity: info\nignored: []\n', '2:1 unknown key "ignored"; did you mean "ignore"?'],
    [
      'an unknown key inside a rule',
      'rules:\n  broad-scope:\n    level: info\n',
      '3:5 unknown key "level"; known are severity, confidence',
    ],
    [
      'an unknown rule',
      'rules:\n  token-pasthrough: off\n',
      '2:3 unknown rule "token-pasthrough"; did you mean "token-passthrough"?',
    ],
    [
      'a rule like no other',
      'rules: { no-console: off }\n',
      '1:10 unknown rule "no-console"; `bailiwick rules` lists them',
    ],
    ['a wrong type', 'ignore: dist\n', '1:9 expected a list'],
    ['a wrong element', 'resource:\n  - https://a.example\n  - 7\n', '3:5 expected a text'],
    ['a wrong word', 'confidence: hihg\n', '1:13 expected high, medium, low; did you mean "high"?'],
    ['a wrong level', 'rules: { broad-scope: fatal }\n', '1:23 expected off, on, error, warning, info or a map'],
    ['a missing reason', 'allow:\n  - id: repo\n', '2:5 "reason" is missing; expected a text'],
    ['an empty text', 'issuers: [""]\n', '1:11 must not be empty'],
    ['a list instead of a map', '- ignore\n', '1:1 expected a map'],
    ['a key that stands twice', 'severity: info\nseverity: error\n', '2:1 Map keys must be unique'],
    ['a model that is neither rows nor a path', 'models: [5]\n', '1:10 expected a text or a map'],
    [
      'an unknown section of a model',
      'models:\n  - package: acme\n    sorces: []\n',
      '3:5 unknown key "sorces"; did you mean "sources"?',
    ],
    [
      'a mistake in an access path',
      'models:\n  - package: acme\n    types: { Client: ["Member[x"] }\n',
      '3:30 the bracket is never closed',
    ],
    [
      'a model file that is not there',
      'models: [acme.yaml]\n',
      '1:10 acme.yaml: cannot read the file: it is not there; check the path',
    ],
  ];
  for (const [what, text, expected] of wrong) {
    it(`reports ${what} where it stands`, () => {
      assert.deepEqual(failures(text), [`.bailiwick.yaml:${expected}`]);
      assert.deepEqual(load(text).config, {});
    });
  }

  it('reports broken YAML with its place', () => {
    assert.match(failures('ignore: [a\nseverity: info\n')[0] ?? '', /^\.bailiwick\.yaml:2:\d+ /);
    assert.match(failures('\tignore: []\n')[0] ?? '', /^\.bailiwick\.yaml:1:\d+ /);
  });

  it('reports all mistakes in the order of the text', () => {
    assert.deepEqual(
      failures('severity: 1\nrulez: {}\nissuers: 2\n').map((failure) => failure.split(' ')[0]),
      ['.bailiwick.yaml:1:11', '.bailiwick.yaml:2:1', '.bailiwick.yaml:3:10'],
    );
  });

  it('takes aliases', () => {
    const { config } = load('resource: &own [https://mcp.example]\nissuers: *own\n');
    assert.deepEqual([config.resource, config.issuers], [['https://mcp.example'], ['https://mcp.example']]);
  });

  it('reports a mistake behind an alias where the alias stands', () => {
    assert.deepEqual(failures('models: &m [acme.yaml, 5]\nresource: *m\n'), [
      '.bailiwick.yaml:1:24 expected a text or a map',
      '.bailiwick.yaml:2:11 expected a text',
    ]);
  });

  it('does not unfold aliases without end, and says where the first one stands', () => {
    const laughs = [
      'a: &a [x, x]',
      'b: &b [*a, *a, *a, *a, *a, *a, *a]',
      'c: &c [*b, *b, *b, *b, *b, *b, *b]',
      'd: [*c, *c, *c, *c]',
    ];
    assert.match(failures(laughs.join('\n'))[0] ?? '', /^\.bailiwick\.yaml:2:8 cannot be read: .*alias/);
  });

  it('reports an alias that leads nowhere where it stands', () => {
    assert.match(
      failures('ignore: &a [b]\nissuers: *a\nresource: [*nowhere]')[0] ?? '',
      /yaml:3:12 cannot be read: .*alias/,
    );
  });

  it('does not mind a byte-order mark, CRLF, UTF-16 or an empty file', () => {
    for (const text of ['\uFEFFseverity: info\r\n', Buffer.from('\uFEFFseverity: info\n', 'utf16le')]) {
      assert.deepEqual(load(text).config, { severity: 'info' });
    }
    for (const text of ['', '# nothing yet\n']) assert.deepEqual([load(text).config, load(text).failures], [{}, []]);
  });

  it('does not take keys of every object for its own', () => {
    assert.deepEqual(failures('rules: { constructor: off }\n'), [
      '.bailiwick.yaml:1:10 unknown rule "constructor"; `bailiwick rules` lists them',
    ]);
    assert.match(failures('__proto__: { severity: info }\n')[0] ?? 'none', /unknown key|none/);
  });
});

describe('models of the configuration', () => {
  const model =
    'package: acme\nsources:\n  - { kind: inbound-token, path: "Member[token]", note: token of the caller }\n';
  const expected = [
    { packages: ['acme'], sources: [{ kind: 'inbound-token', path: 'Member[token]', note: 'token of the caller' }] },
  ];

  it('may stand in the file', () => {
    const inline = `models:\n  - ${model.trimEnd().replaceAll('\n', '\n    ')}\n`;
    assert.deepEqual(load(inline).models, expected);
  });

  it('may stand in a file of their own', () => {
    assert.deepEqual(load('models: [models/acme.yaml]\n', { 'models/acme.yaml': model }).models, expected);
  });

  it('report their mistakes in their own file', () => {
    const [failure] = failures('models: [models/acme.yaml]\n', { 'models/acme.yaml': 'package: acme\nsorces: []\n' });
    assert.match(failure ?? '', /^models\/acme\.yaml:2:1 unknown key "sorces"/);
  });
});

describe('finding the configuration', () => {
  const at = (root: string, path: string, cwd = root): [string | undefined, string | undefined] => {
    const { file, config } = loadConfig(path, { rules, cwd });
    return [file?.slice(root.length + 1), config.severity];
  };

  it('takes the nearest one up to the repository', () => {
    const files = {
      '.git/HEAD': '',
      '.bailiwick.yaml': 'severity: info',
      'app/.bailiwick.yaml': 'severity: error',
      'app/src/a.ts': '',
      'lib/b.ts': '',
    };
    inTree(files, (root) => {
      assert.deepEqual(at(root, 'app/src/a.ts'), ['app/.bailiwick.yaml', 'error']);
      assert.deepEqual(at(root, 'lib'), ['.bailiwick.yaml', 'info']);
    });
  });

  it('looks neither beyond the repository nor, without one, beyond the working directory', () => {
    const files = {
      '.bailiwick.yaml': 'severity: info',
      'repository/.git/HEAD': '',
      'repository/a.ts': '',
      'plain/src/b.ts': '',
    };
    inTree(files, (root) => {
      assert.deepEqual(at(root, 'repository'), [undefined, undefined]);
      assert.deepEqual(at(root, 'src', join(root, 'plain')), [undefined, undefined]);
      assert.deepEqual(at(root, 'plain/src'), ['.bailiwick.yaml', 'info']);
    });
  });

  it('takes a file that is named, whatever its name', () => {
    inTree({ 'ci/strict.conf': 'severity: info' }, (root) => {
      const { file, config } = readConfig('ci/strict.conf', { rules, cwd: root });
      assert.deepEqual([file, config.severity], [join(root, 'ci/strict.conf'), 'info']);
    });
  });

  it('takes no other YAML for one because it is linted', () => {
    inTree({ 'a.yaml': 'severity: info', '.bailiwick.yaml': 'severity: error' }, (root) =>
      assert.deepEqual(at(root, 'a.yaml'), ['.bailiwick.yaml', 'error']),
    );
  });

  it('reports a named file that is not there', () => {
    inTree({ 'a.ts': '' }, (root) => {
      assert.match(readConfig('gone.yaml', { rules, cwd: root }).failures[0]?.reason ?? '', /it is not there/);
    });
  });

  describe('of several paths', () => {
    const files = { '.bailiwick.yaml': 'severity: info', 'one/a.ts': '', 'two/.bailiwick.yaml': 'severity: error' };
    const together = (root: string, ...paths: string[]): unknown => {
      const { file, config, unused } = loadConfig(paths, { rules, cwd: root });
      return [file, config.severity, ...unused].map((each) => each?.replace(`${root}/`, ''));
    };

    it('takes the one of the directory that they share, and names the others, whatever the order', () => {
      inTree(files, (root) => {
        const expected = ['.bailiwick.yaml', 'info', 'two/.bailiwick.yaml'];
        assert.deepEqual(together(root, 'one', 'two'), expected);
        assert.deepEqual(together(root, 'two', 'one/a.ts'), expected);
      });
    });

    it('names none that holds for all of them', () => {
      inTree(files, (root) => assert.deepEqual(together(root, 'two', 'two/inner'), ['two/.bailiwick.yaml', 'error']));
    });
  });

  it('reports a file under the name that is not read', () => {
    inTree({ '.bailiwick.yml': 'rules: {}' }, (root) => {
      assert.deepEqual(loadConfig('.', { rules, cwd: root }).failures, [
        { file: '.bailiwick.yml', reason: 'is not read; rename it to .bailiwick.yaml' },
      ]);
    });
  });
});

describe('the setting of a rule', () => {
  const rule = { id: 'broad-scope', severity: 'warning' as const };

  it('is its own without configuration', () =>
    assert.deepEqual(ruleSetting({}, rule), { isOn: true, severity: 'warning' }));
  it('is off when it is off', () => assert.equal(ruleSetting({ rules: { 'broad-scope': 'off' } }, rule).isOn, false));
  it('may change the severity', () => {
    assert.equal(ruleSetting({ rules: { 'broad-scope': { severity: 'error' } } }, rule).severity, 'error');
  });
  it('prefers its own confidence to the one for all', () => {
    const config = { confidence: 'low' as const, rules: { 'broad-scope': { confidence: 'high' as const } } };
    assert.equal(ruleSetting(config, rule).confidence, 'high');
    assert.equal(ruleSetting({ confidence: 'low' }, rule).confidence, 'low');
  });
  it('keeps a pedantic rule off unless it is named or wanted', () => {
    const pedantic = { ...rule, pedantic: true as const };
    assert.equal(ruleSetting({}, pedantic).isOn, false);
    assert.equal(ruleSetting({}, pedantic, true).isOn, true);
    assert.equal(ruleSetting({ rules: { 'broad-scope': 'on' } }, pedantic).isOn, true);
  });
});

describe('the JSON Schema of the configuration', () => {
  const schema = z.toJSONSchema(configShape);

  it('describes every key and refuses others', () => {
    assert.equal(schema.additionalProperties, false);
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      assert.ok(typeof property === 'object' && property.description, `${key} has no description`);
    }
  });
});
