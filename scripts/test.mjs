/** `npm test`: installs if need be, builds, and runs every test that needs no editor, or the files that are named. */
import process from 'node:process';
import { run } from './ensure-install.mjs';

const args = process.argv.slice(2);
const files = args.some((arg) => arg.endsWith('.ts')) ? [] : ['test/**/*.test.ts'];
const steps = [['scripts/build.mjs'], ['node_modules/mocha/bin/mocha.js', ...args, ...files]];
for (const step of steps) {
  const code = run(process.execPath, step);
  if (code !== 0) process.exit(code);
}
