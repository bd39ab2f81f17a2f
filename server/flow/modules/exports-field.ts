/** The `exports` and `imports` fields of a package.json, read for every condition at once (Node.js: Packages, subpath exports). */
import { toObject } from './json.ts';

// These stand for another run time than the one that an agent has; they count when nothing else is there.
const elsewhere = new Set(['browser', 'react-native', 'worker', 'edge-light', 'react-server']);

/** Targets of an `exports` key (`.`, `./sub`), the likeliest first; [] when the package does not offer it. */
export function exportTargets(exports: unknown, key: string): string[] {
  const map = toObject(exports);
  const hasKeys = map !== undefined && Object.keys(map).some((name) => name.startsWith('.'));
  if (!hasKeys) return key === '.' ? leaves(exports, '') : [];
  return fieldTargets(map, key);
}

/** Targets of a key in a map of subpaths: exact, else by the pattern with the longest prefix. */
export function fieldTargets(map: Record<string, unknown>, key: string): string[] {
  if (Object.hasOwn(map, key) && !key.includes('*')) return leaves(map[key], '');
  let best: { prefix: number; name: string; middle: string } | undefined;
  for (const name of Object.keys(map)) {
    const star = name.endsWith('/') ? name.length : name.indexOf('*');
    if (star < 0 || !key.startsWith(name.slice(0, star))) continue;
    const suffix = name.slice(star + 1);
    if (key.length < star + suffix.length + 1 || !key.endsWith(suffix) || (best && best.prefix >= star)) continue;
    best = { prefix: star, name, middle: key.slice(star, key.length - suffix.length) };
  }
  return best ? leaves(map[best.name], best.middle) : [];
}

function leaves(value: unknown, middle: string): string[] {
  const near: string[] = [];
  const far: string[] = [];
  const visit = (at: unknown, isElsewhere: boolean): void => {
    if (typeof at === 'string')
      (isElsewhere ? far : near).push(at.endsWith('/') ? at + middle : at.replaceAll('*', middle));
    else if (Array.isArray(at)) for (const item of at) visit(item, isElsewhere);
    else
      for (const [condition, inner] of Object.entries(toObject(at) ?? {}))
        visit(inner, isElsewhere || elsewhere.has(condition));
  };
  visit(value, false);
  return [...near, ...far];
}
