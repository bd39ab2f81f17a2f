/** At which place of its way a person is shown that a value arrives. */
import type { Flow } from '../../context.ts';
import { isWithin, type Place, type Step } from '../../finding.ts';

const byLogger = /^passed to `_?(log|info|debug|warn|error|trace|verbose|fatal|notice|print|write|audit|track)\w*`/i;
const byNamedLogger = /^passed to `\w*([a-z_]Log|_log|Logger)`/;

/** Where a logger of the project is called; else the innermost place inside of what is recorded. */
export function recordedAt({ steps, sink }: Flow): Place {
  const before = steps.at(-2);
  return handedToLogger(steps) ?? bare(before && isWithin(before, sink) ? before : sink);
}

/** Where a way goes into a logger of the project; undefined where it is recorded without one. */
export function handedToLogger(steps: readonly Step[]): Place | undefined {
  const handed = steps.find(({ note }) => byLogger.test(note) || byNamedLogger.test(note));
  return handed && bare(handed);
}

/** The smallest place of the way that lies in the whole; the whole where none does. */
export function innermost(steps: readonly Step[], whole: Place): Place {
  const inside = steps.filter((step) => isWithin(step, whole));
  const [smallest = whole] = inside.toSorted((a, b) => a.end - a.start - (b.end - b.start));
  return bare(smallest);
}

function bare({ file, start, end }: Place): Place {
  return { file, start, end };
}
