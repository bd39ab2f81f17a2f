/** Places that keep what they are given, each handed the caller's `token`; written as in `outbound-http.ts`. */
export const records: Record<string, string[]> = {
  'globals.logging.yaml': [
    '',
    `console.log('x', { token });`,
    `process.stderr.write(token);`,
    `throw new Error(token);`,
    `request.log.info({ token });`,
  ],
  'loggers.yaml': [
    `import debug from 'debug';\nimport pino from 'pino';`,
    `pino().child({}).info({ token });`,
    `debug('app')(token);`,
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
