/** What the extension host calls: runs the suite that EDITOR_SUITE names, and writes its report to EDITOR_REPORT. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { format } from 'node:util';

/** Rejects when a test failed; the editor then ends with an exit code other than 0. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 90_000, forbidOnly: true, reporter: 'spec' });
  mocha.grep(process.env.EDITOR_GREP ?? '');
  mocha.addFile(join(__dirname, `${process.env.EDITOR_SUITE}.cjs`));
  const report = process.env.EDITOR_REPORT ?? '';
  Mocha.reporters.Base.consoleLog = (...values) => appendFileSync(report, `${format(...values)}\n`);
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
