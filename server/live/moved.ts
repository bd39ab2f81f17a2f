/** Where a finding stands after an edit that it has nothing to do with. */
import type { Finding, Fix, Place } from '../finding.ts';
import type { Change } from '../text-change.ts';

/** The finding with its places in `file` as they are after the change; undefined where one of them was changed. */
export function moved(finding: Finding, file: string, change: Change): Finding | undefined {
  const isWhole = [finding.at, ...finding.path].every((place) => isKept(place, file, change));
  if (!isWhole) return undefined;
  const shift = <T extends Place>(places: readonly T[]): T[] =>
    places.flatMap((place) => (isKept(place, file, change) ? [shifted(place, file, change)] : []));
  return {
    ...finding,
    at: shifted(finding.at, file, change),
    path: shift(finding.path),
    related: shift(finding.related),
    masks: shift(finding.masks),
    fixes: finding.fixes.flatMap((fix) => movedFix(fix, file, change) ?? []),
  };
}

function movedFix(fix: Fix, file: string, change: Change): Fix | undefined {
  if (!fix.edits.every((edit) => isKept(edit, file, change))) return undefined;
  return { ...fix, edits: fix.edits.map((edit) => shifted(edit, file, change)) };
}

function isKept(place: Place, file: string, { start, end }: Change): boolean {
  return place.file !== file || place.end <= start || place.start >= end;
}

// An empty place where something was inserted stays before it.
function shifted<T extends Place>(place: T, file: string, { start, by }: Change): T {
  if (place.file !== file || place.end <= start) return place;
  return { ...place, start: place.start + by, end: place.end + by };
}
