/** Whole files in which a value that a model chose enters; `leak` sends what it is given. */
const server = (from: string): string =>
  `import { Server } from '${from}';\nconst server = new Server({ name: 'ci', version: '1' });`;

export const toolArguments: Record<string, string[]> = {
  'xmcp.yaml': [
    `import type { InferSchema } from 'xmcp';\nexport default async ({ text }: InferSchema<typeof schema>) => leak(text);`,
  ],
  'express.yaml': [
    `import express from 'express';\nexpress().post('/', (req) => leak(req.body.params.arguments.host)); // tools/call`,
  ],
  'a2a-js-sdk.message.yaml': [
    `import type { RequestContext } from '@a2a-js/sdk/server';\nexport const read = (request: RequestContext) => leak(request.userMessage.parts[0].text);`,
  ],
  'mastra-core.yaml': [
    `import { createTool } from '@mastra/core/tools';\ncreateTool({ id: 'list', execute: async ({ context }) => leak(context.host) });`,
  ],
  'globals.code.yaml': [
    `export default (req) => leak(req.body.params.arguments.host); // tools/call`,
    `export default (line) => leak(JSON.parse(line).params.arguments.host); // tools/call`,
  ],
  'ollama.tool-calls.yaml': [
    `import ollama from 'ollama';\nconst { message } = await ollama.chat({});\nleak(message.tool_calls[0].function.arguments.host);`,
  ],
  'vscode.tools.yaml': [
    `import type { LanguageModelToolInvocationOptions } from 'vscode';\nexport const invoke = (options: LanguageModelToolInvocationOptions) => leak(options.input.host); // registerTool`,
  ],
  'modelcontextprotocol-server.tools.yaml': [
    `${server('@modelcontextprotocol/sdk/server/index.js')}\nserver.setRequestHandler(schema, async (request) => leak(request.params.arguments.host));`,
    `${server('@modelcontextprotocol/sdk/server/index.js')}\nserver.setRequestHandler(schema, async (request) => leak(request.params.uri));`,
    `import type { CallToolRequest } from '@modelcontextprotocol/sdk/types.js';\nexport const call = (request: CallToolRequest) => leak(request.params.arguments.host);`,
    `import { completable } from '@modelcontextprotocol/sdk/server/completable.js';\ncompletable(schema, async (value) => leak(value));`,
    `${server('@modelcontextprotocol/sdk/server/index.js')}\nserver.setRequestHandler(schema, async (request) => leak(request.params.argument.value)); // CompleteRequest`,
    `import type { ToolCallback } from '@modelcontextprotocol/server';\nexport const call: ToolCallback = async ({ host }) => leak(host);`,
    `${server('@modelcontextprotocol/server')}\nserver.registerResource('log', 'log://x', {}, async (uri) => leak(uri.href));`,
  ],
};

const handled = (body: string): string =>
  `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { exec } from 'node:child_process';
import { basename, resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
const db = new pg.Pool();
new McpServer({ name: 'ci', version: '1' }).tool('list', async ({ text }) => ${body});`;

/** Handlers of tools in which the names of an argument's fields become a query. */
export const namePropagators: Record<string, Record<string, string>> = {
  'globals.yaml': {
    'Global[Object].Member[keys,getOwnPropertyNames] Argument[0] -> ReturnValue.Element': handled(
      'db.query(`select ${Object.keys(text).join()} from builds`)',
    ),
    'Global[Reflect].Member[ownKeys] Argument[0] -> ReturnValue.Element': handled(
      'db.query(`select ${Reflect.ownKeys(text)[0]} from builds`)',
    ),
  },
};

/** Handlers of tools in which a call makes an argument clean for some places. */
export const partialSanitizers: Record<string, Record<string, string>> = {
  'globals.code.yaml': {
    'Global[encodeURIComponent]': handled('fetch(encodeURIComponent(text))'),
    'Global[Buffer].Member[from].ReturnValue.Member[toString].WithArgument[0=hex,base64url]': handled(
      "exec(`echo ${Buffer.from(text).toString('hex')}`)",
    ),
    'Global[Buffer].Member[from].ReturnValue.Member[toString].WithArgument[0=base64]': handled(
      "exec(`echo ${Buffer.from(text).toString('base64')}`)",
    ),
    'Global[btoa]': handled('exec(`echo ${btoa(text)}`)'),
  },
  'node-path.yaml': {
    'Member[resolve,normalize,dirname,relative]': handled('console.log(resolve(text))'),
    'Member[basename,extname]': handled('readFile(basename(text))'),
  },
};
