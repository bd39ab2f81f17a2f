import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lintFiles } from '../harness/lint-files.ts';

/** What fast-jwt says of its audience option tells the four states apart: the rule that speaks names the state. */
const stateByRule: Record<string, string> = {
  'missing-audience-check': 'absent',
  'audience-option-fails-open': 'possibly empty',
  'jwt-audience-claim-optional': 'set',
};

type Row = [title: string, verify: string, files?: Record<string, string>];

const own = "'https://mcp.example.com'";

function stateOf([, text, files = {}]: Row): string {
  const found = lintFiles({ 'verify.ts': `import { createVerifier } from 'fast-jwt';\n${text}\n`, ...files });
  const states = found.map(({ rule }) => stateByRule[rule] ?? rule);
  return states.length === 0 ? 'unknown' : states.join(' and ');
}

function rows(state: string, list: Row[]): void {
  describe(`options: ${state}`, () => {
    for (const row of list) it(row[0], () => assert.equal(stateOf(row), state));
  });
}

rows('set', [
  ['a literal', `export const verify = createVerifier({ key, allowedAud: ${own} });`],
  ['a template', 'export const verify = createVerifier({ key, allowedAud: `https://${host}` });'],
  ['a list', `export const verify = createVerifier({ key, allowedAud: [${own}] });`],
  ['a pattern', 'export const verify = createVerifier({ key, allowedAud: /^https:\\/\\/mcp\\.example\\.com$/ });'],
  ['a constant', `const allowedAud = ${own};\nexport const verify = createVerifier({ key, allowedAud });`],
  [
    'a constant of another file',
    `import { audience } from './config';\nexport const verify = createVerifier({ key, allowedAud: audience });`,
    { 'config.ts': `export const audience = ${own};\n` },
  ],
  [
    'a field of a constant behind a barrel',
    `import { config } from './lib';\nexport const verify = createVerifier({ key, allowedAud: config.auth.audience });`,
    {
      'lib/index.ts': `export * from './config';\n`,
      'lib/config.ts': `export const config = { auth: { audience: ${own} } } as const;\n`,
    },
  ],
  [
    'options of another file, spread',
    `import { base } from './config';\nexport const verify = createVerifier({ ...base, key });`,
    { 'config.ts': `export const base = { allowedAud: ${own}, allowedIss: 'https://id.example.com' };\n` },
  ],
  [
    'a spread that another spread does not replace',
    `const base = { allowedAud: ${own} };\nconst more = { cache: true };\nexport const verify = createVerifier({ ...base, ...more, key });`,
  ],
  [
    'a conditional with two values',
    `export const verify = createVerifier({ key, allowedAud: isTest ? 'https://test.example.com' : ${own} });`,
  ],
  ['?? with a fallback', `export const verify = createVerifier({ key, allowedAud: process.env.AUDIENCE ?? ${own} });`],
  ['|| with a fallback', `export const verify = createVerifier({ key, allowedAud: process.env.AUDIENCE || ${own} });`],
  [
    'a function that returns a literal',
    `const audience = () => ${own};\nexport const verify = createVerifier({ key, allowedAud: audience() });`,
  ],
  [
    'a function of another file that returns the options',
    `import { options } from './config';\nexport const verify = createVerifier(options());`,
    { 'config.ts': `export function options() {\n  return { key, allowedAud: ${own} };\n}\n` },
  ],
  ['as any', `export const verify = createVerifier({ key, allowedAud: ${own} } as any);`],
  [
    'options as const satisfies',
    `export const verify = createVerifier({ key, allowedAud: ${own} } as const satisfies object);`,
  ],
  [
    'assigned after the literal',
    `const options: Record<string, unknown> = { key };\noptions.allowedAud = ${own};\nexport const verify = createVerifier(options);`,
  ],
  [
    'a parameter that every caller sets',
    `const make = (audience: string) => createVerifier({ key, allowedAud: audience });\nexport const verify = make(${own});`,
  ],
  [
    'a setting without which nothing starts',
    `const audience = process.env.AUDIENCE;\nif (!audience) throw new Error('AUDIENCE is missing');\nexport const verify = createVerifier({ key, allowedAud: audience });`,
  ],
  [
    'a setting read by a function that throws',
    `function required(name: string): string {\n  const value = process.env[name];\n  if (!value) throw new Error(name);\n  return value;\n}\nexport const verify = createVerifier({ key, allowedAud: required('AUDIENCE') });`,
  ],
  [
    'a setting that goes into a template',
    'export const verify = createVerifier({ key, allowedAud: `api://${process.env.CLIENT_ID}` });',
  ],
  ['Object.assign', `export const verify = createVerifier(Object.assign({ key }, { allowedAud: ${own} }));`],
  [
    'a field of a class',
    `class Auth {\n  private readonly audience = ${own};\n  make() {\n    return createVerifier({ key, allowedAud: this.audience });\n  }\n}\nexport const verify = new Auth().make();`,
  ],
]);

rows('possibly empty', [
  ['the environment', 'export const verify = createVerifier({ key, allowedAud: process.env.AUDIENCE });'],
  [
    'the environment under a type of its own',
    'export const verify = createVerifier({ key, allowedAud: (process.env as Settings).AUDIENCE });',
  ],
  [
    'the environment under another name',
    'const env = process.env as Settings;\nconst settings = env;\nexport const verify = createVerifier({ key, allowedAud: settings.AUDIENCE });',
  ],
  ['the environment, asserted', 'export const verify = createVerifier({ key, allowedAud: process.env.AUDIENCE! });'],
  [
    'the environment, cast',
    'export const verify = createVerifier({ key, allowedAud: process.env.AUDIENCE as string });',
  ],
  ['the environment by name', "export const verify = createVerifier({ key, allowedAud: process.env['AUDIENCE'] });"],
  [
    'a destructured environment',
    'const { AUDIENCE } = process.env;\nexport const verify = createVerifier({ key, allowedAud: AUDIENCE });',
  ],
  [
    'the environment through a constant of another file',
    `import { config } from './config';\nexport const verify = createVerifier({ key, allowedAud: config.audience });`,
    { 'config.ts': `export const config = { audience: process.env.AUDIENCE, port: 3000 };\n` },
  ],
  ['an empty fallback', `export const verify = createVerifier({ key, allowedAud: process.env.AUDIENCE ?? '' });`],
  [
    'a fallback that may be missing too',
    'export const verify = createVerifier({ key, allowedAud: process.env.AUDIENCE ?? process.env.RESOURCE });',
  ],
  [
    'a conditional with undefined',
    `export const verify = createVerifier({ key, allowedAud: isTest ? undefined : ${own} });`,
  ],
  [
    'a spread that is there only when configured',
    `export const verify = createVerifier({ key, ...(isStrict ? { allowedAud: ${own} } : {}) });`,
  ],
  ['a spread behind &&', `export const verify = createVerifier({ key, ...(isStrict && { allowedAud: ${own} }) });`],
  [
    'an assignment on one branch',
    `const options: Record<string, unknown> = { key };\nif (isStrict) options.allowedAud = ${own};\nexport const verify = createVerifier(options);`,
  ],
  [
    'a parameter that one caller leaves out',
    `const make = (audience?: string) => createVerifier({ key, allowedAud: audience });\nexport const one = make(${own});\nexport const other = make();`,
  ],
  [
    'a function that returns the environment',
    `const setting = () => process.env.AUDIENCE;\nexport const verify = createVerifier({ key, allowedAud: setting() });`,
  ],
  ['the environment of Bun', 'export const verify = createVerifier({ key, allowedAud: Bun.env.AUDIENCE });'],
  ['the environment of Vite', 'export const verify = createVerifier({ key, allowedAud: import.meta.env.AUDIENCE });'],
  ['Deno', "export const verify = createVerifier({ key, allowedAud: Deno.env.get('AUDIENCE') });"],
]);

rows('absent', [
  ['no options', 'export const verify = createVerifier();'],
  ['other options', "export const verify = createVerifier({ key, allowedIss: 'https://id.example.com' });"],
  ['undefined', 'export const verify = createVerifier({ key, allowedAud: undefined });'],
  ['void 0', 'export const verify = createVerifier({ key, allowedAud: void 0 });'],
  ['null', 'export const verify = createVerifier({ key, allowedAud: null });'],
  [
    'a constant that is undefined',
    'const audience = undefined;\nexport const verify = createVerifier({ key, allowedAud: audience });',
  ],
  [
    'a constant of another file that is undefined',
    `import { audience } from './config';\nexport const verify = createVerifier({ key, allowedAud: audience });`,
    { 'config.ts': 'export const audience: string | undefined = undefined;\n' },
  ],
  [
    'a name that the library does not know',
    `export const verify = createVerifier({ key, audience: ${own}, aud: ${own} } as any);`,
  ],
  ['a comment where the option was', `export const verify = createVerifier({\n  key,\n  // allowedAud: ${own},\n});`],
  [
    'a spread of a known object without it',
    'const base = { cache: true };\nexport const verify = createVerifier({ ...base, key });',
  ],
  [
    'a spread that a later undefined replaces',
    `const base = { allowedAud: ${own} };\nexport const verify = createVerifier({ ...base, key, allowedAud: undefined });`,
  ],
  [
    'a function that returns options without it',
    'const options = () => ({ key, cache: true });\nexport const verify = createVerifier(options());',
  ],
]);

rows('unknown', [
  [
    'a parameter that nobody passes',
    'export const make = (audience: string) => createVerifier({ key, allowedAud: audience });',
  ],
  ['options that nobody passes', 'export const make = (options: object) => createVerifier(options);'],
  [
    'a spread of options that nobody passes',
    'export const make = (options: object) => createVerifier({ key, ...options });',
  ],
  [
    'a value of a package',
    "import { audience } from '@acme/config';\nexport const verify = createVerifier({ key, allowedAud: audience });",
  ],
  [
    'options of a package, spread',
    "import { options } from '@acme/config';\nexport const verify = createVerifier({ key, ...options });",
  ],
  ['a computed name', 'export const make = (name: string, value: string) => createVerifier({ key, [name]: value });'],
  [
    'a field of parsed JSON',
    "import { readFileSync } from 'node:fs';\nconst config = JSON.parse(readFileSync('config.json', 'utf8'));\nexport const verify = createVerifier({ key, allowedAud: config.audience });",
  ],
  ['a global that nobody declares', 'export const verify = createVerifier({ key, allowedAud: AUDIENCE });'],
  ['spread arguments', 'export const make = (...args: unknown[]) => createVerifier(...args);'],
]);
