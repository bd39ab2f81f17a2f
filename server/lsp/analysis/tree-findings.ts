/** All findings of a project, as the tree of our extension shows them. */
import type { Place } from '../../finding.ts';
import type { Analysis } from './analysis.ts';
import type { TreeFinding, TreeStep } from '../protocol/custom-protocol.ts';
import { rangeOf } from '../actions/workspace-edit.ts';

/** The findings whose place is the project's own, with their paths. */
export function treeFindings(analysis: Analysis, isOwn: (path: string) => boolean): TreeFinding[] {
  const titles = new Map(analysis.rules.map(({ meta }) => [meta.id, meta.title]));
  const placed = (place: Place): Omit<TreeStep, 'note'> => ({
    uri: analysis.uri(place.file),
    range: rangeOf(analysis, place),
  });
  return analysis.result.findings
    .filter(({ at }) => isOwn(at.file))
    .map((finding) => ({
      id: finding.fingerprint,
      rule: finding.rule,
      title: titles.get(finding.rule) ?? finding.rule,
      pillar: finding.pillar,
      severity: finding.severity,
      confidence: finding.confidence,
      ...placed(finding.at),
      message: finding.message,
      steps: finding.path.map((step) => ({ ...placed(step), note: step.note })),
    }));
}
