/** The shape of a model file, from which its validator and its JSON Schema come. */
import { z } from 'zod';
import { parseShaped, type ShapeProblem } from '../shape.ts';
import type { CallRow, Model, VerifierRow } from './model.ts';
import { call, channel, path, propagator, role, sanitizer, scope, sink, source, verifier } from './row-shapes.ts';

const packageName = z
  .string()
  .regex(
    /^(?:(?:node|cloudflare|bun):[\w/]+|(?:@[\w.~-]+\/)?[\w.~-]+)$/,
    'not the name of an npm package, node:module or globals',
  );

/** A model file as written. */
export const modelShape = z
  .strictObject({
    package: packageName
      .exactOptional()
      .describe(
        'The npm package that the rows speak of; node:http for built-in modules, globals for language built-ins.',
      ),
    packages: z
      .array(packageName)
      .min(1)
      .exactOptional()
      .describe('Several packages that share the rows, instead of package.'),
    versions: z.string().min(1).exactOptional().describe('Versions of the package that were read, as a semver range.'),
    types: z
      .record(z.string().regex(/^(?:[^\s[\],#']+#)?[A-Za-z_$][\w$:]*$/, 'not the name of a type'), z.array(path).min(1))
      .exactOptional()
      .describe('Names for objects that are reached in many ways; every path to one is listed.'),
    sources: z.array(source).exactOptional().describe('Where values enter.'),
    sinks: z.array(sink).exactOptional().describe('Where they must not arrive.'),
    propagators: z.array(propagator).exactOptional().describe('Calls that carry values on.'),
    sanitizers: z.array(sanitizer).exactOptional().describe('Calls whose result is a different, clean value.'),
    channels: z.array(channel).exactOptional().describe('Values stored in one place and read in another.'),
    verifiers: z
      .array(verifier)
      .exactOptional()
      .describe('Calls that validate a token, with the places of their options.'),
    roles: z.array(role).exactOptional().describe('Functions of the project that the library calls.'),
    scopes: z.array(scope).exactOptional().describe('Places where scopes or permissions are requested.'),
    calls: z.array(call).exactOptional().describe('Calls whose options say something, with the places of the options.'),
  })
  .check((context) => {
    const { value } = context;
    if ((value.package === undefined) === (value.packages === undefined)) {
      context.issues.push({ code: 'custom', input: value, message: 'write either package or packages' });
    }
  })
  .describe('Knowledge about a library: rows of access paths.');

type ModelFile = z.infer<typeof modelShape>;

/** Reads a model file; without problems there is a model. Lines and columns are those of the text. */
export function parseModel(text: string, file: string): { model?: Model; problems: ShapeProblem[] } {
  const { value, isEmpty, problems } = parseShaped(text, modelShape);
  if (isEmpty)
    return { problems: [{ line: 1, column: 1, message: `${file} is empty; write package and at least one section` }] };
  return value ? { model: toModel(value), problems } : { problems };
}

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

function toModel({ package: only, packages, channels, verifiers, calls, ...rest }: ModelFile): Model {
  const model: Model = { packages: packages ?? (only === undefined ? [] : [only]), ...rest };
  if (channels) model.channels = channels.map((row) => ({ name: row.name, in: list(row.in), out: list(row.out) }));
  if (verifiers) model.verifiers = verifiers.map(toVerifier);
  if (calls) model.calls = calls.map(toCall);
  return model;
}

function toCall({ options, ...rest }: NonNullable<ModelFile['calls']>[number]): CallRow {
  const lists = Object.entries(options ?? {}).map(([name, value]) => [name, list(value)] as const);
  return { ...rest, options: Object.fromEntries(lists) };
}

function toVerifier(row: NonNullable<ModelFile['verifiers']>[number]): VerifierRow {
  const { audience, issuer, algorithms, requiredClaims, delegate, metadata, ...rest } = row;
  const written = { audience, issuer, algorithms, requiredClaims, delegate, metadata };
  const lists = Object.entries(written).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, list(value)] as const],
  );
  return { ...rest, ...Object.fromEntries(lists) };
}
