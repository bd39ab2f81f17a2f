import assert from 'node:assert/strict';
import { lintFiles } from '../harness/lint-files.ts';

/** The files of a program, of which `tool` is replaced by one whose argument a shell reads. */
interface Case {
  name: string;
  files: Record<string, string>;
}

const tool =
  "{ name: 'log', schema: { branch: z.string() }, handler: async (args: any) => ({ content: [{ type: 'text', text: execSync('git log ' + args.branch).toString() }] }) }";
const serve = 'server.tool(tool.name, tool.schema, tool.handler);';
const list = 'export const tools: any[] = [];\n';

/** A registry in one file, what fills it in another, and a server that is shown how to go through it. */
const apart = (registry: string, filling: string, serving: string): Record<string, string> => ({
  'registry.ts': registry,
  'log.ts': filling,
  'server.ts': `import './log.ts';\n${serving}`,
});

const served: Case[] = [
  {
    name: 'a list that another file pushes to',
    files: apart(
      list,
      "import { tools } from './registry.ts';\ntools.push(TOOL);",
      `import { tools } from './registry.ts';\nfor (const tool of tools) ${serve}`,
    ),
  },
  {
    name: 'a list of a module that is imported under another name',
    files: apart(
      list,
      "import { tools as all } from './registry.ts';\nall.push(TOOL);",
      `import { tools } from './registry.ts';\ntools.forEach((tool) => ${serve.replace(';', ');')}`,
    ),
  },
  {
    name: 'a Map that another file sets',
    files: apart(
      'export const tools = new Map<string, any>();\n',
      "import { tools } from './registry.ts';\ntools.set('log', TOOL);",
      `import { tools } from './registry.ts';\nfor (const [, tool] of tools) ${serve}`,
    ),
  },
  {
    name: 'a function of the registry',
    files: apart(
      'const tools: Record<string, any> = {};\nexport const add = (name: string, tool: any) => { tools[name] = tool; };\nexport { tools };\n',
      "import { add } from './registry.ts';\nadd('log', TOOL);",
      `import { tools } from './registry.ts';\nfor (const tool of Object.values(tools)) ${serve}`,
    ),
  },
  {
    name: 'a function that is handed the list',
    files: {
      'log.ts': 'export const addLog = (all: any[]) => { all.push(TOOL); };',
      'server.ts': `import { addLog } from './log.ts';\nconst tools: any[] = [];\naddLog(tools);\nfor (const tool of tools) ${serve}`,
    },
  },
  {
    name: 'one that hands it on',
    files: {
      'log.ts':
        'const addLog = (all: any[]) => { all.push(TOOL); };\nexport function addAll(all: any[]) { addLog(all); }',
      'server.ts': `import { addAll } from './log.ts';\nconst tools: any[] = [];\naddAll(tools);\nfor (const tool of tools) ${serve}`,
    },
  },
  {
    name: 'a server that is handed the list',
    files: {
      'server.ts': `function serve(all: any[]) { for (const tool of all) ${serve} }\nconst tools: any[] = [];\ntools.push(TOOL);\nserve(tools);`,
    },
  },
  {
    name: 'what a function gives back',
    files: {
      'server.ts': `function all() { const found: any[] = []; found.push(TOOL); return found; }\nfor (const tool of all()) ${serve}`,
    },
  },
  {
    name: 'what a registry gives back',
    files: {
      'server.ts': `class Registry { private tools = new Map<string, any>(); add(tool: any) { this.tools.set(tool.name, tool); } all() { return [...this.tools.values()]; } }\nconst registry = new Registry();\nregistry.add(TOOL);\nfor (const tool of registry.all()) ${serve}`,
    },
  },
  {
    name: 'a list that is made of it',
    files: {
      'server.ts': `class Registry { private tools: any[] = []; add(tool: any) { this.tools.push(tool); } all() { return Array.from(this.tools); } }\nconst registry = new Registry();\nregistry.add(TOOL);\nfor (const tool of registry.all()) ${serve}`,
    },
  },
  {
    name: 'the pairs of an object',
    files: { 'server.ts': `const tools = { log: TOOL };\nfor (const [, tool] of Object.entries(tools)) ${serve}` },
  },
  {
    name: 'the pairs of an object, by forEach',
    files: {
      'server.ts': `const tools = { log: TOOL };\nObject.entries(tools).forEach(([, tool]) => ${serve.replace(';', ');')}`,
    },
  },
  {
    name: 'a Map that is copied out of another file',
    files: {
      'log.ts': "export const own = new Map<string, any>([['log', TOOL]]);",
      'server.ts': `import { own } from './log.ts';\nconst tools = new Map<string, any>();\nfor (const [name, tool] of own) tools.set(name, tool);\ntools.forEach((tool) => ${serve.replace(';', ');')}`,
    },
  },
];

const other: Case[] = [
  {
    name: 'another list of the same name',
    files: apart(
      list,
      'const tools: any[] = [];\ntools.push(TOOL);\nexport const count = tools.length;',
      `import { tools } from './registry.ts';\nfor (const tool of tools) ${serve}`,
    ),
  },
  {
    name: 'another list of the same file',
    files: apart(
      `${list}export const drafts: any[] = [];\n`,
      "import { drafts } from './registry.ts';\ndrafts.push(TOOL);",
      `import { tools } from './registry.ts';\nfor (const tool of tools) ${serve}`,
    ),
  },
  {
    name: 'a function that is handed another list',
    files: {
      'server.ts': `const addLog = (all: any[], drafts: any[]) => { drafts.push(TOOL); };\nconst tools: any[] = [];\naddLog(tools, []);\nfor (const tool of tools) ${serve}`,
    },
  },
  {
    name: 'the names of the pairs',
    files: { 'server.ts': `const tools = { log: TOOL };\nfor (const [tool] of Object.entries(tools)) ${serve}` },
  },
];

const head = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { execSync } from 'node:child_process';
import { z } from 'zod';
const server = new McpServer({ name: 'git', version: '1.0.0' });
`;

// All programs beside each other, each in a folder of its own.
function told(cases: Case[]): string[] {
  const files = cases.flatMap(({ files: own }, at) =>
    Object.entries(own).map(([path, text]) => [`p${at}/${path}`, `${head}${text.replace('TOOL', tool)}\n`]),
  );
  const found = lintFiles(Object.fromEntries(files) as Record<string, string>);
  const folders = new Set(
    found.flatMap(({ rule, at }) => (rule === 'tool-command-injection' ? [at.file.split('/')[0]] : [])),
  );
  return cases.flatMap(({ name }, at) => (folders.has(`p${at}`) ? [name] : []));
}

describe('flow: registries of tools', () => {
  it('are gone through wherever they are filled', () => {
    assert.deepEqual(
      told(served),
      served.map(({ name }) => name),
    );
  });
  it('are not taken for each other', () => assert.deepEqual(told(other), []));
});
