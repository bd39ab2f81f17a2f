/** What a server hands to a client, and what reads it as something that is written in it. */
export const carriedState: Record<string, string[]> = {
  'modelcontextprotocol-client.state.yaml': [
    `import { Client } from '@modelcontextprotocol/client';
const client = new Client({ name: 'n', version: '1' });
leak((await client.callTool({ name: 'list' })).requestState);`,
    `import type { InputRequiredResult } from '@modelcontextprotocol/client';
export const onward = (result: InputRequiredResult) => leak(result.requestState);`,
    `import { Client } from '@modelcontextprotocol/client';
const client = new Client({ name: 'n', version: '1' });
const { tools } = await client.listTools();
leak(tools[0].inputSchema);`,
  ],
};

export const inspections: Record<string, string[]> = {
  'globals.inspection.yaml': [
    '',
    `JSON.parse(token);`,
    `atob(token);`,
    `Buffer.from(token, 'base64');`,
    `new URLSearchParams(token);`,
  ],
  'schema-compilers.yaml': [
    `import { Ajv } from 'ajv';\nimport { z } from 'zod';\nimport { jsonSchemaToZod } from 'json-schema-to-zod';`,
    `new Ajv().compile(token);`,
    `jsonSchemaToZod(token);`,
    `z.fromJSONSchema(token);`,
  ],
  'jose.checks.yaml': [`import { decodeJwt } from 'jose';`, `decodeJwt(token);`],
  'jwt-decode.yaml': [`import { jwtDecode } from 'jwt-decode';`, `jwtDecode(token);`],
  'jsonwebtoken.checks.yaml': [`import jwt from 'jsonwebtoken';`, `jwt.decode(token);`],
};
