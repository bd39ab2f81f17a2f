/** Runs the server of an example as a process of its own. */
import { build } from 'esbuild';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
// A server whose test is gone ends by itself.
const guard = `data:text/javascript,process.stdin.resume().on('end', () => process.exit())`;

export interface Running extends AsyncDisposable {
  url: string;
  /** Everything that it wrote to its error output. */
  errors(): string;
}

/** Starts `server.ts` of the sources, which prints its port once it listens. */
export async function startExample(
  sources: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): Promise<Running> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-proof-')));
  symlinkSync(packages, join(root, 'node_modules'));
  const outfile = join(root, 'server.mjs');
  await build({
    stdin: { contents: sources['server.ts'] ?? '', sourcefile: 'server.ts', loader: 'ts', resolveDir: root },
    plugins: [
      {
        name: 'sources',
        setup: (setup) => {
          setup.onResolve({ filter: /^\.\// }, ({ path }) => ({ path: `${path.slice(2)}.ts`, namespace: 'sources' }));
          setup.onLoad({ filter: /.*/, namespace: 'sources' }, ({ path }) => ({
            contents: sources[path] ?? '',
            loader: 'ts',
            resolveDir: root,
          }));
        },
      },
    ],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile,
  });
  const child = spawn(process.execPath, ['--import', guard, outfile], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const port = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => Number(line)),
    once(child, 'exit').then(() => Promise.reject(new Error(`the example ended before it listened:\n${errors}`))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    errors: () => errors,
    async [Symbol.asyncDispose]() {
      await end(child);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
