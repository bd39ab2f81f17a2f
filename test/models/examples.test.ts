/** What rules see of the models: every row has an example that exercises it, every example exercises a row. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { agentCalls } from './examples/agent-calls.ts';
import { answers } from './examples/answers.ts';
import { calls } from './examples/calls.ts';
import { carriedState, inspections } from './examples/carried-state.ts';
import { verifiers } from './examples/checks.ts';
import { leak, roles, sources } from './examples/inbound.ts';
import { keys } from './examples/keys.ts';
import { isExercisedAlone, rows, rowsExercised, type Section } from './examples/observe.ts';
import { failingRequests } from './examples/failing-requests.ts';
import { microsoftCalls, microsoftSinks, microsoftSources } from './examples/microsoft.ts';
import { agents } from './examples/outbound-agents.ts';
import { entrances, oauth, redirects } from './examples/oauth.ts';
import { http } from './examples/outbound-http.ts';
import { protocols } from './examples/outbound-protocols.ts';
import { vendors } from './examples/outbound-vendors.ts';
import { redirectAnswers } from './examples/redirect-answers.ts';
import { processes } from './examples/processes.ts';
import { records } from './examples/records.ts';
import { scopes } from './examples/requests.ts';
import { secrets } from './examples/secrets.ts';
import { system } from './examples/system.ts';
import { tls } from './examples/tls.ts';
import { frameworkArguments, toolCalls, toolRoles } from './examples/agent-tools.ts';
import { toolArguments } from './examples/tool-arguments.ts';

type Examples = Record<string, string[]>;

/** One file per statement, with the imports and with the token of a caller. */
const handled = ([imports = '', ...statements]: string[]): string[] =>
  statements
    .flatMap(headers)
    .map(
      (statement) =>
        `${imports}\nimport express from 'express';\nexpress().post('/', async (req, res) => {\n  const token = req.headers.authorization ?? '';\n  ${statement}\n});\n`,
    );
/** One file per statement, with the imports. */
const alone = ([imports = '', ...statements]: string[]): string[] =>
  statements.map((statement) => `${imports}\n${statement}\n// authorization\n`);

function merged(a: Examples, b: Examples): Examples {
  const files = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...files].map((file) => [file, [...(a[file] ?? []), ...(b[file] ?? [])]]));
}

// Both begin with imports of their own.
function joined(a: Examples, b: Examples): Examples {
  const both = merged(a, b);
  for (const file of Object.keys(a).filter((name) => name in b))
    both[file] = [
      `${a[file]?.[0] ?? ''}\n${b[file]?.[0] ?? ''}`,
      ...(a[file] ?? []).slice(1),
      ...(b[file] ?? []).slice(1),
    ];
  return both;
}

function headers(statement: string): string[] {
  if (!statement.includes('$H')) return [statement];
  return ['Authorization: token', "'x-upstream': token"].map((header) =>
    statement.replace('...$H', header).replace('$H', `{ ${header} }`),
  );
}

const tables: [section: Section, examples: Examples, toTexts: (examples: string[]) => string[]][] = [
  [
    'sinks',
    joined(
      {
        ...http,
        ...protocols,
        ...agents,
        ...answers,
        ...vendors,
        ...system,
        ...records,
        ...microsoftSinks,
        ...inspections,
      },
      redirects,
    ),
    handled,
  ],
  [
    'sources',
    [toolArguments, frameworkArguments, secrets, microsoftSources, entrances, carriedState].reduce(merged, sources),
    (texts) => texts.map((text) => text + leak),
  ],
  ['roles', { ...roles, ...toolRoles }, (texts) => texts],
  ['verifiers', verifiers, alone],
  ['scopes', scopes, alone],
  [
    'calls',
    joined(
      {
        ...calls,
        ...tls,
        ...processes,
        ...microsoftCalls,
        ...redirectAnswers,
        ...agentCalls,
        ...keys,
        ...toolCalls,
        ...failingRequests,
      },
      oauth,
    ),
    alone,
  ],
];

for (const [section, examples, toTexts] of tables) {
  describe(`models: each of the ${section} has an example`, () => {
    const wanted = rows.filter((row) => row.section === section);
    const files = [...new Set([...wanted.map((row) => row.file), ...Object.keys(examples)])];
    const textsOf = (file: string): Record<string, string> =>
      Object.fromEntries(toTexts(examples[file] ?? []).map((text, index) => [`${file}/${index}.ts`, text]));
    let exercised = new Map<string, Set<string>>();
    before(() => {
      exercised = rowsExercised(Object.assign({}, ...files.map(textsOf)) as Record<string, string>);
    });
    for (const file of files) {
      for (const row of wanted.filter((row) => row.file === file)) {
        it(`${row.id}: ${row.text}`, () => {
          const texts = textsOf(file);
          const isSeen = Object.keys(texts).some((path) => exercised.get(path)?.has(row.id));
          assert.ok(isSeen || isExercisedAlone(row, texts), `no example of ${file} exercises this row`);
        });
      }
      it(`${file}: each example exercises one of its rows`, () => {
        for (const [path, text] of Object.entries(textsOf(file))) {
          const ids = [...(exercised.get(path) ?? [])];
          assert.ok(
            ids.some((id) => id.startsWith(`${file} ${section} `)),
            `${text}\nexercises ${ids.join(', ') || 'nothing'}`,
          );
        }
      });
    }
  });
}
