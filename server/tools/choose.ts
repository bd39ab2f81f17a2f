/** Which fixes are taken, and the texts that they lead to. */
import type { Finding, Fix } from '../finding.ts';
import { applyFixes, compatible } from '../fix.ts';
import type { LintOptions } from '../lint.ts';
import type { ReportedFinding } from '../report/json-shape.ts';
import { shownFinding } from './answer.ts';
import { type Change, ToolError, type ToolHost, type ToolWorkspace } from './host.ts';

/** The findings that are asked for. */
interface Among {
  rule: string | undefined;
  /** As the session calls it. */
  file: string | undefined;
}

export interface Chosen {
  changes: Change[];
  fixes: { rule: string; title: string; safety: Fix['safety']; at: ReportedFinding['at']; finding: string }[];
}

// A fix may make room for another; a pair that undoes each other must end all the same.
const maxRounds = 10;

/** The first safe fix of every finding, again and again until none is left. */
export function chooseSafe(host: ToolHost, workspace: ToolWorkspace, among: Among): Chosen {
  const changes = new Map<string, Change>();
  const fixes: Chosen['fixes'] = [];
  for (let round = 0; round < maxRounds; round++) {
    const texts = new Map(Array.from(changes, ([file, { after }]) => [file, after]));
    const isDone = workspace.over(texts, () => {
      const wanted = found(host, workspace, among, {}).flatMap((finding) => {
        const safe = finding.fixes.find(({ safety }) => safety === 'safe');
        return safe ? [{ finding, fix: safe }] : [];
      });
      const session = workspace.session();
      const applied = compatible(wanted.map(({ fix }) => fix));
      const { texts: after } = applyFixes(applied, (file) => session.text(file));
      const changed = [...after].filter(([file, text]) => text !== session.text(file));
      if (changed.length === 0) return true;
      fixes.push(...wanted.filter(({ fix }) => applied.includes(fix)).map((each) => told(host, workspace, each)));
      for (const [file, text] of changed)
        changes.set(file, { before: session.text(file), ...changes.get(file), file, after: text });
      return false;
    });
    if (isDone) break;
  }
  return { changes: [...changes.values()], fixes };
}

/** The fix of one finding; its only safe one unless a title names another. */
export function chooseOne(
  host: ToolHost,
  workspace: ToolWorkspace,
  { fingerprint, title, ...among }: Among & { fingerprint: string; title: string | undefined },
): Chosen {
  // Whoever has the fingerprint saw the finding, with whatever options.
  const everything = { isPedantic: true, includeTests: true, severity: 'info', confidence: 'low' } as const;
  const finding = found(host, workspace, among, everything).find((each) => each.fingerprint === fingerprint);
  if (!finding) return { changes: [], fixes: [] };
  const titles = finding.fixes.map((fix) => `"${fix.title}" (${fix.safety})`).join(', ');
  if (titles === '') throw new ToolError(`No fix is known for this finding. ${finding.help}`);
  const fix =
    title === undefined
      ? finding.fixes.find(({ safety }) => safety === 'safe')
      : finding.fixes.find((each) => each.title === title);
  if (!fix) {
    const wrong = title === undefined ? 'This finding has no safe fix' : `This finding has no fix "${title}"`;
    throw new ToolError(`${wrong}; name one by its title: ${titles}.`);
  }
  const session = workspace.session();
  const { texts } = applyFixes([fix], (file) => session.text(file));
  const changes = Array.from(texts, ([file, after]) => ({ file, before: session.text(file), after }));
  return { changes, fixes: [told(host, workspace, { finding, fix })] };
}

function found(host: ToolHost, workspace: ToolWorkspace, { rule, file }: Among, more: Partial<LintOptions>): Finding[] {
  const only = rule === undefined ? {} : { only: [rule] };
  const { findings } = workspace.lint({ rules: host.rules, ...only, ...more });
  return findings.filter(({ at }) => file === undefined || at.file === file);
}

function told(
  host: ToolHost,
  workspace: ToolWorkspace,
  { finding, fix }: { finding: Finding; fix: Fix },
): Chosen['fixes'][number] {
  const { at } = shownFinding(host, workspace, finding);
  return { rule: finding.rule, title: fix.title, safety: fix.safety, at, finding: finding.fingerprint };
}
