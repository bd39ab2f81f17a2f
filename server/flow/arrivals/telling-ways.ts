/** Which ways from a source to a place are told: the first one, and those that differ from it in what a reader would mend. */
import { type createBarriers, isGuardable } from '../checks/barriers.ts';
import type { FoundPath, Way } from './paths.ts';
import { handedToLogger } from './shown-places.ts';

interface TellingWaysInput {
  barriers: ReturnType<typeof createBarriers>;
  isMeant(path: FoundPath): boolean;
  isTelling(path: FoundPath): boolean;
}

/** Returns what gives, of a way and those that join it or come by other calls, the ones that are told. */
export function createTellingWays({ barriers, isMeant, isTelling }: TellingWaysInput) {
  function tellingWays(path: FoundPath): FoundPath[] {
    if (path.arrival.row.kind === 'log-record') return records(path);
    return isTelling(path) ? [path] : (unchecked(path) ?? []);
  }

  // One value may be handed to a logger of the project in several places, and each of them is to be mended.
  function records(path: FoundPath): FoundPath[] {
    const told = new Set<string>();
    const isElsewhere = ({ steps }: FoundPath): boolean => {
      const at = handedToLogger(steps);
      const key = `${at?.file}|${at?.start}`;
      return at !== undefined && !told.has(key) && told.add(key).has(key);
    };
    const others = isElsewhere(path) ? [...path.others()].map((way) => way.told()).filter(isElsewhere) : [];
    return [path, ...others].filter(isTelling);
  }

  // Where one of the fields that come together was checked, or one of the calls, and another one was not.
  function unchecked(path: FoundPath): FoundPath[] | undefined {
    if (!isGuardable(path.root) || !isMeant(path)) return undefined;
    const barrier = barriers.barrierOf(path);
    if (barrier?.kind !== 'clean') return undefined;
    const telling = (ways: Iterable<Way>): FoundPath[] | undefined => {
      for (const way of ways) {
        // Most ways pass the check that the first one has passed.
        const other = barrier.entry && barriers.isCleanBehind(barrier.entry, way) ? undefined : way.told();
        if (other && isTelling(other)) return [other];
      }
      return undefined;
    };
    const others = [...path.others()];
    return telling(others) ?? telling(others.slice(0, 3).flatMap((other) => [...other.others()]));
  }

  return tellingWays;
}
