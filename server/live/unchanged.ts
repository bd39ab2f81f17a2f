/** What an earlier look said of files that did not change since, while nobody has looked at those that did. */
import type { Finding, Place } from '../finding.ts';
import type { LintResult } from '../lint.ts';

type Told = Omit<LintResult, 'stats'>;

/** What is left of a result where no place of it, nor of a fix, lies in a file that changed. */
export function ofUnchanged(result: Told, isChanged: (file: string) => boolean): Told {
  const isLeft = ({ file }: Place): boolean => !isChanged(file);
  const isWhole = ({ at, path, related, masks, fixes }: Finding): boolean =>
    [at, ...path, ...related, ...masks, ...fixes.flatMap(({ edits }) => edits)].every(isLeft);
  return {
    ...result,
    findings: result.findings.filter(isWhole),
    suppressed: result.suppressed.filter(({ at, finding }) => isLeft(at) && isWhole(finding)),
    problems: result.problems.filter(({ at }) => isLeft(at)),
    masks: result.masks.filter(isLeft),
    warnings: result.warnings.filter(({ file }) => file === undefined || !isChanged(file)),
  };
}
