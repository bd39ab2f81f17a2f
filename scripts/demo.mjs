/** `npm run demo`: lints the example agent, whose mistakes are real, so finding them is success. */
import process from 'node:process';
import { run } from './ensure-install.mjs';

const agent = 'scripts/example-agent';
let code = run(process.execPath, ['scripts/build.mjs']);
if (code === 0) {
  console.log(`\n$ bailiwick check ${agent}\n`);
  code = run(process.execPath, ['dist/cli.cjs', 'check', agent]);
  if (code === 1) {
    console.log(`\nThe mistakes above stand in ${agent} on purpose; in your project the exit code would be 1.`);
    console.log('Try it there: node dist/cli.cjs check PATH');
    code = 0;
  }
}
process.exit(code);
