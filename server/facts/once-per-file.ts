/** What is worked out of the facts of a file when it is first asked for, and kept as long as they are. */
import type { Facts } from './facts.ts';

/** The same question, answered once for each file. */
export function oncePerFile<T extends object>(workOut: (facts: Facts) => T): (facts: Facts) => T {
  const known = new WeakMap<Facts, T>();
  return (facts) => {
    let answer = known.get(facts);
    if (!answer) known.set(facts, (answer = workOut(facts)));
    return answer;
  };
}
