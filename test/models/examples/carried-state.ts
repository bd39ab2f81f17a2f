/** State that a client carries, and what reads a text as something that is written in it. */
export const carriedState: Record<string, string[]> = {
  'modelcontextprotocol-client.state.yaml': [
    `import { Client } from '@modelcontextprotocol/client';
const client = new Client({ name: 'n', version: '1' });
leak((await client.callTool({ name: 'list' })).requestState);`,
    `import type { InputRequiredResult } from '@modelcontextprotocol/client';
export const onward = (result: InputRequiredResult) => leak(result.requestState);`,
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
  'jose.checks.yaml': [`import { decodeJwt } from 'jose';`, `decodeJwt(token);`],
  'jwt-decode.yaml': [`import { jwtDecode } from 'jwt-decode';`, `jwtDecode(token);`],
  'jsonwebtoken.checks.yaml': [`import jwt from 'jsonwebtoken';`, `jwt.decode(token);`],
};
