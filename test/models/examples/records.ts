/** Places that keep what they are given, each handed the caller's `token`; written as in `outbound-http.ts`. */
export const records: Record<string, string[]> = {
  'globals.logging.yaml': [
    '',
    `console.log('x', { token });`,
    `process.stderr.write(token);`,
    `throw new Error(token);`,
    `request.log.info({ token });`,
  ],
  'azure-functions.logging.yaml': [
    `import type { Context, InvocationContext } from '@azure/functions';\ndeclare const context: InvocationContext;\ndeclare const old: Context;`,
    `context.info('x', token);`,
    `old.log('x', token);`,
    `old.log.warn('x', token);`,
  ],
  'loggers.yaml': [
    `import debug from 'debug';\nimport pino from 'pino';`,
    `pino().child({}).info({ token });`,
    `debug('app')(token);`,
  ],
  'model-context.yaml': [
    `import { generateText } from 'ai';\nimport OpenAI from 'openai';\nimport Anthropic from '@anthropic-ai/sdk';\nimport { Agent } from '@openai/agents';`,
    `generateText({ system: token });`,
    `generateText({ messages: [{ role: 'user', content: token }] });`,
    `new OpenAI().chat.completions.create({ messages: [{ role: 'system', content: token }] });`,
    `new OpenAI().responses.create({ input: token });`,
    `new Anthropic().messages.create({ system: token });`,
    `new Anthropic().messages.create({ messages: [{ role: 'user', content: token }] });`,
    `new Agent({ instructions: token });`,
    `new OpenAI().responses.create({ input: 'hello', metadata: { token } });`,
    `new OpenAI().chat.completions.create({ messages: [], metadata: { token } });`,
    `new OpenAI().beta.threads.create({ metadata: { token } });`,
    `new OpenAI().beta.threads.runs.create('thread', { metadata: { token } });`,
  ],
  'modelcontextprotocol-server.tools.yaml': [
    `import { Server } from '@modelcontextprotocol/sdk/server/index.js';\nconst server = new Server({ name: 'ci', version: '1' });`,
    `server.setRequestHandler(schema, async () => ({ content: [{ type: 'text', text: token }] }));`,
    `server.setRequestHandler(schema, async () => ({ content: [], structuredContent: { token } }));`,
  ],
  'telemetry.yaml': [
    `import { trace } from '@opentelemetry/api';\nimport * as Sentry from '@sentry/node';\nconst tracer = trace.getTracer('ci');`,
    `tracer.startSpan('x').setAttribute('token', token);`,
    `tracer.startActiveSpan('x', (span) => span.setAttributes({ token }));`,
    `trace.getActiveSpan().addEvent('x', { token });`,
    `tracer.startSpan('x', { attributes: { token } });`,
    `Sentry.captureMessage(token);`,
    `Sentry.withScope((scope) => scope.setExtra('token', token));`,
  ],
};
