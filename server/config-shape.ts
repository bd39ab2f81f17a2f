/** The shape of `.bailiwick.yaml`: data only; nothing in it is ever run. */
import { z } from 'zod';
import { modelShape } from './models/shape.ts';

const severity = z.enum(['error', 'warning', 'info']);
const confidence = z.enum(['high', 'medium', 'low']);
const text = z.string().min(1, 'must not be empty');

const ruleShape = z
  .union([
    z.enum(['off', 'on', 'error', 'warning', 'info']),
    z.strictObject({
      severity: z
        .enum(['off', 'on', 'error', 'warning', 'info'])
        .exactOptional()
        .describe('off, on, or the severity of its findings.'),
      confidence: confidence.exactOptional().describe('Show only findings of this rule that are at least so sure.'),
    }),
  ])
  .describe('off, on (with its own severity), error, warning or info; or a map with severity and confidence.');

/** The configuration file; its JSON Schema comes from here. */
export const configShape = z
  .strictObject({
    rules: z.record(z.string(), ruleShape).exactOptional().describe('Rule ids with off, on, a severity, or more.'),
    ignore: z
      .array(text)
      .exactOptional()
      .describe('Paths to leave out, in gitignore syntax, relative to this file; a leading ! brings a path back.'),
    models: z
      .array(z.union([text, modelShape]))
      .exactOptional()
      .describe(
        'Knowledge about your own libraries: rows as in a model file, or the path of one relative to this file.',
      ),
    resource: z
      .array(text)
      .exactOptional()
      .describe('URLs of your own servers: the audience that tokens for them must carry.'),
    issuers: z
      .array(text)
      .exactOptional()
      .describe('URLs of the authorization servers that issue your tokens; a token may go back to its issuer.'),
    internalHosts: z
      .array(text)
      .exactOptional()
      .describe('Host suffixes of your own services: internal.example covers api.internal.example.'),
    exchangeHelpers: z
      .array(text)
      .exactOptional()
      .describe('Functions whose result is an exchanged token: a name, or module#name.'),
    authTerminatedUpstream: z
      .boolean()
      .exactOptional()
      .describe('True when a gateway or proxy in front of every HTTP endpoint authenticates all requests.'),
    allow: z
      .array(
        z.strictObject({
          id: text.describe('The scope, its id in the scope catalogue, or its GUID.'),
          reason: text.describe('Why the agent needs it.'),
        }),
      )
      .exactOptional()
      .describe('Broad scopes that are wanted, each with its reason.'),
    severity: severity.exactOptional().describe('Show only findings that are at least so severe.'),
    confidence: confidence.exactOptional().describe('Show only findings that are at least so sure.'),
    includeTests: z
      .boolean()
      .exactOptional()
      .describe('Show findings on test and fixture paths, and in sources on example paths, too.'),
  })
  .describe('Configuration of Bailiwick.');

export type Config = z.infer<typeof configShape>;
