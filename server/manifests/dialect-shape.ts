/** The shape of a file of `rules/dialects`, from which its validator and its JSON Schema come. */
import { z } from 'zod';
import { parseShaped, type ShapeProblem } from '../shape.ts';
import { type Dialect, documentKinds } from './dialect.ts';
import { parseSigns } from './signs.ts';

const text = z.string().min(1, 'must not be empty');
const paths = z.array(text).min(1).describe('Ends of paths; * stands for a part of a name.');
const pattern = (what: string) => checked((value) => void new RegExp(value, 'u'), `Regular expression that ${what}.`);
const signs = checked(parseSigns, 'Paths of keys joined by &; * is any key, =/pattern/ asks for a value.');

function checked(parse: (value: string) => unknown, description: string) {
  return text
    .check((context) => {
      try {
        parse(context.value);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        context.issues.push({ code: 'custom', input: context.value, message });
      }
    })
    .describe(description);
}

const reference = z
  .strictObject({
    value: text
      .includes('NAME', 'needs the word NAME')
      .exactOptional()
      .describe('How a value names a variable: ${NAME}.'),
    inputs: text.exactOptional().describe('The key of the prompts that ${input:NAME} refers to.'),
    names: z
      .strictObject({ env: text.exactOptional(), bearer: text.exactOptional(), headers: text.exactOptional() })
      .exactOptional()
      .describe('Keys of a server that take the name of a variable.'),
    prefix: text.exactOptional().describe('What the name of a secret must begin with.'),
  })
  .describe('How the product refers to a value that is kept elsewhere.');

const documentRow = z.strictObject({
  kind: z.enum(documentKinds).describe('What a document with these signs is.'),
  paths: paths.exactOptional(),
  syntaxes: z
    .array(
      z.enum([
        'json',
        'yaml',
        'toml',
        'env',
        'dockerfile',
        'hcl',
        'bicep',
        'markdown',
        'requirements',
        'python',
        'code',
      ]),
    )
    .min(1)
    .exactOptional()
    .describe('Only documents in one of these syntaxes.'),
  has: z.array(signs).min(1).describe('One of these must be met.'),
  lacks: z.array(signs).min(1).exactOptional().describe('None of these may be met.'),
  inside: z.boolean().exactOptional().describe('Any map of the document may show the signs, not only its root.'),
  words: z.array(text).min(1).exactOptional().describe('A file without any of these words is not read.'),
  reference: reference.exactOptional(),
});

const serverRow = z.strictObject({
  id: text.describe('A name for this way of writing servers.'),
  paths: paths.exactOptional(),
  at: z.string().describe('The path of the key that holds the servers; empty for the root.'),
  inside: z.boolean().exactOptional().describe('The key may stand anywhere in the document.'),
  words: z.array(text).min(1).exactOptional().describe('A file is read for one of these, not for the key.'),
  isOne: z.boolean().exactOptional().describe('The key holds one server, not several.'),
  calls: z.array(text).min(1).exactOptional().describe('Calls of Python that are given a server, or a map of servers.'),
  first: text.exactOptional().describe('What the first argument without a name is, or an item that is a text.'),
  isAll: z.boolean().exactOptional().describe('Only where every map below the key starts a command.'),
  reference: reference.exactOptional(),
});

const switchRow = z.strictObject({
  kind: z
    .enum(['auto-approve', 'bypass', 'filesystem', 'endpoint', 'package'])
    .describe(
      'Runs without asking, leaves a guard, opens directories, is where the model answers, or is fetched and run.',
    ),
  paths,
  key: text.describe('The path of the key; * is any key.'),
  value: pattern('the value must fit').exactOptional(),
  on: z
    .enum(['value', 'items', 'keys', 'words'])
    .exactOptional()
    .describe(
      'What the pattern is held against; words are items that make one text, each perhaps a list to choose from.',
    ),
  except: pattern('it must not fit').exactOptional(),
  as: text
    .exactOptional()
    .describe('The rule of permissions.allow that says the same; only what is told of that is told.'),
  to: pattern('the value of the key must fit').exactOptional(),
  when: signs.exactOptional(),
  beside: signs
    .exactOptional()
    .describe('What the item that the last * stands for must show, or else what holds the key.'),
  without: z.array(text).min(1).exactOptional().describe('Keys that must not stand there.'),
  effect: text.describe('What it does, as the end of a sentence.'),
  severity: z.enum(['error', 'warning', 'info']).exactOptional(),
  confidence: z.enum(['high', 'medium', 'low']).exactOptional(),
  fix: z
    .union([z.literal('remove'), z.strictObject({ value: z.union([z.string(), z.boolean()]) })])
    .exactOptional()
    .describe('What a fix does with it.'),
});

const loosening = z.array(
  z.strictObject({
    input: text.describe('An input of the action, or run for a command line.'),
    value: pattern('finds what opens it'),
    effect: text.describe('What it does, as the end of a sentence.'),
  }),
);

const agentRow = z.strictObject({
  name: text.exactOptional(),
  action: text.exactOptional().describe('The action without its version; * stands for a part of it.'),
  command: pattern('finds the command line').exactOptional(),
  programs: z.array(text).min(1).exactOptional().describe('Names of the program, and of its packages.'),
  by: z.array(text).min(1).exactOptional().describe('Options or subcommands with which it works without people.'),
  isChecked: z.boolean().exactOptional().describe('It refuses people who may not write.'),
  needs: z.array(text).min(1).exactOptional().describe('Inputs without which it is no agent.'),
  opens: loosening.exactOptional().describe('What lets people in who may not write.'),
  loosens: loosening.exactOptional().describe('What takes guards away.'),
  allows: z
    .array(z.strictObject({ input: text, value: pattern('finds the list of what runs without asking') }))
    .exactOptional()
    .describe('Lists whose items are judged as those of permissions.allow.'),
});

const version = text.regex(/^\d+\.\d+\.\d+$/, 'must be a version such as 1.2.3');
const advisoryRow = z.strictObject({
  registry: z.enum(['npm', 'pypi']),
  package: text,
  from: version.exactOptional().describe('The first version with the hole; all without.'),
  fixed: version.describe('The first version without it.'),
  id: text.describe('Its id in the database of advisories.'),
  what: text.describe('What can happen, as a clause.'),
});

const field = z.array(text).min(1);

/** A dialect file as written. */
export const dialectShape = z
  .strictObject({
    product: text.describe('Whose manifests the rows speak of.'),
    families: z
      .array(z.strictObject({ scope: text.describe('The first word of the permission.'), paths: pattern('it opens') }))
      .exactOptional()
      .describe('Which paths of Microsoft Graph the permissions of a family open.'),
    code: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe('Words of source files whose calls and object literals are read as a manifest.'),
    within: z.array(z.string()).min(1).exactOptional().describe('Paths of keys below which the switches may stand.'),
    python: z
      .strictObject({
        words: z.array(text).min(1).describe('Words of which a file must hold one to be read.'),
        kinds: z.array(z.enum(documentKinds)).min(1).exactOptional().describe('Kinds that programs write, too.'),
        isCamel: z.boolean().exactOptional().describe('Calls take in snake case what documents hold in camel case.'),
      })
      .exactOptional()
      .describe('What of it is written in programs of Python.'),
    documents: z.array(documentRow).exactOptional().describe('How documents are recognised.'),
    servers: z.array(serverRow).exactOptional().describe('Where MCP servers stand.'),
    fields: z
      .strictObject({
        name: field.exactOptional(),
        command: field.exactOptional(),
        args: field.exactOptional(),
        env: field.exactOptional(),
        headers: field.exactOptional(),
        url: field.exactOptional(),
        transport: field.exactOptional(),
        tools: field.exactOptional(),
        approve: field.exactOptional(),
        envFile: field.exactOptional(),
        cwd: field.exactOptional(),
        disabled: field.exactOptional(),
      })
      .exactOptional()
      .describe('Keys of a server that mean the same.'),
    credentials: z
      .array(
        z.strictObject({ what: text.describe('What it is, for a reader.'), pattern: pattern('finds it in a text') }),
      )
      .exactOptional()
      .describe('How the credentials of issuers look.'),
    instructions: paths.exactOptional().describe('Files of prose that agents read as their instructions.'),
    advisories: z.array(advisoryRow).exactOptional().describe('Versions that are known to have a hole.'),
    agents: z.array(agentRow).exactOptional().describe('Steps of workflows that run an agent.'),
    switches: z.array(switchRow).exactOptional().describe('Settings that take a decision away from people.'),
  })
  .describe('Knowledge about a product that is configured by manifests.');

/** Reads a dialect file; without problems there is a dialect. */
export function parseDialect(source: string): { dialect?: Dialect; problems: ShapeProblem[] } {
  const { value, problems } = parseShaped(source, dialectShape);
  return value ? { dialect: value, problems } : { problems };
}
