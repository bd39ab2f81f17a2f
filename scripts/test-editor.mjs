/** `npm run test:editor`: packages the extension, and runs the suites with it in VS Code; see test/editor/run.ts. */
import process from 'node:process';
import { run } from './ensure-install.mjs';

const vsix = 'bailiwick.vsix';
const steps = [
  ['scripts/package.mjs'],
  ['node_modules/tsx/dist/cli.mjs', 'test/editor/run.ts', vsix, ...process.argv.slice(2)],
];
for (const step of steps) {
  const code = run(process.execPath, step);
  if (code !== 0) process.exit(code);
}
