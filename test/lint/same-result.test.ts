/** What must not change the result: the trigger test, and the order in which files come. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../rules/index.ts';
import { type Config, configShape } from '../../server/config-shape.ts';
import type { LintResult } from '../../server/lint.ts';
import { parseShaped } from '../../server/shape.ts';
import { memoryWorkspace, type Workspace } from '../../server/workspace.ts';
import { type Case, parsePage } from '../harness/page.ts';
import { run } from './word-rule.ts';

type Files = Record<string, string>;

/** What a reader sees; how much was read for it may differ. */
function told({ findings, suppressed, problems, failures, summary }: LintResult): unknown {
  const { hiddenBySeverity, hiddenByConfidence, hiddenOnTestPaths } = summary;
  return { findings, suppressed, problems, failures, hiddenBySeverity, hiddenByConfidence, hiddenOnTestPaths };
}

function lintAll(files: Files, isFiltered: boolean, workspace: Workspace = memoryWorkspace(files)): unknown {
  const config: Config = parseShaped(files['.bailiwick.yaml'] ?? '', configShape).value ?? {};
  return told(run(files, { rules, config, isFiltered, workspace, isPedantic: true, includeTests: true }));
}

/** The same files, listed the other way round. */
function backwards(files: Files): Workspace {
  const { manifests, ...workspace } = memoryWorkspace(files);
  const lists = Object.entries(manifests).map(([kind, paths]: [string, string[]]) => [kind, paths.toReversed()]);
  return {
    ...workspace,
    files: workspace.files.toReversed(),
    manifests: Object.fromEntries(lists) as typeof manifests,
  };
}

function examples(id: string): Case[] {
  return parsePage(readFileSync(new URL(`../../rules/${id}.md`, import.meta.url), 'utf8'));
}

/** All examples of a page as the directories of one project. */
function project(id: string): Files {
  const files = examples(id).flatMap((example, index) =>
    Object.entries(example.files).map(([path, text]) => [`${id}/${index}/${path}`, text] as const),
  );
  return Object.fromEntries(files.filter(([path]) => !path.endsWith('/.bailiwick.yaml')));
}

const demo = new URL('../../scripts/example-agent/', import.meta.url);
const agent = Object.fromEntries(
  readdirSync(demo, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|json)$/.test(name))
    .map((name) => [name.replaceAll('\\', '/'), readFileSync(new URL(name, demo), 'utf8')]),
);

describe('the trigger test', () => {
  for (const { meta } of rules) {
    it(`loses nothing in the examples of ${meta.id}`, () => {
      for (const { title, files } of examples(meta.id))
        assert.deepEqual(lintAll(files, true), lintAll(files, false), title);
    });
  }

  it('loses nothing in a whole agent', () => assert.deepEqual(lintAll(agent, true), lintAll(agent, false)));

  it('loses nothing when all examples are one project', function () {
    // The examples of all rules, linked twice.
    this.timeout(900_000);
    const files = Object.assign({}, ...rules.map(({ meta }) => project(meta.id))) as Files;
    assert.deepEqual(lintAll(files, true), lintAll(files, false));
  });

  it('reads less than everything', () => {
    const files = { ...agent, 'plain.ts': 'export const answer = 42;\n' };
    const read = (isFiltered: boolean): number => run(files, { rules, isFiltered }).summary.parsedFiles;
    assert.equal(read(false) - read(true), 1);
  });

  it('reads a file without a telling word for a comment that may suppress, and no other', () => {
    const ignored = '// bailiwick-ignore broad-scope -- long gone\nexport const a = 1;\n';
    const { summary, problems } = run(
      { 'a.ts': ignored, 'b.ts': 'export const b = 1;\n' },
      { rules, isFiltered: true },
    );
    assert.deepEqual([summary.parsedFiles, problems.map(({ at }) => at.file)], [1, ['a.ts']]);
  });

  it('is no obstacle for a flow through a file without a telling word', () => {
    const files = {
      'tools.ts': `import express from 'express';
import { pass } from './between';
express().get('/', (req) => pass(req.headers.authorization));
`,
      'between.ts': "import { last } from './last';\nexport const pass = (value?: string) => last(value);\n",
      'last.ts': `export const last = (value?: string) => fetch('https://api.tracker.example', { headers: { authorization: value ?? '' } });
`,
    };
    const { findings } = run(files, { rules, isFiltered: true });
    assert.deepEqual(
      findings.map(({ rule, path }) => [rule, [...new Set(path.map(({ file }) => file))]]),
      [['token-passthrough', ['tools.ts', 'between.ts', 'last.ts']]],
    );
  });
});

describe('the order of files', () => {
  for (const { meta } of rules) {
    it(`changes nothing in the examples of ${meta.id}`, () => {
      const files = project(meta.id);
      assert.deepEqual(lintAll(files, true, backwards(files)), lintAll(files, true));
    });
  }

  it('changes nothing in a whole agent', () => {
    assert.deepEqual(lintAll(agent, true, backwards(agent)), lintAll(agent, true));
  });
});

describe('the order of rules', () => {
  it('changes nothing in a whole agent', () => {
    assert.deepEqual(told(run(agent, { rules: rules.toReversed() })), told(run(agent, { rules })));
  });

  it('leaves a fix with the setting that it names, whoever has read the file of the settings before', () => {
    const files = {
      'verify.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';
import { keysUrl } from './settings';
const keys = createRemoteJWKSet(keysUrl);
export const verify = (token: string) => jwtVerify(token, keys, { issuer: 'https://login.example.com/' });
`,
      'settings.ts': `export const keysUrl = new URL(process.env.KEYS_URL ?? 'https://login.example.com/keys');
export const audience = process.env.MCP_AUDIENCE;
`,
    };
    const fixes = (asked: typeof rules): unknown =>
      run(files, { rules: asked, isFiltered: true }).findings.flatMap(({ rule, fixes: own }) =>
        rule === 'missing-audience-check' ? own.map(({ edits }) => edits.map(({ text }) => text.trim())) : [],
      );
    const setting = ", audience: process.env.MCP_AUDIENCE || (() => { throw new Error('MCP_AUDIENCE is not set'); })()";
    assert.deepEqual(fixes(rules.filter(({ meta }) => meta.id === 'missing-audience-check')), [[setting]]);
    assert.deepEqual(fixes(rules), [[setting]]);
  });
});
