import { app, flowCases, form, route, send } from './cases.ts';

const sent = (expression: string): string => `await ${send(expression)}; // sink report`;

flowCases('flow: arguments and returns', [
  form(
    'an argument and what comes back',
    `${app}const bearer = (text: string) => text.slice(7);
app.get('/', async (req) => {
  const token = bearer(req.headers.authorization ?? ''); // source step
  ${sent('token')}
});\n`,
    `${app}const bearer = (text: string) => text === '';
app.get('/', async (req) => {
  const token = bearer(req.headers.authorization ?? '');
  ${sent('String(token)')}
});\n`,
  ),
  form(
    'a helper that reads the token from the request',
    {
      'auth.ts': `import type { Request } from 'express';
export function bearerOf(req: Request): string | undefined {
  const header = req.headers.authorization; // source
  if (!header?.startsWith('Bearer ')) return undefined;
  return header.slice('Bearer '.length); // step
}
`,
      'server.ts': `${app}import { bearerOf } from './auth';
app.get('/', async (req) => {
  const token = bearerOf(req);
  ${sent('`Bearer ${token}`')}
});\n`,
    },
    {
      'auth.ts': `import type { Request } from 'express';
export function bearerOf(req: Request): boolean {
  const header = req.headers.authorization;
  return header?.startsWith('Bearer ') ?? false;
}
`,
      'server.ts': `${app}import { bearerOf } from './auth';
app.get('/', async (req) => {
  const token = bearerOf(req);
  ${sent('`Bearer ${token}`')}
});\n`,
    },
  ),
  form(
    'one of several returns',
    `${app}function pick(req: express.Request) {
  if (req.query.anonymous) return process.env.CI_TOKEN;
  return req.headers.authorization; // source
}
app.get('/', async (req) => {
  ${sent('pick(req)')}
});\n`,
    `${app}function pick(req: express.Request) {
  if (req.headers.authorization) return process.env.CI_TOKEN;
  return undefined;
}
app.get('/', async (req) => {
  ${sent('pick(req)')}
});\n`,
  ),
  form(
    'an object that is filled by a helper',
    `${app}const fill = (target: { authorization?: string }, token: string) => {
  target.authorization = token; // step
};
app.get('/', async (req) => {
  const headers = {};
  fill(headers, req.headers.authorization ?? ''); // source
  await fetch('https://ci.example.com', { headers }); // sink report
});\n`,
    `${app}const fill = (target: { authorization?: string }, token: string) => {
  target.authorization = token && process.env.CI_TOKEN;
};
app.get('/', async (req) => {
  const headers = {};
  fill(headers, req.headers.authorization ? 'yes' : '');
  await fetch('https://ci.example.com', { headers });
});\n`,
  ),
]);

flowCases('flow: properties', [
  form(
    'a property of an object',
    route(`const caller = { token: header, name: req.ip };
  ${sent('caller.token')}`),
    route(`const caller = { token: header, name: req.ip };
  ${sent('caller.name')}`),
  ),
  form(
    'a property of a property',
    route(`const context = { caller: { auth: { token: header, id: 'me' } }, id: req.ip };
  ${sent('context.caller.auth.token')}`),
    route(`const context = { caller: { auth: { token: header, id: 'me' } }, id: req.ip };
  ${sent('context.caller.auth.id')}`),
  ),
  form(
    'a property that is assigned later',
    route(`const caller: Record<string, string> = {};
  caller.token = header; // step
  ${sent('caller.token')}`),
    route(`const caller: Record<string, string> = {};
  caller.token = header;
  ${sent('caller.key')}`),
  ),
  form(
    'a computed name that is constant',
    route(`const name = 'token';
  const caller = { [name]: header };
  ${sent("caller['token']")}`),
    route(`const name = 'token';
  const caller = { [name]: header, key: '' };
  ${sent("caller['key']")}`),
  ),
  form(
    'a spread',
    route(`const base = { token: header, key: '' };
  const caller = { ...base, name: 'ci' };
  ${sent('caller.token')}`),
    route(`const base = { token: header, key: '' };
  const caller = { ...base, token: process.env.CI_TOKEN ?? '' };
  ${sent('caller.token')}`),
  ),
  form(
    'Object.assign',
    route(`const caller = Object.assign({}, { token: header, key: '' });
  ${sent('caller.token')}`),
    route(`const caller = Object.assign({}, { token: header, key: '' });
  ${sent('caller.key')}`),
  ),
  form(
    'a variable that is written again',
    route(`let token = '';
  token = header;
  ${sent('token')}`),
    route(`let token = header;
  token = process.env.CI_TOKEN ?? '';
  ${sent('token')}`),
  ),
  form(
    'a property that is written again',
    route(`const caller = { token: process.env.CI_TOKEN };
  caller.token = header; // step
  ${sent('caller.token')}`),
    route(`const caller = { token: header };
  caller.token = process.env.CI_TOKEN ?? '';
  ${sent('caller.token')}`),
  ),
  form(
    'a variable that is written on one branch',
    route(`let token = header;
  if (req.query.own) token = process.env.CI_TOKEN ?? '';
  ${sent('token')}`),
    route(`let token = header;
  if (token) token = process.env.CI_TOKEN ?? '';
  else token = '';
  ${sent('token')}`),
  ),
  form(
    'optional chains, assertions and parentheses',
    route(`const caller = ({ auth: { token: header } } as any) satisfies object;
  ${sent('(caller?.auth)!.token as string')}`),
    route(`const caller = ({ auth: { token: header, key: '' } } as any) satisfies object;
  ${sent('(caller?.auth)!.key as string')}`),
  ),
  form(
    'conditions, ?? and ||',
    route(`const token = req.query.own ? process.env.CI_TOKEN : header || undefined;
  ${sent("token ?? ''")}`),
    route(`const token = header ? process.env.CI_TOKEN : undefined;
  ${sent("token ?? ''")}`),
  ),
  form(
    'a property deleted from a copy of the rest',
    route(`const { name, ...credentials } = { name: 'ci', token: header };
  ${sent('credentials.token')}`),
    route(`const { token, ...rest } = { name: 'ci', token: header };
  ${sent('rest.name')}`),
  ),
]);

flowCases('flow: text', [
  form(
    'a template string',
    route(`const value = \`Bearer \${header}\`;
  ${sent('value')}`),
    route(`const value = \`Bearer \${header.length}\`;
  ${sent('value')}`),
  ),
  form(
    'concatenation',
    route(`const value = 'Bearer ' + header;
  ${sent('value')}`),
    route(`const value = 'Bearer ' + (header === '');
  ${sent('value')}`),
  ),
  form(
    'concatenation step by step',
    route(`let value = 'Bearer ';
  value += header;
  ${sent('value')}`),
    route(`let value = 'Bearer ';
  value += typeof header;
  ${sent('value')}`),
  ),
  ...['slice(7)', 'substring(7)', 'trim()', "replace('Bearer ', '')", "replaceAll(/^Bearer /g, '')", 'toString()'].map(
    (method) =>
      form(
        method,
        route(`const value = header.${method};
  ${sent('value')}`),
        route(`const value = process.env.CI_TOKEN?.${method};
  if (header) ${sent('value')}`),
      ),
  ),
  form(
    'split and an index',
    route(`const value = header.split(' ')[1];
  ${sent('value')}`),
    route(`const value = header.split(' ').length;
  ${sent('String(value)')}`),
  ),
  form(
    'split and a pattern',
    route(`const [scheme, value] = header.split(' ');
  ${sent('value')}`),
    route(`const { length } = header.split(' ');
  ${sent('String(length)')}`),
  ),
  form(
    'match with a group',
    route(`const value = header.match(/^Bearer (.+)$/)?.[1];
  ${sent('value')}`),
    route(`const value = /^Bearer (.+)$/.test(header);
  ${sent('String(value)')}`),
  ),
  form(
    'exec with a group',
    route(`const value = /^Bearer (.+)$/.exec(header)?.[1];
  ${sent('value')}`),
    route(`const value = header.search(/Bearer/);
  ${sent('String(value)')}`),
  ),
  form(
    'join',
    route(`const value = ['Bearer', header].join(' ');
  ${sent('value')}`),
    route(`const value = ['Bearer', process.env.CI_TOKEN].join(header ? ' ' : '');
  ${sent('value')}`),
  ),
  form(
    'base64',
    route(`const value = Buffer.from(header).toString('base64');
  ${sent('value')}`),
    route(`const value = Buffer.from(header).byteLength;
  ${sent('String(value)')}`),
  ),
  form(
    'a query string',
    route(`const value = new URLSearchParams({ token: header, page: '1' }).toString();
  ${sent('value')}`),
    route(`const value = new URLSearchParams({ token: header, page: '1' }).get('page');
  ${sent('value')}`),
  ),
  form(
    'JSON and back',
    route(`const value = JSON.parse(JSON.stringify({ token: header, name: '' }));
  ${sent('value.token')}`),
    route(`const value = JSON.parse(JSON.stringify({ token: header, name: '' }));
  ${sent('value.name')}`),
  ),
]);
