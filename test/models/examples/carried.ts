import { agentContexts } from './agent-contexts.ts';

/** Statements of a handler that pass the caller's `token` on to `leak`, by what the row of the model says. */
export const propagators: Record<string, Record<string, string>> = {
  'vscode.yaml': {
    'Member[Uri].Member[parse] Argument[0] -> ReturnValue': `import * as vscode from 'vscode';\nleak(vscode.Uri.parse(token));`,
  },
  'object-merging.yaml': {
    'Merging Argument[0..] -> ReturnValue': `import merge from 'lodash/merge';\nleak(merge({}, { token }).token);`,
    'Merging.Member[all] Argument[0].Element -> ReturnValue': `import deepmerge from 'deepmerge';\nleak(deepmerge.all([{}, { token }]).token);`,
  },
  'memoized.yaml': {
    'Wrapping Argument[0] -> ReturnValue': `import memoizee from 'memoizee';\nconst go = memoizee((value) => leak(value));\ngo(token);`,
  },
  'p-limit.yaml': {
    'Default.ReturnValue Argument[0].ReturnValue -> ReturnValue': `import pLimit from 'p-limit';\nleak(await pLimit(2)(() => token));`,
    'Default.ReturnValue Argument[1] -> Argument[0].Parameter[0]': `import pLimit from 'p-limit';\npLimit(2)((value) => leak(value), token);`,
    'Default.ReturnValue Argument[2] -> Argument[0].Parameter[1]': `import pLimit from 'p-limit';\npLimit(2)((_id, value) => leak(value), 1, token);`,
  },
  'nestjs.yaml': {
    'Member[createParamDecorator] Argument[0].ReturnValue -> ReturnValue.ReturnValue': `import { createParamDecorator } from '@nestjs/common';\nconst Bearer = createParamDecorator(() => token);\nclass Desk { ask(@Bearer() bearer: string) { leak(bearer); } }`,
  },
  'globals.yaml': {
    'Global[Object].Member[defineProperty] Argument[2].Member[value] -> Argument[0].Key[1]': `const box = {};\nObject.defineProperty(box, 'a', { value: token });\nleak(box.a);`,
    'Any.Member[slice,substring,substr,trim,trimStart,trimEnd,replace,replaceAll,toString,valueOf,padStart,padEnd,normalize,toLowerCase,toUpperCase,concat] Argument[this] -> ReturnValue': `leak(token.slice(7));`,
    'Any.Member[split,match,matchAll] Argument[this] -> ReturnValue.Element': `leak(token.split(' ')[1]);`,
    'Any.Member[match] Argument[this] -> ReturnValue.Member[groups].Element': `leak(token.match(/Bearer (?<value>.+)/).groups.value);`,
    'Any.Member[exec] Argument[0] -> ReturnValue.Element': `leak(/Bearer (.+)/.exec(token)[1]);`,
    'Any.Member[exec] Argument[0] -> ReturnValue.Member[groups].Element': `leak(/Bearer (?<value>.+)/.exec(token).groups.value);`,
    'Any.Member[concat] Argument[0..] -> ReturnValue': `leak('Bearer '.concat(token));`,
    'Any.Member[replace,replaceAll] Argument[1] -> ReturnValue': `leak('Bearer X'.replace('X', token));`,
    'Any.Member[replace,replaceAll] Argument[1].ReturnValue -> ReturnValue': `leak('Bearer ' + 'X'.replace('X', () => token));`,
    'Any.Member[padStart,padEnd] Argument[1] -> ReturnValue': `leak('Bearer '.padEnd(900, token));`,
    'Any.Member[join] Argument[this].Element -> ReturnValue': `leak(['Bearer', token].join(' '));`,
    'Any.Member[map,flatMap,filter,find,findLast,forEach] Argument[this].Element -> Argument[0].Parameter[0]': `[token].forEach((value) => leak(value));`,
    'Any.Member[map] Argument[0].ReturnValue -> ReturnValue.Element': `leak([1].map(() => token)[0]);`,
    'Any.Member[flatMap] Argument[0].ReturnValue -> ReturnValue': `leak([1].flatMap(() => [token])[0]);`,
    'Any.Member[flatMap] Argument[0].ReturnValue -> ReturnValue.Element': `leak([1].flatMap(() => token)[0]);`,
    'Any.Member[filter] Argument[this].Element -> ReturnValue.Element': `leak([token].filter(Boolean)[0]);`,
    'Any.Member[find,findLast,at,pop,shift,flat] Argument[this].Element -> ReturnValue': `leak([token].pop());`,
    'Any.Member[push,unshift] Argument[0..] -> Argument[this].Element': `const values = []; values.push(token); leak(values[0]);`,
    'Any.Member[flat,splice,reverse,sort,toReversed,toSorted] Argument[this] -> ReturnValue': `leak([token].reverse()[0]);`,
    'Any.Member[reduce] Argument[this].Element -> Argument[0].Parameter[1]': `[token].reduce((sum, value) => { leak(value); return sum; }, 0);`,
    'Any.Member[reduce] Argument[0].ReturnValue -> ReturnValue': `leak([1].reduce(() => token, ''));`,
    'Any.Member[reduce] Argument[1] -> ReturnValue': `leak([].reduce(choose, token));`,
    'Any.Member[reduce] Argument[1] -> Argument[0].Parameter[0]': `[1].reduce((first) => { leak(first); return ''; }, token);`,
    'Global[Array].Member[from] Argument[0] -> ReturnValue': `leak(Array.from([token])[0]);`,
    'Global[Array].Member[of] Argument[0..] -> ReturnValue.Element': `leak(Array.of(token)[0]);`,
    'Any.Member[set,append] Argument[1] -> Argument[this].Key[0]': `const values = new Headers(); values.append('a', token); leak(values.get('a'));`,
    'Any.Member[get,getAll] Argument[this].Key[0] -> ReturnValue': `const values = new FormData(); values.append('a', token); leak(values.get('a'));`,
    'Any.Member[add] Argument[0] -> Argument[this].Element': `const values = new Set(); values.add(token); for (const value of values) leak(value);`,
    'Any.Member[set,add] Argument[this] -> ReturnValue': `const values = new Map().set('a', token).set('b', ''); leak(values.get('a'));`,
    'Any.Member[values] Argument[this] -> ReturnValue': `const values = new Set(); values.add(token); for (const value of values.values()) leak(value);`,
    'Any.Member[next] Argument[this].Element -> ReturnValue.Member[value]': `const values = new Set(); values.add(token); leak(values.values().next().value);`,
    'Global[Map] Argument[0].Element.Member[1] -> Instance.Element': `for (const value of new Map([['a', token]]).values()) leak(value);`,
    'Global[Set] Argument[0].Element -> Instance.Element': `for (const value of new Set([token])) leak(value);`,
    'Global[Headers] Argument[0] -> Instance': `leak(new Headers({ 'x-a': token }).get('x-a'));`,
    'Global[Headers] Argument[0].Element.Member[1] -> Instance.Element': `leak(new Headers([['x-a', token]]).get('x-a'));`,
    'Global[URLSearchParams] Argument[0] -> Instance': `leak(new URLSearchParams({ a: token }).get('a'));`,
    'Any.Member[toString] Argument[this].Element -> ReturnValue': `leak([token].toString());`,
    'Global[URLSearchParams].Instance.Member[toString] Argument[this].Member[*] -> ReturnValue': `leak(new URLSearchParams({ access_token: token }).toString());`,
    'Global[URL] Argument[0..1] -> Instance': `leak(new URL('/builds?token=' + token, 'https://ci.example.com'));`,
    'Global[URL] Argument[0] -> Instance.Member[href]': `leak(new URL('https://ci.example.com?token=' + token).href);`,
    'Global[Request] Argument[0] -> Instance': `leak(new Request(new Request('https://ci.example.com', { headers: { 'x-a': token } })).headers.get('x-a'));`,
    'Global[Request] Argument[1].Member[headers] -> Instance.Member[headers]': `leak(new Request('https://ci.example.com', { headers: { 'x-a': token } }).headers.get('x-a'));`,
    'Global[Request] Argument[1].Member[body] -> Instance.Member[body]': `leak(new Request('https://ci.example.com', { body: token }).body);`,
    'Any.Member[clone] Argument[this] -> ReturnValue': `leak(new Request('https://ci.example.com', { body: token }).clone().body);`,
    'Global[Object].Member[assign] Argument[1..] -> Argument[0]': `const caller = {}; Object.assign(caller, { token }); leak(caller.token);`,
    'Global[Object].Member[assign] Argument[0..] -> ReturnValue': `leak(Object.assign({}, { token }).token);`,
    'Global[Object].Member[freeze,seal] Argument[0] -> ReturnValue': `leak(Object.freeze({ token }).token);`,
    'Global[Object].Member[entries,fromEntries] Argument[0] -> ReturnValue': `leak(Object.fromEntries(Object.entries({ token })).token);`,
    'Any.Member[entries] Argument[this] -> ReturnValue': `leak(Object.fromEntries(new Headers({ 'x-a': token }).entries())['x-a']);`,
    'Any.Member[entries] Argument[this].Element -> ReturnValue.Element.Member[1]': `const values = new Map(); values.set(req.ip, token); for (const [, value] of values.entries()) leak(value);`,
    'Global[Object].Member[entries] Argument[0].Element -> ReturnValue.Element.Member[1]': `const table = {}; table[req.ip] = token; for (const [, value] of Object.entries(table)) leak(value);`,
    'Global[Object].Member[fromEntries] Argument[0].Element.Member[1] -> ReturnValue.Element': `leak(Object.fromEntries([[req.ip, token]])[req.ip]);`,
    'Global[Object].Member[values] Argument[0].Element -> ReturnValue.Element': `const table = {}; table[req.ip] = token; leak(Object.values(table)[0]);`,
    'Global[structuredClone] Argument[0] -> ReturnValue': `leak(structuredClone({ token }).token);`,
    'Global[JSON].Member[stringify,parse] Argument[0] -> ReturnValue': `leak(JSON.parse(JSON.stringify({ token })).token);`,
    'Global[String] Argument[0] -> ReturnValue': `leak(String(token));`,
    'Global[encodeURIComponent] Argument[0] -> ReturnValue': `leak(encodeURIComponent(token));`,
    'Global[decodeURIComponent] Argument[0] -> ReturnValue': `leak(decodeURIComponent(token));`,
    'Global[btoa] Argument[0] -> ReturnValue': `leak(btoa(token));`,
    'Global[atob] Argument[0] -> ReturnValue': `leak(atob(token));`,
    'Global[Buffer].Member[from] Argument[0] -> ReturnValue': `leak(Buffer.from(token));`,
    'Global[TextEncoder].Instance.Member[encode] Argument[0] -> ReturnValue': `leak(new TextEncoder().encode(token));`,
    'Global[TextDecoder].Instance.Member[decode] Argument[0] -> ReturnValue': `leak(new TextDecoder().decode(token));`,
    'Any.Member[then] Argument[this] -> Argument[0].Parameter[0]': `const read = async () => token; read().then((value) => leak(value));`,
    'Any.Member[then] Argument[0..1].ReturnValue -> ReturnValue': `leak(await ready.then(() => token));`,
    'Any.Member[catch,finally] Argument[this] -> ReturnValue': `const read = async () => token; leak(await read().catch(log));`,
    'Any.Member[catch] Argument[0].ReturnValue -> ReturnValue': `leak(await ready.catch(() => token));`,
    'Global[Promise].Member[resolve,all] Argument[0] -> ReturnValue': `leak((await Promise.all([token]))[0]);`,
    'Global[URL].Instance.Member[toString] Argument[this].Member[searchParams].Member[*] -> ReturnValue': `const url = new URL('https://ci.example.com'); url.searchParams.set('a', token); leak(url.toString());`,
    'Global[JSON].Member[stringify] Argument[0].Member[*] -> ReturnValue': `leak(JSON.stringify({ a: token }));`,
    'Global[Promise].Member[race,any] Argument[0].Element -> ReturnValue': `leak(await Promise.race([token]));`,
    'Global[Promise].Member[allSettled] Argument[0].Element -> ReturnValue.Element.Member[value]': `leak((await Promise.allSettled([token]))[0].value);`,
    'Any.Member[call] Argument[1] -> Argument[this].Parameter[0]': `const use = (a) => leak(a); use.call(null, token);`,
    'Any.Member[call] Argument[2] -> Argument[this].Parameter[1]': `const use = (a, b) => leak(b); use.call(null, 1, token);`,
    'Any.Member[call] Argument[3] -> Argument[this].Parameter[2]': `const use = (a, b, c) => leak(c); use.call(null, 1, 2, token);`,
    'Any.Member[bind] Argument[1] -> Argument[this].Parameter[0]': `const use = (a) => leak(a); use.bind(null, token)();`,
    'Any.Member[bind] Argument[2] -> Argument[this].Parameter[1]': `const use = (a, b) => leak(b); use.bind(null, 1, token)();`,
    'Any.Member[apply] Argument[1].Member[0] -> Argument[this].Parameter[0]': `const use = (a) => leak(a); use.apply(null, { 0: token });`,
    'Any.Member[apply] Argument[1].Member[1] -> Argument[this].Parameter[1]': `const use = (a, b) => leak(b); use.apply(null, { 1: token });`,
    'Any.Member[apply] Argument[1].Member[2] -> Argument[this].Parameter[2]': `const use = (a, b, c) => leak(c); use.apply(null, { 2: token });`,
  },
  'fastify-plugin.yaml': {
    'Default Argument[0] -> ReturnValue': `import plugin from 'fastify-plugin';\nconst read = plugin(() => token); leak(read());`,
    'Member[fastifyPlugin] Argument[0] -> ReturnValue': `import { fastifyPlugin } from 'fastify-plugin';\nconst read = fastifyPlugin(() => token); leak(read());`,
  },
  'nestjs-passport.yaml': {
    'Member[PassportStrategy] Argument[0] -> ReturnValue': `import { PassportStrategy } from '@nestjs/passport';\nleak(PassportStrategy(token));`,
  },
  'fastmcp.yaml': {
    'Member[getAuthSession] Argument[0] -> ReturnValue': `import { getAuthSession } from 'fastmcp';\nleak(getAuthSession({ accessToken: token }).accessToken);`,
  },
  'hono.yaml': {
    'Context.Member[set] Argument[1] -> Argument[this].Member[var].Key[0]': `import type { Context } from 'hono';\nconst keep = (c: Context) => { c.set('a', token); leak(c.var.a); };`,
    'Context.Member[get] Argument[this].Member[var].Key[0] -> ReturnValue': `import type { Context } from 'hono';\nconst key = 'a';\nconst keep = (c: Context) => c.set(key, token); const use = (c: Context) => leak(c.get(key));`,
  },
  'modelcontextprotocol-node.yaml': {
    'Member[toWebRequest] Argument[0].Member[headers] -> ReturnValue.Member[headers]': `import { toWebRequest } from '@modelcontextprotocol/node';\nleak(toWebRequest({ headers: { 'x-a': token } }).headers.get('x-a'));`,
  },
  'node-async_hooks.yaml': {
    'AsyncLocalStorage.Member[run,enterWith] Argument[0] -> Argument[this].Member[store]': `import { AsyncLocalStorage } from 'node:async_hooks';\nconst storage = new AsyncLocalStorage(); storage.run(token, () => leak(storage.getStore()));`,
    'AsyncLocalStorage.Member[getStore] Argument[this].Member[store] -> ReturnValue': `import { AsyncLocalStorage } from 'node:async_hooks';\nconst storage = new AsyncLocalStorage(); storage.enterWith(token); leak(storage.getStore());`,
    'AsyncLocalStorage.Member[run] Argument[1].ReturnValue -> ReturnValue': `import { AsyncLocalStorage } from 'node:async_hooks';\nconst storage = new AsyncLocalStorage(); leak(storage.run('', () => token));`,
    'AsyncLocalStorage.Member[run] Argument[2] -> Argument[1].Parameter[0]': `import { AsyncLocalStorage } from 'node:async_hooks';\nconst storage = new AsyncLocalStorage(); storage.run('', (value) => leak(value), token);`,
    'AsyncLocalStorage.Member[exit] Argument[0].ReturnValue -> ReturnValue': `import { AsyncLocalStorage } from 'node:async_hooks';\nconst storage = new AsyncLocalStorage(); leak(storage.exit(() => token));`,
  },
  'node-util.yaml': {
    'Member[promisify] Argument[0] -> ReturnValue': `import { promisify } from 'node:util';\nconst read = promisify(() => token); leak(await read());`,
    'Member[format] Argument[0..] -> ReturnValue': `import { format } from 'node:util';\nleak(format('Bearer %s', token));`,
    'Member[inspect] Argument[0] -> ReturnValue': `import { inspect } from 'node:util';\nleak(inspect(token));`,
  },
  'node-events.yaml': {
    'Emitter.Member[emit] Argument[1] -> Argument[this].Key[0].Member[first]': `import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nbus.on('said', (value) => leak(value));\nbus.emit('said', token);`,
    'Emitter.Member[emit] Argument[2] -> Argument[this].Key[0].Member[second]': `import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nbus.on('said', (id, value) => leak(value));\nbus.emit('said', 'x', token);`,
    'Emitter.Member[on,once,addListener,prependListener] Argument[this].Key[0].Member[first] -> Argument[1].Parameter[0]': `import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nbus.once('said', (value) => leak(value));\nbus.emit('said', token);`,
    'Emitter.Member[on,once,addListener,prependListener] Argument[this].Key[0].Member[second] -> Argument[1].Parameter[1]': `import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nbus.once('said', (id, value) => leak(value));\nbus.emit('said', 'x', token);`,
  },
  'node-path.yaml': {
    'Member[join,resolve] Argument[0] -> ReturnValue': `import { join } from 'node:path';\nleak(join(token, 'x'));`,
    'Member[join,resolve] Argument[1..] -> ReturnValue': `import { join } from 'node:path';\nleak(join('/srv', token));`,
    'Member[normalize,dirname,toNamespacedPath,basename,extname] Argument[0] -> ReturnValue': `import { normalize } from 'node:path';\nleak(normalize(token));`,
    'Member[relative] Argument[1] -> ReturnValue': `import { relative } from 'node:path';\nleak(relative('/srv', token));`,
  },
  'zod.yaml': {
    'Schema.Member[parse,parseAsync] Argument[0] -> ReturnValue': `import { z } from 'zod';\nleak(z.object({ token: z.string() }).parse({ token }).token);`,
    'Schema.Member[safeParse,safeParseAsync] Argument[0] -> ReturnValue.Member[data]': `import { z } from 'zod';\nleak(z.object({ token: z.string() }).strict().safeParse({ token }).data.token);`,
  },
};

const verifier = (from: string, type: string): string =>
  `import type { ${type} } from '${from}';\nexport const verifier: ${type} = { verifyAccessToken: async (token) => ({ token: 'x', extra: { upstream: token } }) };`;
const express = `import express from 'express';\nconst app = express();`;

/** Whole files in which a value of one function comes out in another, by the name of the channel. */
export const channels: Record<string, Record<string, string>> = {
  'a2a-js-sdk.yaml': {
    'a2a-user': `import type { AgentExecutor } from '@a2a-js/sdk/server';\nimport { jsonRpcHandler } from '@a2a-js/sdk/server/express';
jsonRpcHandler({ userBuilder: async (request) => ({ upstream: request.headers.authorization }) });
export const executor: AgentExecutor = { execute: async (request) => leak(request.context.user.upstream) };`,
    'a2a-context': `import type { AgentExecutor } from '@a2a-js/sdk/server';\nimport { jsonRpcHandler } from '@a2a-js/sdk/server/express';
jsonRpcHandler({ contextBuilder: (request) => ({ upstream: request.headers.authorization }) });
export const executor: AgentExecutor = { execute: async (request) => leak(request.context.upstream) };`,
  },
  'got.yaml': {
    'got-context': `import express from 'express';\nimport got from 'got';
const client = got.extend({ hooks: { beforeRequest: [(options) => leak(options.context.upstream)] } });
express().post('/', (req) => client('https://ci.example.com', { context: { upstream: req.headers.authorization } }));`,
  },
  'agents.yaml': {
    'worker-props': `import { createMcpHandler, getMcpAuthContext } from 'agents/mcp';
export default { fetch: (request: Request) => createMcpHandler(server, { authContext: { props: { upstream: request.headers.get('authorization') } } }) };
export const call = () => leak(getMcpAuthContext().props.upstream);`,
  },
  'cloudflare-workers-oauth-provider.yaml': {
    'worker-props': `import OAuthProvider from '@cloudflare/workers-oauth-provider';
export default new OAuthProvider({
  resolveExternalToken: async ({ request }) => ({ props: { upstream: request.headers.get('authorization') } }),
  apiHandler: { fetch: async (_request, _env, ctx) => leak(ctx.props.upstream) },
});`,
  },
  'express.yaml': {
    'http-request': `${express}
app.use((req, res, next) => { req.upstream = req.headers.authorization; next(); });
app.get('/', (req) => leak(req.upstream));`,
    'express-locals': `${express}
app.use((req, res, next) => { res.locals.upstream = req.headers.authorization; next(); });
app.get('/', (req, res) => leak(res.locals.upstream));`,
    'express-app-locals': `${express}
app.use((req, res, next) => { req.app.locals.upstream = req.headers.authorization; next(); });
app.get('/', () => leak(app.locals.upstream));`,
  },
  'fastify.yaml': {
    'fastify-request': `import fastify from 'fastify';\nconst app = fastify();
app.addHook('onRequest', async (request) => { request.upstream = request.headers.authorization; });
app.get('/', async (request) => leak(request.upstream));`,
  },
  'trpc-server.yaml': {
    'trpc-context': `import { initTRPC } from '@trpc/server';
import { agentContexts } from './agent-contexts.ts';
import { createExpressMiddleware, type CreateExpressContextOptions } from '@trpc/server/adapters/express';
const t = initTRPC.context().create();
const router = t.router({ list: t.procedure.query(({ ctx }) => leak(ctx.upstream)) });
createExpressMiddleware({ router, createContext: ({ req }: CreateExpressContextOptions) => ({ upstream: req.headers.authorization }) });`,
  },
  'fastmcp.yaml': {
    'fastmcp-session': `import { FastMCP } from 'fastmcp';
const server = new FastMCP({ name: 'ci', authenticate: async (request) => ({ upstream: request.headers.authorization }) });
server.addTool({ name: 'list', execute: async (_args, { session }) => leak(session.upstream) });`,
  },
  'astro.yaml': {
    'astro-locals': `import type { APIRoute, MiddlewareHandler } from 'astro';
export const onRequest: MiddlewareHandler = (context, next) => { context.locals.upstream = context.request.headers.get('authorization'); return next(); };
export const GET: APIRoute = ({ locals }) => leak(locals.upstream);`,
  },
  'elysia.yaml': {
    'elysia-context': `import { Elysia } from 'elysia';
new Elysia().derive(({ headers }) => ({ upstream: headers.authorization })).get('/', ({ upstream }) => leak(upstream));`,
    'elysia-store': `import { Elysia } from 'elysia';
new Elysia().onBeforeHandle((context) => { context.store.upstream = context.headers.authorization; }).get('/', ({ store }) => leak(store.upstream));`,
  },
  'genkit.served.yaml': {
    'genkit-context': `import { expressHandler } from '@genkit-ai/express';\nimport { genkit } from 'genkit';
const flow = genkit({}).defineFlow('list', (_input, { context }) => leak(context.upstream));
expressHandler(flow, { contextProvider: (request) => ({ upstream: request.headers.authorization }) });`,
  },
  'graphql-servers.yaml': {
    'graphql-context': `import { ApolloServer } from '@apollo/server';\nimport { startStandaloneServer } from '@apollo/server/standalone';
const server = new ApolloServer({ resolvers: { Query: { list: (_parent, _args, context) => leak(context.upstream) } } });
startStandaloneServer(server, { context: async ({ req }) => ({ upstream: req.headers.authorization }) });`,
  },
  'inngest.yaml': {
    'inngest-event': `import express from 'express';\nimport { Inngest } from 'inngest';
const inngest = new Inngest({ id: 'ci' });
inngest.createFunction({ id: 'list' }, { event: 'list' }, ({ event }) => leak(event.data.upstream));
express().post('/', (req) => inngest.send({ name: 'list', data: { upstream: req.headers.authorization } }));`,
  },
  'nestjs-cls.yaml': {
    'nestjs-cls': `import type { Request } from 'express';
import { ClsModule, ClsService } from 'nestjs-cls';
ClsModule.forRoot({ middleware: { setup: (cls, req) => { cls.set('upstream', req.headers.authorization); } } });
export class Builds { constructor(private readonly cls: ClsService) {} list() { return leak(this.cls.get('upstream')); } }`,
  },
  'queues.yaml': {
    'bull-job': `import express from 'express';\nimport { Queue, Worker } from 'bullmq';
const queue = new Queue('builds');
new Worker('builds', (job) => leak(job.data.upstream));
express().post('/', (req) => queue.add('list', { upstream: req.headers.authorization }));`,
  },
  'tmcp.yaml': {
    'tmcp-context': `import { McpServer } from 'tmcp';\nimport { HttpTransport } from '@tmcp/transport-http';
const server = new McpServer({}, {}).withContext();
server.tool({ name: 'list' }, () => leak(server.ctx.custom.upstream));
export const answer = (request: Request) => new HttpTransport(server).respond(request, { upstream: request.headers.get('authorization') });`,
  },
  'ws.yaml': {
    'ws-socket': `import { createServer } from 'node:http';\nimport { WebSocketServer } from 'ws';
const server = new WebSocketServer({ noServer: true });
createServer().on('upgrade', (req, socket, head) => server.handleUpgrade(req, socket, head, (own) => { own.upstream = req.headers.authorization; }));
server.on('connection', (own) => leak(own.upstream));`,
  },
  'h3.yaml': {
    'h3-context': `import { defineEventHandler, getHeader } from 'h3';
export const one = defineEventHandler((event) => { event.context.upstream = getHeader(event, 'authorization'); });
export const two = defineEventHandler((event) => leak(event.context.upstream));`,
  },
  'sveltejs-kit.yaml': {
    'sveltekit-locals': `import type { Handle, RequestHandler } from '@sveltejs/kit';
export const handle: Handle = ({ event, resolve }) => { event.locals.upstream = event.request.headers.get('authorization'); return resolve(event); };
export const GET: RequestHandler = ({ locals }) => leak(locals.upstream);`,
  },
  ...agentContexts,
  'hono.yaml': {
    'hono-variables': `import { Hono } from 'hono';\nconst app = new Hono();
app.use((c, next) => { c.set('upstream', c.req.header('Authorization')); return next(); });
app.get('/', (c) => leak(c.var.upstream));`,
  },
  'socket.io.yaml': {
    'socket-data': `import { Server } from 'socket.io';\nconst io = new Server(3000);
io.use((socket, next) => { socket.data.upstream = socket.handshake.auth.token; next(); });
io.on('connection', (socket) => leak(socket.data.upstream));`,
  },
  'koa.yaml': {
    'koa-context': `import Koa from 'koa';\nconst app = new Koa();
app.use((ctx, next) => { ctx.state.upstream = ctx.get('Authorization'); return next(); });
app.use((ctx) => leak(ctx.state.upstream));`,
  },
  'mcp-auth.yaml': {
    'mcp-auth-info': `import { MCPAuth } from 'mcp-auth';\nimport { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
new MCPAuth({}).bearerAuth(async (token) => ({ token: 'x', extra: { upstream: token } }));
new McpServer({ name: 'ci', version: '1' }).registerTool('list', {}, async (_args, call) => leak(call.authInfo.extra.upstream));`,
  },
  'mcp-handler.yaml': {
    'mcp-auth-info': `import { withMcpAuth } from 'mcp-handler';
export const GET = withMcpAuth(async (request) => leak(request.auth.extra.upstream), async (_request, token) => ({ token: 'x', extra: { upstream: token } }));`,
  },
  'modelcontextprotocol-express.yaml': {
    'mcp-auth-info': `${verifier('@modelcontextprotocol/server-legacy', 'OAuthServerProvider')}\n${express}
app.get('/', (req) => leak(req.auth.extra.upstream));`,
  },
  'modelcontextprotocol-node.yaml': {
    'mcp-auth-info': `import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';\nimport { McpServer } from '@modelcontextprotocol/server';\nimport { createServer } from 'node:http';
const transport = new NodeStreamableHTTPServerTransport({});
createServer((req, res) => { req.auth = { extra: { upstream: req.headers.authorization } }; transport.handleRequest(req, res); });
new McpServer({ name: 'ci', version: '2' }).registerTool('list', {}, async (_args, call) => leak(call.http.authInfo.extra.upstream));`,
  },
  'modelcontextprotocol-sdk.yaml': {
    'mcp-auth-info': `${verifier('@modelcontextprotocol/sdk/server/auth/provider.js', 'OAuthTokenVerifier')}\nimport { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
new McpServer({ name: 'ci', version: '1' }).registerTool('list', {}, async (_args, call) => leak(call.authInfo.extra.upstream));`,
  },
  'modelcontextprotocol-server.yaml': {
    'mcp-auth-info': `${verifier('@modelcontextprotocol/server', 'OAuthTokenVerifier')}\nimport { McpServer } from '@modelcontextprotocol/server';
new McpServer({ name: 'ci', version: '2' }).registerTool('list', {}, async (_args, call) => leak(call.http.authInfo.extra.upstream));`,
  },
  'node-http.yaml': {
    'http-request': `import { createServer } from 'node:http';\nconst server = createServer();
server.on('request', (incoming) => { incoming.upstream = incoming.headers.authorization; });
server.on('request', (incoming) => leak(incoming.upstream));`,
  },
  'passport-http-bearer.yaml': {
    'passport-user': `import { Strategy } from 'passport-http-bearer';\n${express}
new Strategy((token, done) => done(null, { upstream: token }));
app.get('/', (req) => leak(req.user.upstream));`,
    'passport-info': `import { Strategy } from 'passport-http-bearer';\n${express}
new Strategy((token, done) => done(null, {}, { upstream: token }));
app.get('/', (req) => leak(req.authInfo.upstream));`,
  },
};
