/** `npm test`: installs if need be, builds, and runs every test that needs no editor, or the files that are named. */
import process from 'node:process';
import { run } from './ensure-install.mjs';

const files = process.argv.slice(2);
const steps = [
  ['scripts/build.mjs'],
  ['node_modules/mocha/bin/mocha.js', ...(files.length > 0 ? files : ['test/**/*.test.ts'])],
];
for (const step of steps) {
  const code = run(process.execPath, step);
  if (code !== 0) process.exit(code);
}
