/** `npm run check`: types, lint, format and generated files; every one runs, and each tells how it went. */
import process from 'node:process';
import { run } from './ensure-install.mjs';

const checks = {
  types: ['typescript/bin/tsc', '-p', '.'],
  lint: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  generated: ['tsx/dist/cli.mjs', 'scripts/generate.ts', '--check'],
};
let failed = 0;
for (const [name, [tool, ...args]] of Object.entries(checks)) {
  const code = run(process.execPath, [`node_modules/${tool}`, ...args]);
  console.log(`${code === 0 ? 'ok' : 'failed'}: ${name}`);
  if (code !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
