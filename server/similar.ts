/** The candidate that was probably meant, when one is at most a third of its letters away; ties go to the first. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  return alike(word, candidates)[0];
}

/** All candidates that may have been meant, the nearest first. */
export function alike(word: string, candidates: Iterable<string>): string[] {
  const most = Math.max(1, Math.floor(word.length / 3));
  const near: { candidate: string; away: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > most) continue;
    const away = distance(word.toLowerCase(), candidate.toLowerCase());
    if (away <= most) near.push({ candidate, away });
  }
  return near.sort((a, b) => a.away - b.away).map(({ candidate }) => candidate);
}

// Levenshtein, one row at a time, where two letters the wrong way round count as one mistake.
function distance(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const here = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const changed = (above[column - 1] ?? 0) + (isSame ? 0 : 1);
      const swapped = isSwapped ? (before[column - 2] ?? 0) + 1 : Infinity;
      here.push(Math.min((above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1, changed, swapped));
    }
    [before, above] = [above, here];
  }
  return above[to.length] ?? 0;
}
