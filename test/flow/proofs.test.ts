import assert from 'node:assert/strict';
import { lintFiles } from '../harness/lint-files.ts';

/** A check before a use, and whether a use behind it is told of. */
interface Case {
  name: string;
  /** Functions and lists beside the tool. */
  around?: string;
  check: string;
}

const uses = {
  command: 'await run(`look ${given}`);',
  sql: 'await pool.query(`select * from people where name = ${given}`);',
  code: 'new Function(`return ${given}`);',
  'file-path': "await readFile(path.join('/srv/notes', given), 'utf8');",
  url: 'await fetch(`https://${given}/state`);',
};
type Kind = keyof typeof uses;

const rules: Record<Kind, string> = {
  command: 'tool-command-injection',
  sql: 'tool-command-injection',
  code: 'tool-command-injection',
  'file-path': 'tool-path-traversal',
  url: 'agent-ssrf',
};

function isTold(kind: Kind, { around = '', check }: Case): boolean {
  const body = check.includes('USE') ? check.replace('USE', uses[kind]) : `${check}\n  ${uses[kind]}`;
  const text = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { exec } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
const run = promisify(exec);
const pool = new pg.Pool();
const server = new McpServer({ name: 'ci', version: '1.0.0' });
${around}
server.registerTool('look', { inputSchema: { given: z.string() } }, async ({ given }) => {
  ${body}
  return { content: [] };
});
`;
  const findings = lintFiles({ 'server.ts': text });
  return findings.some(({ rule }) => rule === rules[kind]);
}

const refuse = "throw new Error('refused')";

const vain: Record<Kind, Case[]> = {
  command: [
    { name: 'a special case that leaves', check: "if (given === 'here') return { content: [] };" },
    { name: 'a list of what is forbidden', check: `if (['rm', 'dd'].includes(given)) ${refuse};` },
    { name: 'forbidden words', check: `if (given.includes('shutdown')) ${refuse};` },
    { name: 'where the word was not found', check: `if (given.indexOf('shutdown') !== -1) ${refuse};` },
    {
      name: 'forbidden words by a callback',
      around: "const forbidden = ['rm -rf', 'mkfs'];",
      check: `if (forbidden.some((word) => given.toLowerCase().includes(word))) ${refuse};`,
    },
    {
      name: 'forbidden expressions in a loop',
      around: 'const forbidden = [/rm\\s+-rf/, /mkfs/];',
      check: `for (const pattern of forbidden) if (pattern.test(given)) ${refuse};`,
    },
    {
      name: 'forbidden expressions in a function that throws',
      around: `const forbidden = [/rm\\s+-rf/];
function assertHarmless(line: string) { for (const each of forbidden) if (each.test(line)) ${refuse}; }`,
      check: 'assertHarmless(given);',
    },
    {
      name: 'a predicate that says what is forbidden',
      around: "const isForbidden = (line: string) => ['rm', 'dd'].includes(line);",
      check: `if (isForbidden(given)) ${refuse};`,
    },
    {
      name: 'a predicate that leaves early for what is forbidden',
      around: "function isFine(line: string) { if (line.includes('mkfs')) return false; return true; }",
      check: `if (!isFine(given)) ${refuse};`,
    },
    {
      name: 'an answer with a reason',
      around:
        "function judge(line: string) { if (line.includes('mkfs')) return { safe: false, why: 'no' }; return { safe: true }; }",
      check: `const { safe } = judge(given); if (!safe) ${refuse};`,
    },
    {
      name: 'a message where something is wrong',
      around: "function problem(line: string) { if (line.includes('mkfs')) return 'forbidden'; return undefined; }",
      check: `if (problem(given)) ${refuse};`,
    },
    { name: 'the other branch', check: "if (given === 'here') { console.error('here'); } else { USE }" },
    { name: 'how it ends', check: `if (!given.endsWith('.md')) ${refuse};` },
    { name: 'how it begins', check: `if (!given.startsWith('git ')) ${refuse};` },
    { name: 'an expression that anything may surround', check: `if (!/[a-z]+/.test(given)) ${refuse};` },
    { name: 'an expression with a rest', check: `if (!/^git .*$/.test(given)) ${refuse};` },
    { name: 'an expression that lets signs of a shell through', check: `if (!/^[^'"]+$/.test(given)) ${refuse};` },
    { name: 'a special case that becomes another', check: "if (given === 'me') given = 'nobody';" },
    { name: 'the machine of a URL', check: `if (new URL(given).hostname !== 'example.com') ${refuse};` },
    { name: 'double quotes with a backslash', check: String.raw`given = given.replace(/"/g, '\\"');` },
    { name: 'slashes at the end', check: String.raw`given = given.replace(/\/+$/g, '');` },
    {
      name: 'a name that promises more',
      around: 'const escapeWord = (text: string) => `"${text}"`;',
      check: 'given = escapeWord(given);',
    },
  ],
  sql: [
    { name: 'forbidden words', check: `if (/\\b(drop|delete)\\b/i.test(given)) ${refuse};` },
    { name: 'how it begins', check: `if (!given.toLowerCase().startsWith('select')) ${refuse};` },
  ],
  code: [{ name: 'forbidden words', check: `if (given.includes('process')) ${refuse};` }],
  'file-path': [
    { name: 'its extension', check: `if (!given.endsWith('.md')) ${refuse};` },
    { name: 'its extension, taken out', check: `if (path.extname(given) !== '.md') ${refuse};` },
    { name: 'forbidden names', check: `if (['.env', 'id_rsa'].includes(given)) ${refuse};` },
    { name: 'what was seen', around: 'const seen = new Set<string>();', check: `if (seen.has(given)) ${refuse};` },
    {
      name: 'signs that lead out among those that are left',
      check: String.raw`given = given.replace(/[^\w.\/]/g, '');`,
    },
    { name: 'an expression that lets steps through', check: `if (!/^[\\w./]+$/.test(given)) ${refuse};` },
    { name: 'an expression for its end', check: `if (!/\\.md$/.test(given)) ${refuse};` },
  ],
  url: [{ name: 'one name that is left out', check: `if (given === 'status.example.com') ${refuse};` }],
};

const sound: Record<Kind, Case[]> = {
  command: [
    { name: 'one of a list', check: `if (!['here', 'there'].includes(given)) ${refuse};` },
    { name: 'one of two', check: `if (given !== 'here' && given !== 'there') ${refuse};` },
    { name: 'in the branch', check: "if (given === 'here') { USE }" },
    { name: 'or another one', check: "given = ['here'].includes(given) ? given : 'here';" },
    { name: 'or another one, of two', check: "given = given === 'here' || given === 'there' ? given : 'here';" },
    { name: 'or another one behind an if', check: "if (!['here'].includes(given)) given = 'here';" },
    {
      name: 'taken over where it is known',
      check: "let name = 'here'; if (['here'].includes(given)) name = given; given = name;",
    },
    { name: 'words of a shell', check: String.raw`given = given.replace(/'/g, "'\\''");` },
    { name: 'words of a shell, cut and joined', check: String.raw`given = given.split("'").join("'\\''");` },
    { name: 'said to be false', check: `if (['here'].includes(given) === false) ${refuse};` },
    { name: 'found on a list', check: `if (['here'].indexOf(given) < 0) ${refuse};` },
    {
      name: 'where it leaves with the use',
      check: `if (['here'].includes(given)) { USE return { content: [] }; } ${refuse};`,
    },
    {
      name: 'a loop that may have found it',
      check: `let known = false; for (const each of ['here']) { if (each === given) { known = true; break; } } if (!known) ${refuse};`,
    },
    {
      name: 'a predicate',
      around: "const isKnown = (name: string) => ['here'].includes(name);",
      check: `if (!isKnown(given)) ${refuse};`,
    },
    {
      name: 'a predicate that leaves early for what is allowed',
      around: "function isKnown(name: string) { if (name === 'here') return true; return false; }",
      check: `if (!isKnown(given)) ${refuse};`,
    },
    {
      name: 'a function that throws',
      around: `function assertKnown(name: string) { if (!['here'].includes(name)) ${refuse}; }`,
      check: 'assertKnown(given);',
    },
    {
      name: 'allowed expressions by a callback',
      around: 'const allowed = [/^[a-z]+$/];',
      check: `if (!allowed.some((each) => each.test(given))) ${refuse};`,
    },
    { name: 'an expression for all of it', check: `if (!/^[\\w.-]+$/.test(given)) ${refuse};` },
    { name: 'anything but what is harmless', check: `if (/[^\\w.-]/.test(given)) ${refuse};` },
    { name: 'what means something to a shell', check: `if (/[;&|\`$]/.test(given)) ${refuse};` },
    {
      name: 'signs of a shell by a callback',
      around: "const signs = [';', '|', '&'];",
      check: `if (signs.some((sign) => given.includes(sign))) ${refuse};`,
    },
  ],
  sql: [{ name: 'quotes', check: `if (given.includes("'")) ${refuse};` }],
  code: [{ name: 'anything but numbers and signs', check: `if (/[^0-9+*/ -]/.test(given)) ${refuse};` }],
  'file-path': [
    { name: 'steps that lead out', check: `if (given.includes('..')) ${refuse};` },
    { name: 'steps among the parts', check: `if (given.split('/').includes('..')) ${refuse};` },
    { name: 'one of a list', check: `if (!['a.md'].includes(given)) ${refuse};` },
    { name: 'an expression for all of it', check: `if (!/^[\\w-]+$/.test(given)) ${refuse};` },
  ],
  url: [
    { name: 'one of a list', check: `if (!['status.example.com'].includes(given)) ${refuse};` },
    { name: 'machines of the own network', check: `if (given === 'localhost' || given.startsWith('10.')) ${refuse};` },
    { name: 'the domain', check: `if (!given.endsWith('.example.com')) ${refuse};` },
  ],
};

const kinds: Kind[] = ['command', 'sql', 'code', 'file-path', 'url'];

describe('flow: what a comparison proves', () => {
  for (const kind of kinds) {
    it(`${kind}: is told of without a check`, () => {
      assert.ok(isTold(kind, { name: 'none', check: '' }));
    });
    for (const each of vain[kind])
      it(`${kind}: ${each.name} proves nothing`, () => {
        assert.ok(isTold(kind, each));
      });
    for (const each of sound[kind])
      it(`${kind}: ${each.name} proves it`, () => {
        assert.ok(!isTold(kind, each));
      });
  }
  it('is asked of each argument that comes to the same text', () => {
    const told = (line: string): boolean =>
      lintFiles({
        'server.ts': `import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { exec } from 'node:child_process';
const server = new Server({ name: 'ci', version: '1.0.0' }, { capabilities: { tools: {} } });
server.setRequestHandler(CallToolRequestSchema, async ({ params: { arguments: given = {} } }) => {
  if (!['pdf', 'csv'].includes(given.format as string)) ${refuse};
  ${line}
  return { content: [] };
});
`,
      }).some(({ rule }) => rule === rules.command);
    assert.ok(told('exec(`save --${given.format} ${given.name}`);'));
    assert.ok(told('const line = `save --${given.format}`; exec(line + " " + given.name);'));
    assert.ok(!told('exec(`save --${given.format} --again ${given.format}`);'));
  });
  it('holds what is replaced against the strings of an interpreter', () => {
    const told = (args: string): boolean =>
      lintFiles({
        'server.ts': `import { execFile } from 'node:child_process';
import { tool } from 'ai';
import { z } from 'zod';
export const open = tool({
  inputSchema: z.object({ given: z.string() }),
  execute: async ({ given }) => {
    execFile('osascript', ${args});
  },
});
`,
      }).some(({ rule }) => rule === rules.command);
    const quoted = (replaced: string): string => `['-e', \`open "\${given${replaced}}"\`]`;
    assert.ok(told(quoted('')));
    assert.ok(told(quoted(String.raw`.replace(/"/g, '\\"')`)), 'a backslash of its own ends the string');
    assert.ok(!told(quoted(String.raw`.replace(/\\/g, '\\\\').replace(/"/g, '\\"')`)));
    assert.ok(!told(quoted(String.raw`.replace(/["\\]/g, '')`)));
    assert.ok(!told("['-e', 'on run argv', '-e', 'open item 1 of argv', '-e', 'end run', given]"));
  });
  it('tells of a text that one tool writes where another one gives the whole', () => {
    const found = lintFiles({
      'server.ts': `import { tool } from 'ai';
import pg from 'pg';
import { z } from 'zod';
const pool = new pg.Pool();
const ask = (query: string) => pool.query(query);
export const whole = tool({
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }) => ask(query),
});
const describe = (table: string) => ask(\`select * from \${table} limit 1\`);
export const first = tool({
  inputSchema: z.object({ table: z.string() }),
  execute: async ({ table }) => describe(table),
});
`,
    });
    assert.deepEqual(
      found.flatMap(({ rule, confidence }) => (rule === rules.sql ? [confidence] : [])),
      ['high'],
    );
  });
  it('sees a word of the program before the value, by join and concat', () => {
    const told = (line: string): string[] =>
      lintFiles({
        'server.ts': `import { exec } from 'node:child_process';
import { tool } from 'ai';
import { z } from 'zod';
export const log = tool({
  inputSchema: z.object({ given: z.string() }),
  execute: async ({ given }) => {
    ${line}
  },
});
`,
      }).flatMap(({ rule, confidence }) => (rule === rules.command ? [confidence] : []));
    assert.deepEqual(told("exec(['git', 'log', given].join(' '));"), ['high']);
    assert.deepEqual(told("const words = ['git', 'log']; words.push(given); exec(words.join(' '));"), ['high']);
    assert.deepEqual(told("exec('git log '.concat(given));"), ['high']);
    assert.deepEqual(told("exec([given, '--short'].join(' '));"), ['medium'], 'the model names the program');
    assert.deepEqual(told("exec(given.concat(' --short'));"), ['medium'], 'the model names the program');
  });
});
