/** A small agent in a temporary directory, and a client that speaks with a server over it. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { createServer } from '../../server/mcp/server.ts';
import type { Model } from '../../server/models/model.ts';
import type { Answer } from '../../server/tools/answer.ts';
import { warmWorkspace } from '../../server/tools/warm-workspace.ts';
import { makeTree, removeTree } from '../input/tree.ts';

/** One finding with a safe fix, one with a suggestion, and a path over two files that no fix closes. */
export const agent: Record<string, string> = {
  'src/http.ts': `export function authorized(token: string): Record<string, string> {
  return { authorization: \`Bearer \${token}\` };
}
`,
  'src/login.ts': `import { google } from 'googleapis';

const client = new google.auth.OAuth2('id', 'secret');
export const url = (state: string) => client.generateAuthUrl({ scope: ['https://www.googleapis.com/auth/drive'], state });
`,
  'src/tools.ts': `import express from 'express';
import { authorized } from './http';

express().get('/issues', async (req, res) => {
  const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
  res.json(await fetch('https://api.tracker.example/issues', { headers: authorized(token) }));
});
`,
  'src/verify.ts': `import { createVerifier } from 'fast-jwt';

export const verify = createVerifier({
  key: 'public key', // of the issuer
  allowedAud: 'https://mcp.example.com', // this server
});
`,
};

export interface Called {
  text: string;
  structured: Record<string, unknown>;
  isError: boolean;
}

/** The answer of a tool. */
export async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Called> {
  const { content, structuredContent = {}, isError = false } = await client.callTool({ name, arguments: args });
  const [first] = content;
  assert.ok(first?.type === 'text', 'the first content is text');
  assert.doesNotMatch(first.text, /^\s+at .*[:(]/m, 'a stack trace');
  return { text: first.text, structured: structuredContent as Record<string, unknown>, isError };
}

/** The answer of a lint. */
export async function lint(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Answer> {
  const { structured, isError, text } = await call(client, name, args);
  assert.equal(isError, false, text);
  // The client has held it against the output schema.
  return structured as unknown as Answer;
}

/** What the tool says is wrong. */
export async function complaint(client: Client, name: string, args: Record<string, unknown>): Promise<string> {
  const { text, isError } = await call(client, name, args);
  assert.equal(isError, true, text);
  return text;
}

/** `rule file` of every finding. */
export function found({ findings }: Pick<Answer, 'findings'>): string[] {
  return findings.map(({ rule, at }) => `${rule} ${at.file}`);
}

/** Runs `use` with a client of a server over directories with the files, in one process. */
export async function withServer(
  trees: Record<string, string | Uint8Array>[],
  use: (client: Client, ...roots: string[]) => Promise<void>,
): Promise<void> {
  const roots = trees.map(makeTree);
  const workspaces = roots.map((root) =>
    warmWorkspace({
      root,
      rules: rules.map(({ meta }) => meta.id),
      // The generated file was validated when it was written; its literals are wider than the model's types.
      models: models as unknown as Model[],
    }),
  );
  const host = () => ({ rules, page: (id: string) => `# ${id}`, workspaces: workspaces.map((now) => now()) });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'test', version: '1' });
  const server = createServer(host, '1.2.3');
  try {
    await Promise.all([server.connect(theirs), client.connect(ours)]);
    await client.listTools();
    await use(client, ...roots);
  } finally {
    await client.close();
    roots.forEach(removeTree);
  }
}
