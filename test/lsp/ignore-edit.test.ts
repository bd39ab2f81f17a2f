/** The comment that ignores a rule goes where the linter reads it back and where the file still means the same. */
import assert from 'node:assert/strict';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { ignoreEdit } from '../../server/lsp/actions/ignore-edit.ts';
import { analyse } from './analyse.ts';

/** The text after the finding at `leak` is ignored, with REASON for the reason. */
function ignored(path: string, text: string): string | undefined {
  const start = text.indexOf('leak');
  const comments = /\.[jt]sx?$/.test(path) ? readTypeScript(path, text).ignores : [];
  const made = ignoreEdit({ path, text, at: { start, end: start + 4 }, rule: 'leak', comments });
  return (
    made && text.slice(0, made.start) + made.before + (made.reason ?? 'REASON') + made.after + text.slice(made.end)
  );
}

const lines = (...all: string[]): string => `${all.join('\n')}\n`;
const comment = 'bailiwick-ignore leak -- REASON';

describe('an ignore comment', () => {
  for (const [where, path, before, after] of [
    [
      'above the line, as far in as it is',
      'a.ts',
      lines('f(() => {', '  leak();', '});'),
      lines('f(() => {', `  // ${comment}`, '  leak();', '});'),
    ],
    ['above the first line', 'a.ts', lines('leak();'), lines(`// ${comment}`, 'leak();')],
    ['with tabs', 'a.js', lines('f(', '\tleak(),', ');'), lines('f(', `\t// ${comment}`, '\tleak(),', ');')],
    ['with the ends of lines of the file', 'a.ts', 'a();\r\nleak();\r\n', `a();\r\n// ${comment}\r\nleak();\r\n`],
    ['with ends of lines that are old', 'a.ts', 'a();\rleak();\r', `a();\r// ${comment}\rleak();\r`],
    [
      'between attributes',
      'a.tsx',
      lines('x = (', '  <A', '    b={leak()}', '  />', ');'),
      lines('x = (', '  <A', `    // ${comment}`, '    b={leak()}', '  />', ');'),
    ],
    [
      'between children',
      'a.tsx',
      lines('x = (', '  <A>', '    {leak()}', '  </A>', ');'),
      lines('x = (', '  <A>', `    {/* ${comment} */}`, '    {leak()}', '  </A>', ');'),
    ],
    [
      'before a child that is an element',
      'a.tsx',
      lines('x = (', '  <>', '    <B c={leak()} />', '  </>', ');'),
      lines('x = (', '  <>', `    {/* ${comment} */}`, '    <B c={leak()} />', '  </>', ');'),
    ],
    [
      'among text of an element',
      'a.tsx',
      lines('x = (', '  <A>', '    some text {leak()} more', '  </A>', ');'),
      lines('x = (', '  <A>', `    {/* ${comment} */}`, '    some text {leak()} more', '  </A>', ');'),
    ],
    [
      'behind the code where a template begins the line',
      'a.ts',
      lines('x = `one', 'two ${leak()}`;'),
      lines('x = `one', `two \${leak()}\`; // ${comment}`),
    ],
    [
      'inside the braces where a template holds the line',
      'a.ts',
      lines('x = `one', 'two ${leak()}', 'three`;'),
      lines('x = `one', `two \${/* ${comment} */ leak()}`, 'three`;'),
    ],
    [
      'behind the code where the line above is about the next line',
      'a.ts',
      lines('// eslint-disable-next-line x/y', 'leak();'),
      lines('// eslint-disable-next-line x/y', `leak(); // ${comment}`),
    ],
    [
      'below another comment',
      'a.ts',
      lines('/* one', ' two */', 'leak();'),
      lines('/* one', ' two */', `// ${comment}`, 'leak();'),
    ],
    ['in YAML', 'agent.yaml', lines('a:', '  - leak'), lines('a:', `  # ${comment}`, '  - leak')],
    [
      'into a script in YAML',
      'ci.yaml',
      lines('run: |', '  one', '  leak'),
      lines('run: |', '  one', `  # ${comment}`, '  leak'),
    ],
    ['in TOML', 'agent.toml', lines('a = "leak"'), lines(`# ${comment}`, 'a = "leak"')],
    [
      'in JSON with comments',
      '.vscode/mcp.json',
      lines('{', '  "a": "leak"', '}'),
      lines('{', `  // ${comment}`, '  "a": "leak"', '}'),
    ],
    ['in a Dockerfile', 'Dockerfile', lines('ENV A=leak'), lines(`# ${comment}`, 'ENV A=leak')],
    ['in Markdown', 'SKILL.md', lines('# Skill', 'leak'), lines('# Skill', `<!-- ${comment} -->`, 'leak')],
    [
      'in the YAML before Markdown',
      'SKILL.md',
      lines('---', 'tools: leak', '---', '# Skill'),
      lines('---', `# ${comment}`, 'tools: leak', '---', '# Skill'),
    ],
    ['in Bicep', 'main.bicep', lines("x: 'leak'"), lines(`// ${comment}`, "x: 'leak'")],
  ] as const) {
    it(`goes ${where}`, () => assert.equal(ignored(path, before), after));
  }

  it('goes nowhere in the middle of a text', () => {
    assert.equal(ignored('agent.yaml', lines('a: "one', '  leak', '  two"')), undefined);
    assert.equal(ignored('agent.toml', lines('a = """', 'leak', '"""')), undefined);
  });

  it('goes nowhere in strict JSON', () => assert.equal(ignored('package.json', '{ "a": "leak" }'), undefined));

  for (const [what, before, after] of [
    [
      'one above the line',
      lines('// bailiwick-ignore other -- wanted', 'leak();'),
      lines('// bailiwick-ignore other, leak -- wanted', 'leak();'),
    ],
    [
      'one on the line',
      lines('leak(); // bailiwick-ignore other -- wanted'),
      lines('leak(); // bailiwick-ignore other, leak -- wanted'),
    ],
    [
      'one in braces',
      lines('leak(); /* bailiwick-ignore other -- wanted */'),
      lines('leak(); /* bailiwick-ignore other, leak -- wanted */'),
    ],
    [
      'one of several rules',
      lines('// bailiwick-ignore one, two -- wanted', 'leak();'),
      lines('// bailiwick-ignore one, two, leak -- wanted', 'leak();'),
    ],
    [
      'one that lacks a reason',
      lines('// bailiwick-ignore leak', 'leak();'),
      lines('// bailiwick-ignore leak -- REASON', 'leak();'),
    ],
    [
      'one that lacks everything',
      lines('// bailiwick-ignore', 'leak();'),
      lines('// bailiwick-ignore leak -- REASON', 'leak();'),
    ],
  ] as const) {
    it(`joins ${what}`, () => assert.equal(ignored('a.ts', before), after));
  }

  it('joins none that speaks of the code before it', () => {
    const before = lines('other(); // bailiwick-ignore other -- wanted', 'leak();');
    assert.equal(
      ignored('a.ts', before),
      lines('other(); // bailiwick-ignore other -- wanted', `// ${comment}`, 'leak();'),
    );
  });
});

describe('what was ignored', () => {
  const middle = "fetch('https://ci.example', { headers: { authorization: req.headers.authorization ?? '' } })";
  for (const [where, path, code] of [
    ['in code', 'a.ts', `async (req, res) => res.json(\n  await ${middle},\n)`],
    ['between attributes', 'a.tsx', `(req, res) => res.send(\n  <Page\n    body={${middle}}\n  />,\n)`],
    ['between children', 'a.tsx', `(req, res) => res.send(\n  <Page>\n    {${middle}}\n  </Page>,\n)`],
    ['in a template', 'a.ts', `(req, res) => res.send(\`one\n  \${${middle}}\nthree\`)`],
  ] as const) {
    it(`is found no more ${where}`, () => {
      const text = `import express from 'express';\nexpress().get('/', ${code});\n`;
      const { result, session } = analyse({ [path]: text });
      const [finding] = result.findings;
      assert.ok(finding, 'there is a finding to ignore');
      const made = ignoreEdit({ path, text, at: finding.at, rule: finding.rule, comments: session.ignores(path) });
      assert.ok(made);
      const after = text.slice(0, made.start) + made.before + 'wanted' + made.after + text.slice(made.end);
      const again = analyse({ [path]: after }).result;
      assert.deepEqual([again.findings, again.problems, again.failures, again.warnings], [[], [], [], []]);
      assert.equal(again.suppressed[0]?.reason, 'wanted');
    });
  }
});
