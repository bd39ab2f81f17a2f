/** The command line of desktop VS Code as far as `@vscode/test-electron` uses it, answered by the server of VS Code. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { vscodeServer } from './install.ts';
import { runInExtensionHost } from './extension-host.ts';
import { installExtension } from './server.ts';
import { versions } from './versions.ts';

const { values, positionals } = parseArgs({
  options: {
    'extensions-dir': { type: 'string' },
    'install-extension': { type: 'string' },
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
  },
  allowPositionals: true,
  // Desktop VS Code knows more options; none of those means anything here.
  strict: false,
});

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new Error(`The stand-in for VS Code needs ${name}.`);
  return value;
}

const wanted = process.env.EDITOR_STAND_IN;
const source = versions.find(({ name }) => name === wanted);
if (!source)
  throw new Error(`EDITOR_STAND_IN is ${wanted}; it must be ${versions.map(({ name }) => name).join(' or ')}.`);
const server = vscodeServer(source);
const extensions = text('--extensions-dir', values['extensions-dir']);
const extension = values['install-extension'];
if (typeof extension === 'string') installExtension(server, extension, extensions);
else
  process.exitCode = await runInExtensionHost(server, {
    workspace: text('a folder', positionals[0]),
    development: text('--extensionDevelopmentPath', values.extensionDevelopmentPath),
    tests: text('--extensionTestsPath', values.extensionTestsPath),
    extensions,
  });
