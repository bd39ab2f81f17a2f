/** How long something is valid that is written with its end. */
const day = 86_400_000;

/** Undefined where the start is not written, unless the end is so far away that it does not matter. */
export function daysBetween(start: string | undefined, end: string): number | undefined {
  const to = Date.parse(end);
  if (Number.isNaN(to)) return undefined;
  const from = start === undefined ? Number.NaN : Date.parse(start);
  if (!Number.isNaN(from)) return (to - from) / day;
  return /^(?:2[1-9]\d\d|[3-9]\d{3})-/.test(end) ? Number.POSITIVE_INFINITY : undefined;
}

/** The end after so many days, written as this one: a day, or a moment without fractions. */
export function endAfter(start: string | undefined, days: number, like: string): string | undefined {
  const from = Date.parse(start ?? '');
  if (Number.isNaN(from)) return undefined;
  const end = new Date(from + days * day).toISOString();
  return like.length === 10 ? end.slice(0, 10) : end.replace(/\.\d+Z$/, 'Z');
}
