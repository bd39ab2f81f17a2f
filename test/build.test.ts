/** The bundle that ships. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const server = fileURLToPath(new URL('../dist/server.cjs', import.meta.url));
const languageServer = fileURLToPath(new URL('../dist/language-server.cjs', import.meta.url));
const sdk = fileURLToPath(new URL('../dist/mcp-sdk.cjs', import.meta.url));
const compiler = fileURLToPath(new URL('../dist/ts-morph.cjs', import.meta.url));
const program = fileURLToPath(new URL('../dist/program.cjs', import.meta.url));
const engine = fileURLToPath(new URL('../dist/engine.cjs', import.meta.url));
const pages = fileURLToPath(new URL('../dist/pages.json', import.meta.url));

/** Runs the command inside a process that tells at its end which files it loaded. */
function run(...args: string[]): { output: string; loaded: string[] } {
  return runBundle(cli, args, '');
}

function runBundle(bundle: string, args: string[], input: string): { output: string; loaded: string[] } {
  const spy = `import { createRequire } from 'node:module';
    const { cache } = createRequire(${JSON.stringify(bundle)});
    process.on('exit', () => console.log('\\n' + JSON.stringify(Object.keys(cache))));`;
  const first = `data:text/javascript,${encodeURIComponent(spy)}`;
  const output = execFileSync(process.execPath, ['--import', first, bundle, ...args], { encoding: 'utf8', input });
  const [loaded = '', ...rest] = output.trimEnd().split('\n').reverse();
  return { output: rest.reverse().join('\n').trim(), loaded: JSON.parse(loaded) as string[] };
}

describe('bundle', () => {
  it('answers --version without the engine, the compiler and the SDK of MCP', () => {
    const { output, loaded } = run('--version');
    assert.equal(output, manifest.version);
    assert.ok(loaded.includes(cli), loaded.join('\n'));
    assert.deepEqual(
      [engine, compiler, sdk, pages].filter((bundle) => loaded.includes(bundle)),
      [],
    );
  });

  it('has no way to start a program', () => {
    for (const bundle of [cli, program, engine, compiler])
      assert.doesNotMatch(readFileSync(bundle, 'utf8'), /require\((["'])(node:)?child_process\1\)/, bundle);
  });

  it('is text of ASCII alone, of which V8 holds a byte for each character: one other makes it two for all', () => {
    for (const bundle of [program, engine, compiler, server, languageServer])
      assert.doesNotMatch(readFileSync(bundle, 'latin1'), /[^\0-\x7F]/, bundle);
  });

  it('reads the pages of the rules where one is shown', () => {
    const { output, loaded } = run('explain', 'token-in-url');
    assert.ok(output.startsWith('# ') && loaded.includes(pages), loaded.join('\n'));
  });

  it('needs no compiler where there is nothing, and no engine either where there is nothing new', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-bundle-'));
    try {
      const check = (): string[] => run('check', join(folder, 'agent'), '--cache-location', folder).loaded;
      mkdirSync(join(folder, 'agent'));
      assert.ok(!check().includes(compiler), 'an empty directory');
      writeFileSync(
        join(folder, 'agent', 'server.ts'),
        `import express from 'express';\nexport const app = express();\n`,
      );
      assert.ok(check().includes(compiler), 'a file that nobody has seen');
      const again = check();
      assert.ok(!again.includes(compiler) && !again.includes(engine), `what was seen before: ${again.join('\n')}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('lints without the SDK of MCP and the pages of the rules', () => {
    // An earlier run may have left its answer.
    const { loaded } = run('check', 'scripts/build.mjs', '--no-cache');
    assert.ok(loaded.includes(compiler) && !loaded.includes(sdk) && !loaded.includes(pages), loaded.join('\n'));
  });

  it('speaks the protocol of editors without the compiler, which is for the thread beside', () => {
    const messages = [
      { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
      { method: 'initialized', params: {} },
      { id: 2, method: 'shutdown' },
      { method: 'exit' },
    ];
    const input = messages.map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }));
    const framed = input.map((text) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`).join('');
    const { loaded } = runBundle(server, ['--stdio'], framed);
    assert.ok(loaded.includes(server) && !loaded.includes(compiler), loaded.join('\n'));
  });

  it('can be started by its name', () => {
    for (const command of [cli, server]) {
      assert.match(readFileSync(command, 'utf8'), /^#!\/usr\/bin\/env node\n/);
      accessSync(command, constants.X_OK);
    }
  });
});
