/** The shapes of the rows of a model: what a library does at the places that access paths name. */
import { z } from 'zod';
import { AccessPathError, parseAccessPath, parseRelativePath } from './access-path.ts';
import { callKinds, optionsOf } from './call-kinds.ts';
import { roleKinds, sanitizerKinds, sinkKinds, sourceKinds, verifierKinds } from './kinds.ts';

/** A text that `parse` must accept; the column of a mistake travels with the issue. */
function checked(parse: (text: string) => unknown, description: string) {
  return z
    .string()
    .check((context) => {
      try {
        parse(context.value);
      } catch (error) {
        if (!(error instanceof AccessPathError)) throw error;
        const { message, column } = error;
        context.issues.push({ code: 'custom', input: context.value, message, params: { column } });
      }
    })
    .describe(description);
}

export const path = checked(parseAccessPath, 'Access path to the value, call or function that the row speaks of.');
const relative = (what: string) =>
  checked(parseRelativePath, `${what}, relative to the call: Argument[0], ReturnValue, Argument[this].Key[0].`);
const places = (what: string) =>
  z.union([relative(what), z.array(relative(what)).min(1)]).describe(`${what}: one place or a list of places.`);
const note = z.string().min(1).describe('Words that a reader sees beside the step in the path of a finding.');
const paths = (what: string) => z.union([path, z.array(path).min(1)]).describe(what);
const reaction = (what: string) =>
  z.enum(['accepts', 'rejects', 'throws']).exactOptional().describe(`What the library does ${what}, as measured.`);

export const source = z.strictObject({
  kind: z.enum(sourceKinds).describe('What enters.'),
  path,
  note,
  deep: z.literal(true).exactOptional().describe('Every field of the value, however deep, is of the kind too.'),
  words: z
    .array(z.string().min(3))
    .min(1)
    .exactOptional()
    .describe('Words of which one stands in every file where it enters, if the names of the path stand everywhere.'),
  amid: z
    .array(z.string().min(3))
    .min(1)
    .exactOptional()
    .describe('Words of which one must stand in the file, where the names of the path elsewhere mean something else.'),
  ifRead: z
    .literal(true)
    .exactOptional()
    .describe('An object that may hold the field counts only where the program reads the field from it.'),
});
export const sink = z.strictObject({
  kind: z.enum(sinkKinds).describe('What the place is.'),
  path,
  note,
  url: relative('Where the destination stands').exactOptional(),
  deep: z.literal(true).exactOptional().describe('A value counts in whatever field of the place it lies.'),
  when: relative('An option that must be written, and not false, for the place to count').exactOptional(),
  part: z.literal(true).exactOptional().describe('What arrives is one word of what is read there.'),
  behind: z
    .array(z.string().min(1))
    .min(1)
    .exactOptional()
    .describe('Texts of which one must be the element of the list right before the place.'),
});
export const propagator = z.strictObject({
  path,
  from: relative('Where the value goes in'),
  to: relative('Where it comes out'),
  tail: z
    .literal(true)
    .exactOptional()
    .describe('Something that is not the value stands before it in what comes out, as a directory before a name.'),
  names: z
    .literal(true)
    .exactOptional()
    .describe('The names of its fields come out, and none of what lies under them.'),
  schema: relative('Where the schema stands that it is held against').exactOptional(),
});
export const sanitizer = z.strictObject({
  kind: z.enum(sanitizerKinds).describe('What makes the result clean.'),
  path,
  note,
  for: z.array(z.enum(sinkKinds)).min(1).exactOptional().describe('The only kinds of places that it is clean for.'),
});
export const channel = z.strictObject({
  name: z.string().min(1).describe('Rows of several files with the same name are one channel.'),
  in: paths('Where values are put in.'),
  out: paths('Where they come out.'),
});
export const verifier = z.strictObject({
  kind: z.enum(verifierKinds).describe('What the call does with the token.'),
  path,
  token: relative('Where the token goes in').exactOptional(),
  claims: relative('Where the verified claims come out').exactOptional(),
  wholeClaims: relative('Where they come out when the caller asks for the token with its header').exactOptional(),
  audience: places('The expected audience').exactOptional(),
  issuer: places('The expected issuer').exactOptional(),
  algorithms: places('The accepted algorithms').exactOptional(),
  requiredClaims: places('The list of claims that must be present').exactOptional(),
  delegate: places('A function of the project that the call delegates to').exactOptional(),
  metadata: places('The address of the metadata that names this server as a resource').exactOptional(),
  absent: reaction('with a token for another audience when the option is not there'),
  whenUndefined: reaction('when the audience option is undefined'),
  whenNull: reaction('when the audience option is null, where that is not the same'),
  whenEmpty: reaction('when the audience option is an empty string'),
  missingClaim: reaction('with a token without audience claim although the option is set'),
  env: z
    .string()
    .min(1)
    .exactOptional()
    .describe('Environment variable that the library reads when the option is absent.'),
  elsewhere: z
    .array(z.string().min(1))
    .min(1)
    .exactOptional()
    .describe('Properties under which a package may write options once for all calls.'),
  note: note.exactOptional(),
});
export const role = z.strictObject({
  role: z.enum(roleKinds).describe('The role in which the library calls the function.'),
  path,
  token: relative('Where the token comes in').exactOptional(),
  note: note.exactOptional(),
});
export const scope = z.strictObject({
  provider: z.string().min(1).describe('A provider of rules/scopes, or any.'),
  flow: z
    .enum(['delegated', 'application', 'on-behalf-of', 'advertised'])
    .describe('On whose behalf the scopes are asked for.'),
  path,
  note: note.exactOptional(),
});

const optionName = z.string().regex(/^[a-z][A-Za-z\d]*$/, 'the name of an option is a word in camel case');
export const call = z
  .strictObject({
    kind: z.enum(callKinds).describe('What the call is for.'),
    path,
    options: z.record(optionName, places('The option')).exactOptional().describe('Names for the options that count.'),
    defaults: z
      .record(optionName, z.string())
      .exactOptional()
      .describe('What the library takes when an option is absent, as measured.'),
    unsafe: z
      .record(optionName, z.array(z.string()).min(1))
      .exactOptional()
      .describe('Values of an option that open what the call should close.'),
    safe: z
      .record(optionName, z.string())
      .exactOptional()
      .describe('Code to write for an option with an unsafe value.'),
    where: z
      .record(relative('A place of the call'), z.string())
      .exactOptional()
      .describe(
        'Constant texts, or names of library values, that must stand at places of the call for the row to count.',
      ),
    each: relative('A list of which each element is a call of its own').exactOptional(),
    words: z
      .array(z.string().min(4))
      .min(1)
      .exactOptional()
      .describe('Words of which one stands in every file where the call counts, instead of the name of the package.'),
    elsewhere: z
      .array(z.string().min(4))
      .min(1)
      .exactOptional()
      .describe(
        'Of an application: names by which any file of it may put something before each of its routes, out of sight.',
      ),
    input: relative("Of a tool: where the arguments come in, from its handler's Parameter[0] on").exactOptional(),
    note: note.exactOptional(),
  })
  .check(({ value, issues }) => {
    const known = optionsOf(value.kind);
    for (const section of ['options', 'defaults', 'unsafe', 'safe'] as const)
      for (const name of Object.keys(value[section] ?? {}).filter((each) => !known.includes(each))) {
        const has = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none';
        const message = `"${name}" is no option of calls of kind ${value.kind}: ${has}`;
        issues.push({ code: 'custom', input: value, path: [section, name], message });
      }
  });
