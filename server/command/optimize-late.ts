/** When V8 compiles what runs often for a second time: later than it would, because most runs are over before that pays. */
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { attempt } from '../input/attempt.ts';

// By the major version of Node. Of others nobody knows what their flags are called, and V8 complains aloud of a wrong one.
const flags: ReadonlyMap<string, readonly string[]> = new Map([
  ['20', ['--interrupt-budget=270000']],
  ['22', ['--invocation-count-for-maglev=3200', '--invocation-count-for-turbofan=24000']],
  ['24', ['--invocation-count-for-maglev=3200', '--invocation-count-for-turbofan=24000']],
]);

/**
 * Makes V8 wait four to eight times as long before it optimizes a function: on a run of seconds its threads otherwise
 * take a third of all processor time for code that is hardly run any more. Where that is not known, all stays as it is.
 */
export function optimizeLate(): void {
  const [major = ''] = process.versions.node.split('.');
  // Other engines that call themselves Node have no such flags.
  for (const flag of flags.get(major) ?? [])
    attempt(
      () => setFlagsFromString(flag),
      () => undefined,
    );
}
