/** `npm run package`: builds and writes bailiwick.vsix; says what is in it and how large it is. */
import { statSync } from 'node:fs';
import process from 'node:process';
import { run } from './ensure-install.mjs';

const file = 'bailiwick.vsix';
const steps = [['scripts/build.mjs'], ['scripts/pack.mjs', file]];
for (const step of steps) {
  const code = run(process.execPath, step);
  if (code !== 0) process.exit(code);
}
console.log(`${file}: ${(statSync(file).size / 1e6).toFixed(2)} MB`);
