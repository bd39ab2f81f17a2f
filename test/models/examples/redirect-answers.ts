/** Calls by which a browser is told something: where to go and by which status, and which scripts to run. */
export const redirectAnswers: Record<string, string[]> = {
  'next.answers.yaml': [
    `import { type NextApiResponse, NextResponse } from 'next/server';\nimport { permanentRedirect, redirect } from 'next/navigation';\ndeclare const res: NextApiResponse;`,
    `NextResponse.redirect(url);`,
    `res.redirect(307, url);`,
    `res.redirect(url);`,
    `redirect(url);`,
    `permanentRedirect(url);`,
  ],
  'express.answers.yaml': [
    `import type { Response } from 'express';\ndeclare const res: Response;`,
    `res.redirect(307, url);`,
    `res.status(307).set('location', url);`,
  ],
  'hono.answers.yaml': [`import type { Context } from 'hono';\ndeclare const c: Context;`, `c.redirect(url, 307);`],
  'fastify.answers.yaml': [
    `import type { FastifyReply } from 'fastify';\ndeclare const reply: FastifyReply;`,
    `reply.redirect(url, 307);`,
    `reply.redirect(307, url);`,
    `reply.code(307).header('location', url);`,
  ],
  'globals.answers.yaml': [
    ``,
    `Response.redirect(url, 307);`,
    `new Response(null, { status: 307, headers: { location: url } });`,
  ],
  'sveltejs-kit.yaml': [`import { redirect } from '@sveltejs/kit';`, `redirect(307, url);`],
  'react-router.yaml': [`import { redirect } from 'react-router';`, `redirect(url, 307);`],
  'astro.yaml': [
    `import type { APIContext, APIRoute } from 'astro';`,
    `((context: APIContext) => context.redirect(url, 307))(undefined);`,
    `const GET: APIRoute = ({ redirect }) => redirect(url, 307);`,
  ],
  'node-http.answers.yaml': [
    `import type { ServerResponse } from 'node:http';\ndeclare const res: ServerResponse;`,
    `res.writeHead(307, { location: url });`,
  ],
  'page-policies.yaml': [
    `import helmet, { contentSecurityPolicy } from 'helmet';`,
    `helmet({ contentSecurityPolicy: false });`,
    `contentSecurityPolicy({ directives: {} });`,
    `helmet.contentSecurityPolicy({ directives: {} });`,
  ],
};
