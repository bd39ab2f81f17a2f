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
  'globals.answers.yaml': ['', `export const answer = () => new Response(token);`, `Response.json({ token });`],
  'next.answers.yaml': [
    `import { NextResponse } from 'next/server';`,
    `new NextResponse(token);`,
    `NextResponse.json({ token });`,
  ],
  'azure-functions.answers.yaml': [
    `import { app } from '@azure/functions';`,
    `app.http('token', { handler: async () => ({ jsonBody: { token } }) });`,
  ],
};
