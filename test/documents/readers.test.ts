import assert from 'node:assert/strict';
import { entriesOf } from '../../server/documents/tree.ts';
import type { FileSyntax } from '../../server/input/syntax.ts';
import { plain, places, read } from './plain.ts';

const orders = { server: { command: 'npx', args: ['-y', 'orders'], port: 8080, on: true, none: null } };

const same: [FileSyntax, string][] = [
  ['json', '{ "server": { "command": "npx", "args": ["-y", "orders"], "port": 8080, "on": true, "none": null } }'],
  [
    'json',
    '// one\n{\n\t"server": { /* two */ "command": "npx", "args": ["-y", "orders",], "port": 8080, "on": true, "none": null, },\r\n}',
  ],
  ['yaml', 'server:\n  command: npx\n  args: [-y, orders]\n  port: 8080\n  on: true\n  none:\n'],
  ['yaml', "server: {'command': \"npx\", args: ['-y', orders], port: 8080, on: true, none: ~}\r\n"],
  [
    'markdown',
    '---\r\nserver:\r\n  command: npx\r\n  args:\r\n    - -y\r\n    - orders\r\n  port: 8080\r\n  on: true\r\n  none: null\r\n---\r\nbody',
  ],
  [
    'hcl',
    'server = {\n  command = "npx" # one\n  args = ["-y", "orders"]\n  port = 8080\n  "on" = true\n  none = null\n}\n',
  ],
  [
    'hcl',
    'server {\n  command = "npx"\n  args = [\n    "-y",\n    "orders",\n  ]\n  port = 8080\n  on = true\n  none = null\n}',
  ],
];

describe('readers', () => {
  for (const [syntax, text] of same)
    it(`read the same from ${syntax}: ${JSON.stringify(text.slice(0, 30))}`, () => {
      const document = read(syntax, text);
      assert.deepEqual(plain(document.roots[0]), orders);
      assert.deepEqual(document.problems, []);
    });

  const bicep: [what: string, text: string][] = [
    ['an order to the compiler', "#disable-next-line BCP036\nvar a = 'x'\n"],
    ['the type of a variable', "var a string = 'x'\n"],
    ['an extension that is set up', "extension graph with {\n  relationshipSemantics: 'replace'\n}\nvar a = 'x'\n"],
    ['a conditional over several lines', "output o string = (b == 'y' && c)\n  ? 'z'\n  : 'w'\nvar a = 'x'\n"],
    [
      'a conditional with comments between its lines',
      "output o string = b\n  ? c.list().key // list('${a}')\n  // otherwise\n  : ''\nvar a = 'x'\n",
    ],
    ['what may not be there', "var b = c[?d] ?? ''\nvar a = 'x'\n"],
    ['a type that may be nothing', "type t = {\n  a: string?\n  b: { c: int }[]?\n}[]?\nvar a = 'x'\n"],
    ['a parameter whose type may be nothing', "param p { a: string?, b: int }?\nvar a = 'x'\n"],
    ['a type of several, each in a line', "type t =\n  | 'b'\n  | { c: 'd'? }\nvar a = 'x'\n"],
    ['the type of a parameter over several lines', "param p (\n  'b' | 'c'\n)[] = ['b']\nvar a = 'x'\n"],
    ['a function of its own', "func f(\n  b string\n  c { d: int? }\n) string => '${b}'\nvar a = 'x'\n"],
    ['what is imported, each in a line', "import {\n  b\n  c as d\n} from 'e.bicep'\nvar a = 'x'\n"],
    ['an extension under another name', "extension graphV1 as graph\nvar a = 'x'\n"],
    ['a text of several lines with a hole', "var b = $'''\n${c}'s\n'''\nvar a = 'x'\n"],
    ['a function of two values', "var b = reduce(c, {}, (d, e) => union(d, e))\nvar a = 'x'\n"],
  ];
  for (const [what, text] of bicep)
    it(`read ${what} of Bicep`, () => {
      const { roots, problems } = read('bicep', text);
      assert.deepEqual(problems, []);
      const last = entriesOf(roots[0]).at(-1);
      assert.deepEqual([last?.labels?.[0]?.value, plain(last?.value)], ['a', 'x']);
    });

  it('read tables of TOML, dotted keys and lists of tables', () => {
    const text =
      'model = "x"\n[server]\ncommand = \'npx\'\nenv.A = "1"\n[server.more]\nB = """\ntwo"""\n[[rule]]\nid = 1\n[[rule]]\nid = 2\n["a@b"]\nc = 1979-05-27\n';
    assert.deepEqual(plain(read('toml', text).roots[0]), {
      model: 'x',
      server: { command: 'npx', env: { A: '1' }, more: { B: 'two' } },
      rule: [{ id: 1 }, { id: 2 }],
      'a@b': { c: '= 1979-05-27' },
    });
  });

  it('read requirements, and none of their options', () => {
    const text =
      '-r base.txt\n\n# held back\nmcp[cli]==1.9.3 ; python_version > "3.9"\n  httpx >= 0.27 # for the client\n';
    assert.deepEqual(plain(read('requirements', text).roots[0]), ['mcp[cli]==1.9.3', 'httpx >= 0.27']);
  });

  it('read variables of .env files', () => {
    const text = '# comment\nexport A=one # behind\nB="two\\nlines"\nC=\'it#s\'\nD=\n';
    assert.deepEqual(plain(read('env', text).roots[0]), { A: 'one', B: 'two\nlines', C: 'it#s', D: '' });
  });

  it('read instructions of Dockerfiles', () => {
    const text =
      'FROM node:20 AS build\nENV A=1 B="two words"\nRUN npm ci && \\\n  npm test\nCMD ["node", "server.js"]\n';
    assert.deepEqual(plain(read('dockerfile', text).roots[0]), {
      FROM: 'node:20 AS build',
      ENV: { A: '1', B: 'two words' },
      RUN: 'npm ci && \\\n  npm test',
      CMD: ['node', 'server.js'],
    });
  });

  it('read blocks, calls, heredocs and loops of HCL', () => {
    const text = `resource "aws_iam_role" "agent" {
  name   = "agent-\${var.stage}"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*" }] })
  trust  = <<-EOT
    { "Version": "2012" }
  EOT
  tags   = merge(local.tags, { team = "orders" })
  apart  = merge (local.tags, {})
  count  = var.on ? 1 : 0
  names  = [for n in ["a"] : "x-\${n}"]
}
`;
    const document = read('hcl', text);
    assert.deepEqual(document.problems, []);
    assert.deepEqual(plain(document.roots[0]), {
      'resource aws_iam_role agent': {
        name: 'agent-${var.stage}',
        policy: { Statement: [{ Effect: 'Allow', Action: '*' }] },
        trust: '{ "Version": "2012" }\n',
        tags: 'merge("= local.tags", {"team":"orders"})',
        apart: 'merge("= local.tags", {})',
        count: '= var.on ? 1 : 0',
        names: '= [for n in ["a"] : "x-${n}"]',
      },
    });
  });

  it('read statements of Bicep', () => {
    const text = `targetScope = 'subscription'
@description('who')
param principal string
param shape {
  a: string
} = { a: 'x' }
resource owner 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  name: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
}
resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (principal != '') {
  name: guid(principal)
  properties: {
    roleDefinitionId: owner.id // the role
    list: [
      'one'
      'two'
    ]
  }
}
`;
    const document = read('bicep', text);
    assert.deepEqual(document.problems, []);
    assert.deepEqual(plain(document.roots[0]), {
      targetScope: 'subscription',
      'param principal': null,
      'param shape': { a: 'x' },
      'resource owner Microsoft.Authorization/roleDefinitions@2022-04-01 existing': {
        name: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      },
      'resource grant Microsoft.Authorization/roleAssignments@2022-04-01': {
        name: 'guid("= principal")',
        properties: { roleDefinitionId: '= owner.id', list: ['one', 'two'] },
      },
    });
  });

  it('read anchors, aliases, merge keys, tags and several documents of YAML', () => {
    const document = read(
      'yaml',
      'base: &base { a: 1, b: 2 }\nmore:\n  <<: *base\n  b: 3\nagain: *base\nsub: !Sub "${X}"\n---\nkind: Pod\n',
    );
    assert.deepEqual(document.roots.map(plain), [
      { base: { a: 1, b: 2 }, more: { b: 3, a: 1 }, again: { a: 1, b: 2 }, sub: 'Sub("${X}")' },
      { kind: 'Pod' },
    ]);
  });

  it('tolerate Helm, Jinja and expressions of GitHub in YAML', () => {
    const text =
      '{{- if .Values.on }}\nimage: {{ .Values.image }}:{{ .Values.tag }}\nname: "{{ name }}"\n{%- for x in y %}\nrun: echo ${{ github.ref }}\n{{- end }}\n';
    const document = read('yaml', text);
    assert.deepEqual(document.problems, []);
    assert.deepEqual(plain(document.roots[0]), {
      image: '{{ .Values.image }}:{{ .Values.tag }}',
      name: '{{ name }}',
      run: 'echo ${{ github.ref }}',
    });
  });

  it('know where every key and value stands', () => {
    for (const [syntax, text, expected] of [
      ['json', '{"a\\u0062": "x\\ny", "l": [1, false]}', ['"a\\u0062":', 'x\\ny', '"l":', '1', 'false']],
      [
        'yaml',
        "a: 'it''s'\nb: |\n  one\n  two\nc: >-\n  long\n  text\nd: \"\\x41\"\n",
        ['a:', "it''s", 'b:', 'one\n  two\n', 'c:', 'long\n  text\n', 'd:', '\\x41'],
      ],
      ['toml', '[t]\nk = "v\\t" # c\n"q q" = 1\n', ['t:', 'k:', 'v\\t', '"q q":', '1']],
      ['markdown', '---\nname: reviewer\n---\nbody\n', ['name:', 'reviewer']],
      ['requirements', 'mcp==1.9.3\n', ['mcp==1.9.3']],
      ['env', 'export KEY="v"\n', ['KEY:', 'v']],
      ['hcl', 'b "l" {\n  k = <<EOT\nx\nEOT\n}\n', ['b:', 'k:', 'x\n']],
      ['bicep', "var v = 'it\\'s'\n", ['var:', "it\\'s"]],
    ] as [FileSyntax, string, string[]][])
      assert.deepEqual(places(text, read(syntax, text)), expected, syntax);
  });

  it('keep the comments that suppress, and only comments', () => {
    const found = (syntax: FileSyntax, text: string): string[] =>
      read(syntax, text).ignores.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(found('json', '{ // bailiwick-ignore a -- b\n"x": "// bailiwick-ignore c -- d" }'), [
      '// bailiwick-ignore a -- b',
    ]);
    assert.deepEqual(found('json', '{ /* bailiwick-ignore a -- b */ }'), ['/* bailiwick-ignore a -- b */']);
    assert.deepEqual(found('yaml', 'a: "# bailiwick-ignore c -- d" # bailiwick-ignore a -- b\n'), [
      '# bailiwick-ignore a -- b',
    ]);
    assert.deepEqual(found('toml', '# bailiwick-ignore a -- b\na = 1\n'), ['# bailiwick-ignore a -- b']);
    assert.deepEqual(
      found('markdown', '---\nname: x # bailiwick-ignore a -- b\n---\n<!-- bailiwick-ignore c -- d -->\n'),
      ['# bailiwick-ignore a -- b', '<!-- bailiwick-ignore c -- d -->'],
    );
    assert.deepEqual(found('bicep', "// bailiwick-ignore a -- b\nvar x = 'y'\n"), ['// bailiwick-ignore a -- b']);
  });

  it('never throw, whatever the text', () => {
    const hostile = [
      '',
      '\0',
      '{'.repeat(20_000),
      '['.repeat(20_000),
      '"',
      '{"a":',
      ': :\n- {',
      '---\n---\n',
      '- '.repeat(3000),
      '${{',
      '<<EOT\n',
      "'''",
      'a = [[[',
      '*x',
      '&a [*a]',
      'a: &a [b]\nb: &b [*a, *a]\nc: &c [*b, *b]\n',
      'x = "${"${"${',
    ];
    for (const syntax of [
      'json',
      'yaml',
      'toml',
      'env',
      'dockerfile',
      'hcl',
      'bicep',
      'markdown',
      'requirements',
      'python',
    ] as const)
      for (const text of [...hostile, ...hostile.map((each) => `---\n${each}\n---\n`)])
        assert.ok(read(syntax, text).roots.length >= 0);
  });

  it('stay small on a billion laughs', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`,
    );
    const document = read('yaml', `l0: &l0 ha\n${levels.join('\n')}\n`);
    assert.ok(places('', document).length < 100_000);
  });
});
