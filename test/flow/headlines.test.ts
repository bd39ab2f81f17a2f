import { describe, it } from 'mocha';
import { assertVerdicts } from './verdicts.ts';

type Files = Record<string, string>;

/** Each mistake over two files and three functions, in one file, and done rightly over two files. */
const headlines: { title: string; apart: Files; together: string; right: Files }[] = [
  {
    title: 'token passthrough',
    apart: {
      'tools.ts': `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { listTickets } from './tickets.js';

const server = new McpServer({ name: 'tickets', version: '1.0.0' });
server.registerTool('list', { description: 'open tickets' }, async (_args, { authInfo }) => {
  const tickets = await listTickets(authInfo?.token ?? ''); //! token-passthrough
  return { content: [{ type: 'text', text: JSON.stringify(tickets) }] };
});
`,
      'tickets.ts': `const headers = (token: string) => ({ Accept: 'application/json', Authorization: \`Bearer \${token}\` });

async function request(path: string, token: string) {
  const response = await fetch(\`https://tickets.example.com\${path}\`, { headers: headers(token) });
  return response.json();
}

export async function listTickets(token: string) {
  return request('/open', token);
}
`,
    },
    together: `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const server = new McpServer({ name: 'tickets', version: '1.0.0' });
server.registerTool('list', { description: 'open tickets' }, async (_args, { authInfo }) => {
  const tickets = await listTickets(authInfo?.token ?? '');
  return { content: [{ type: 'text', text: JSON.stringify(tickets) }] };
});

const headers = (token: string) => ({ Accept: 'application/json', Authorization: \`Bearer \${token}\` });

async function request(path: string, token: string) {
  const response = await fetch(\`https://tickets.example.com\${path}\`, { headers: headers(token) }); //! token-passthrough
  return response.json();
}

async function listTickets(token: string) {
  return request('/open', token);
}
`,
    right: {
      'tools.ts': `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { exchange } from './exchange.js';
import { listTickets } from './tickets.js';

const server = new McpServer({ name: 'tickets', version: '1.0.0' });
server.registerTool('list', { description: 'open tickets' }, async (_args, { authInfo }) => {
  const tickets = await listTickets(await exchange(authInfo?.token ?? ''));
  return { content: [{ type: 'text', text: JSON.stringify(tickets) }] };
});
`,
      'exchange.ts': `export async function exchange(subject: string): Promise<string> {
  const response = await fetch('https://login.example.com/oauth2/token', {
    method: 'POST',
    headers: { Authorization: \`Basic \${process.env.CLIENT_CREDENTIALS}\` },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: subject,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      resource: 'https://tickets.example.com',
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}
`,
      'tickets.ts': `const headers = (token: string) => ({ Accept: 'application/json', Authorization: \`Bearer \${token}\` });

async function request(path: string, token: string) {
  const response = await fetch(\`https://tickets.example.com\${path}\`, { headers: headers(token) });
  return response.json();
}

export async function listTickets(token: string) {
  return request('/open', token);
}
`,
    },
  },
  {
    title: 'missing audience check',
    apart: {
      'server.ts': `import express from 'express';
import { authenticate } from './auth.js';

const app = express();
app.use(async (req, res, next) => {
  const subject = await authenticate(req.headers.authorization ?? '');
  if (!subject) return res.sendStatus(401);
  next();
});
`,
      'auth.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL('https://id.example.com/.well-known/jwks.json'));
const options = () => ({ issuer: 'https://id.example.com/', algorithms: ['RS256'] });

async function verify(token: string) {
  const { payload } = await jwtVerify(token, keys, options()); //! missing-audience-check
  return payload;
}

export async function authenticate(header: string) {
  const payload = await verify(header.replace('Bearer ', ''));
  return payload.sub;
}
`,
    },
    together: `import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const app = express();
app.use(async (req, res, next) => {
  const subject = await authenticate(req.headers.authorization ?? '');
  if (!subject) return res.sendStatus(401);
  next();
});

const keys = createRemoteJWKSet(new URL('https://id.example.com/.well-known/jwks.json'));
const options = () => ({ issuer: 'https://id.example.com/', algorithms: ['RS256'] });

async function verify(token: string) {
  const { payload } = await jwtVerify(token, keys, options()); //! missing-audience-check
  return payload;
}

async function authenticate(header: string) {
  const payload = await verify(header.replace('Bearer ', ''));
  return payload.sub;
}
`,
    right: {
      'server.ts': `import express from 'express';
import { authenticate } from './auth.js';

const app = express();
app.use(async (req, res, next) => {
  const subject = await authenticate(req.headers.authorization ?? '');
  if (!subject) return res.sendStatus(401);
  next();
});
`,
      'auth.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL('https://id.example.com/.well-known/jwks.json'));
const options = () => ({
  issuer: 'https://id.example.com/',
  audience: 'https://mcp.example.com',
  algorithms: ['RS256'],
});

async function verify(token: string) {
  const { payload } = await jwtVerify(token, keys, options());
  return payload;
}

export async function authenticate(header: string) {
  const payload = await verify(header.replace('Bearer ', ''));
  return payload.sub;
}
`,
    },
  },
  {
    title: 'broad scope',
    apart: {
      'login.ts': `import { google } from 'googleapis';
import { scopesFor } from './scopes.js';

const client = new google.auth.OAuth2('id', 'secret', 'https://agent.example.com/callback');
const authorize = (scope: string[]) => client.generateAuthUrl({ access_type: 'offline', scope, state: crypto.randomUUID() });

export function login() {
  return authorize(scopesFor());
}
`,
      'scopes.ts': `const mail = 'https://mail.google.com/'; //! broad-scope

export function scopesFor() {
  return ['openid', mail];
}
`,
    },
    together: `import { google } from 'googleapis';

const client = new google.auth.OAuth2('id', 'secret', 'https://agent.example.com/callback');
const authorize = (scope: string[]) => client.generateAuthUrl({ access_type: 'offline', scope, state: crypto.randomUUID() });

const mail = 'https://mail.google.com/'; //! broad-scope

function scopesFor() {
  return ['openid', mail];
}

export function login() {
  return authorize(scopesFor());
}
`,
    right: {
      'login.ts': `import { google } from 'googleapis';
import { scopesFor } from './scopes.js';

const client = new google.auth.OAuth2('id', 'secret', 'https://agent.example.com/callback');
const authorize = (scope: string[]) => client.generateAuthUrl({ access_type: 'offline', scope, state: crypto.randomUUID() });

export function login() {
  return authorize(scopesFor());
}
`,
      'scopes.ts': `export const known = { mail: 'https://mail.google.com/', send: 'https://www.googleapis.com/auth/gmail.send' };

export function scopesFor() {
  return ['openid', known.send];
}
`,
    },
  },
];

for (const { title, apart, together, right } of headlines) {
  describe(`headline: ${title}`, () => {
    it('over two files and three functions', () => assertVerdicts(apart));
    it('in one file', () => assertVerdicts(together));
    it('done rightly', () => assertVerdicts(right));
  });
}
