/** Every way in which the fixes of an example may be applied, with the files that result. */
import type { Finding, Fix } from '../../server/finding.ts';
import { applyFixes } from '../../server/fix.ts';
import { lintFiles } from './lint-files.ts';

export interface Trial {
  /** What was chosen. */
  name: string;
  /** The findings that were fixed. */
  fixed: Finding[];
  files: Record<string, string>;
  /** The files that changed. */
  changed: string[];
  /** What is found afterwards. */
  left: Finding[];
}

const maxRounds = 10;

/** Each fix by itself, and for every finding its first fix, over and over until nothing is left to fix. */
export function trials(files: Record<string, string>, findings: readonly Finding[]): Trial[] {
  const alone = findings.flatMap((finding) =>
    finding.fixes.map((fix) => trial(fix.title, files, [finding], apply(files, [fix]))),
  );
  return alone.length > 0 ? [...alone, together(files, findings)] : [];
}

function together(files: Record<string, string>, findings: readonly Finding[]): Trial {
  let now = files;
  let left = findings;
  for (let round = 0; round < maxRounds; round++) {
    const next = apply(now, firstFixes(left));
    if (next === now) break;
    now = next;
    left = lintFiles(now);
  }
  return trial(
    'all together',
    files,
    findings.filter(({ fixes }) => fixes.length > 0),
    now,
  );
}

/** The first fix of every finding. */
export function firstFixes(findings: readonly Finding[]): Fix[] {
  return findings.flatMap(({ fixes }) => fixes.slice(0, 1));
}

/** The files after the fixes; the same object when nothing is to be done. */
export function apply(files: Record<string, string>, fixes: readonly Fix[]): Record<string, string> {
  const { texts } = applyFixes(fixes, (file) => files[file] ?? '');
  return texts.size === 0 ? files : { ...files, ...Object.fromEntries(texts) };
}

function trial(name: string, before: Record<string, string>, fixed: Finding[], files: Record<string, string>): Trial {
  const changed = Object.keys(files).filter((file) => files[file] !== before[file]);
  return { name, fixed, files, changed, left: lintFiles(files) };
}
