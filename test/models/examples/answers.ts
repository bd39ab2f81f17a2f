/** Answers over HTTP that hold the caller's `token`, each framework in its own words; written as in `outbound-http.ts`. */
export const answers: Record<string, string[]> = {
  'express.answers.yaml': [
    `import type { Response } from 'express';`,
    `res.json({ token });`,
    `res.status(200).send(token);`,
    `const answer = (response: Response) => response.end(token);`,
  ],
  'fastify.answers.yaml': [
    `import fastify, { type FastifyReply } from 'fastify';`,
    `fastify().get('/', async (request, reply) => reply.send({ token }));`,
    `const answer = (reply: FastifyReply) => reply.code(200).send({ token });`,
  ],
  'hono.answers.yaml': [`import { Hono } from 'hono';`, `new Hono().get('/', (c) => c.json({ token }));`],
  'node-http.answers.yaml': [
    `import { createServer } from 'node:http';`,
    `createServer((request, response) => response.end(JSON.stringify({ token })));`,
  ],
  'globals.answers.yaml': [
    '',
    `export const answer = () => new Response(token);`,
    `Response.json({ token });`,
    `defineEventHandler(() => ({ token }));`,
    `eventHandler(() => token);`,
  ],
  'next.answers.yaml': [
    `import { NextResponse } from 'next/server';`,
    `new NextResponse(token);`,
    `NextResponse.json({ token });`,
    `const page = (req: unknown, answer: import('next').NextApiResponse) => answer.status(200).json({ token });`,
    `const other: import('next').NextApiHandler = (request, answer) => answer.send(token);`,
  ],
  'azure-functions.answers.yaml': [
    `import { app, HttpResponse } from '@azure/functions';`,
    `app.http('token', { handler: async () => ({ jsonBody: { token } }) });`,
    `app.http('token', { handler: async () => new HttpResponse({ jsonBody: { token } }) });`,
  ],
  'koa.answers.yaml': [
    `import Koa from 'koa';`,
    `new Koa().use(async (ctx) => { ctx.body = { token }; });`,
    `new Koa().use(async (ctx) => { ctx.response.body = token; });`,
  ],
  'h3.answers.yaml': [
    `import { defineEventHandler, send } from 'h3';`,
    `defineEventHandler(async () => ({ token }));`,
    `const other = defineEventHandler({ handler: () => token });`,
    `const third = defineEventHandler((event) => send(event, token));`,
  ],
  'nestjs.answers.yaml': [
    `import { Controller, Get } from '@nestjs/common';`,
    `@Controller('agent') class AgentController { @Get('token') answer() { return { token }; } }`,
  ],
  'aws-lambda.answers.yaml': [
    `import type * as lambda from 'aws-lambda';`,
    `const handler: lambda.APIGatewayProxyHandler = async () => ({ statusCode: 200, body: JSON.stringify({ token }) });`,
    `const other: lambda.APIGatewayProxyHandlerV2 = async () => ({ statusCode: 200, body: token });`,
    `const link: lambda.LambdaFunctionURLHandler = async () => ({ statusCode: 200, body: token });`,
    `const first = async (): Promise<lambda.APIGatewayProxyResult> => ({ statusCode: 200, body: token });`,
    `async function second(): Promise<lambda.APIGatewayProxyResultV2> { return { body: JSON.stringify({ token }) }; }`,
    `const third = (): lambda.APIGatewayProxyStructuredResultV2 => ({ body: token });`,
  ],
};
