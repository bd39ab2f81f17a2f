/** What must stay true of the code as a whole: who may know whom, what is never touched, names and lengths. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rules } from '../rules/index.ts';
import { literalsAndCode, sourcesBelow } from './harness/sources.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** Lowest first: a file imports from its own level and those below it. */
const levels: [string, RegExp][] = [
  ['finding, fix, shape', /^server\/(aborted|finding|fix|gather|shape|similar|text-change)\.ts$/],
  ['input', /^server\/input\//],
  ['documents', /^server\/documents\//],
  ['models', /^server\/models\//],
  ['manifests', /^server\/manifests\//],
  ['contracts', /^server\/((config|config-file|config-shape|context|rule)\.ts$|context\/)/],
  ['facts', /^server\/facts\//],
  ['flow', /^server\/flow\//],
  ['sdk', /^server\/sdk\.ts$/],
  [
    'lint',
    /^server\/((ask-rules|concluded|levels|lint|lint-said|masks|session|session-documents|session-link|session-memory|session-seen|session-selection|workspace|stopwatch|suppress|baseline)\.ts$|live\/)/,
  ],
  ['report', /^server\/report\//],
  ['tools', /^server\/tools\//],
  ['lsp, mcp', /^server\/(lsp|mcp)\//],
  ['composition roots', /^server\/((cli|main)\.ts$|command\/)/],
];

/** Packages and built-in modules that only some files may know. */
const reserved: [RegExp, RegExp][] = [
  [/^ts-morph$/, /^server\/facts\//],
  [/^vscode$/, /^client\//],
  [/^@modelcontextprotocol\//, /^server\/mcp\//],
  [/^vscode-language(server|client)/, /^(client\/|server\/lsp\/|server\/main\.ts$)/],
  [/^node:fs(\/promises)?$/, /^server\/(input|command)\/|^server\/config\.ts$/],
  // Analysed code is never run, and nothing leaves the machine.
  [/^node:(child_process|cluster|dgram|dns|http|http2|https|inspector|net|tls)$/, /^client\//],
  // Nor anything else but a constant, by which V8 hands out its collector.
  [/^node:vm$/, /^server\/(lsp\/at-rest|command\/code-cache)\.ts$/],
  // The one thread beside is our own bundle.
  [/^node:worker_threads$/, /^server\/lsp\/analysis\/worker\.ts$/],
];

// A service account is a thing of Google Cloud.
const forbiddenWords = /(^|[-/.])(utils?|helpers?|managers?|handlers?|services?(?!-account)|common|misc)([-/.]|$)/;
const shipped = ['client', 'server', 'rules'].flatMap(sourcesBelow);
const everything = [...shipped, ...['scripts', 'bench', 'test'].flatMap(sourcesBelow)];
const ids = rules.map((rule) => rule.meta.id);

function levelOf(path: string): number {
  return levels.findIndex(([, pattern]) => pattern.test(path));
}

/** Fails with all offences at once. */
function none(offences: string[], rule: string): void {
  if (offences.length > 0) assert.fail(`${rule}:\n  ${offences.join('\n  ')}`);
}

describe('house', () => {
  it('gives every file of the server a level', () => {
    const strangers = shipped.filter(({ path }) => path.startsWith('server/') && levelOf(path) < 0);
    none(
      strangers.map(({ path }) => path),
      'files that DESIGN does not know',
    );
  });

  it('lets imports point down only', () => {
    const offences = shipped.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target?.startsWith('server/') && levelOf(path) >= 0 && levelOf(target) > levelOf(path))
        .map(({ target, line }) => `${path}:${line} (${levels[levelOf(path)]?.[0]}) imports ${target}`),
    );
    none(offences, 'imports that point up');
  });

  it('lets rules know sdk.ts and the files of their own folder, and nothing else', () => {
    const offences = shipped
      .filter(({ path }) => path.startsWith('rules/'))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ target }) => target !== 'server/sdk.ts' && path !== 'rules/index.ts')
          .filter(({ target }) => !target?.startsWith(path.replace(/\.ts$/, '/')))
          .map(({ specifier, line }) => `${path}:${line} imports ${specifier}`),
      );
    none(offences, 'imports of rules');
  });

  it('lets only the composition roots know the rules', () => {
    const offences = shipped
      .filter(({ path }) => path.startsWith('server/') && levelOf(path) < levels.length - 1)
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ target }) => /^rules\/.*\.ts$/.test(target ?? ''))
          .map(({ line, specifier }) => `${path}:${line} imports ${specifier}`),
      );
    none(offences, 'lint is given its rules');
  });

  it('keeps the client apart from the server', () => {
    const offences = shipped
      .filter(({ path }) => path.startsWith('client/'))
      .flatMap(({ path, imports }) =>
        imports.filter(({ target }) => target && !target.startsWith('client/')).map(({ line }) => `${path}:${line}`),
      );
    none(offences, 'the client speaks to the server over the protocol only');
  });

  it('reserves packages and built-in modules', () => {
    const offences = shipped.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => reserved.some(([what, where]) => what.test(specifier) && !where.test(path)))
        .map(({ specifier, line }) => `${path}:${line} imports ${specifier}`),
    );
    none(offences, 'reserved for others');
  });

  it('neither evaluates code nor calls the network', () => {
    const calls =
      /\b(eval|fetch|XMLHttpRequest|WebSocket)\s*\(|\bnew\s+(Function|Script)\b|\brunIn\w*Context\((?!')|\bimport\((?!')/;
    const offences = shipped
      // The bundles that lie beside the door are run by one file, from what V8 compiled of them.
      .filter(({ path }) => path.startsWith('server/') && path !== 'server/command/code-cache.ts')
      .flatMap(({ path, text }) =>
        literalsAndCode(text)
          .code.filter((line) => calls.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      );
    none(offences, 'code that could run or reach what it analyses');
  });

  it('mentions no rule outside rules/', () => {
    const offences = shipped
      .filter(({ path }) => !path.startsWith('rules/'))
      .flatMap(({ path, text }) =>
        literalsAndCode(text)
          .literals.filter((literal) => ids.includes(literal))
          .map((literal) => `${path}: ${literal}`),
      );
    none(offences, 'rule ids in the engine');
  });

  it('names files in kebab case, by what they hold', () => {
    const offences = everything
      .map(({ path }) => path)
      .filter((path) => !/^[a-z\d.]+(-[a-z\d.]+)*$/.test(posix.basename(path)) || forbiddenWords.test(path));
    none(offences, 'names that say nothing');
  });

  it('keeps files short', () => {
    const lengths = shipped.map(({ lines }) => lines).sort((a, b) => a - b);
    const at = (share: number): number => lengths[Math.floor((lengths.length - 1) * share)] ?? 0;
    none(
      everything.filter(({ lines }) => lines > 350).map(({ path, lines }) => `${path}: ${lines} lines`),
      'files above 350 lines',
    );
    assert.ok(at(0.95) <= 250, `95 % of the files have at most ${at(0.95)} lines; 250 are allowed`);
    assert.ok(at(0.5) <= 100, `the median file has ${at(0.5)} lines`);
  });

  it('keeps documents at the root few', () => {
    const documents = readdirSync('.').filter((name) => name.endsWith('.md') || name === 'LICENSE');
    assert.deepEqual(documents.sort(), [
      'ARCHITECTURE.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
    ]);
  });
});
