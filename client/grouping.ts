/** The tree of findings as plain data: by pillar and rule, by rule, or by file. */
import { groups } from './groups.ts';
import type { TreeFinding } from './protocol.ts';

export const groupings = ['pillar', 'rule', 'file'] as const;
export type Grouping = (typeof groupings)[number];

export interface GroupNode {
  kind: Grouping;
  /** The pillar, the id of the rule or the URI of the file. */
  value: string;
  /** Unique in the tree, and the same as long as the group exists. */
  key: string;
  label: string;
  findings: readonly TreeFinding[];
  children: TreeNode[];
}

export interface FindingNode {
  kind: 'finding';
  key: string;
  finding: TreeFinding;
}

export type TreeNode = GroupNode | FindingNode;

const pillars = ['identity', 'access', 'monitoring'];
const severities = ['error', 'warning', 'info'];

/** The roots of the tree; `shown` gives the words for a file. The order of the findings does not matter. */
export function grouped(
  findings: readonly TreeFinding[],
  grouping: Grouping,
  shown: (uri: string) => string,
): TreeNode[] {
  const sorted = findings.toSorted((a, b) => byPlace(a, b) || compare(a.rule, b.rule) || compare(a.id, b.id));
  if (grouping === 'file') return byFile(sorted, shown);
  return grouping === 'rule' ? byRule(sorted, shown, '') : byPillar(sorted, shown);
}

function byPillar(findings: TreeFinding[], shown: (uri: string) => string): GroupNode[] {
  return [...groups(findings, (finding) => finding.pillar)]
    .map(([pillar, inside]) => ({
      kind: 'pillar' as const,
      value: pillar,
      key: pillar,
      label: `${pillar.charAt(0).toUpperCase()}${pillar.slice(1)}`,
      findings: inside,
      children: byRule(inside, shown, `${pillar}/`),
    }))
    .toSorted((a, b) => pillars.indexOf(a.value) - pillars.indexOf(b.value));
}

function byRule(findings: TreeFinding[], shown: (uri: string) => string, above: string): GroupNode[] {
  return [...groups(findings, (finding) => finding.rule)]
    .map(([rule, inside]) => {
      const key = `${above}${rule}`;
      const files = byFile(inside, shown, `${key}/`);
      // One file needs no level of its own: the finding says where it is.
      const children = files.length === 1 ? leaves(inside, `${key}/`) : files;
      return { kind: 'rule' as const, value: rule, key, label: inside[0]?.title ?? rule, findings: inside, children };
    })
    .toSorted((a, b) => worst(a.findings) - worst(b.findings) || compare(a.label, b.label));
}

function byFile(findings: TreeFinding[], shown: (uri: string) => string, above = ''): GroupNode[] {
  return [...groups(findings, (finding) => finding.uri)]
    .map(([uri, inside]) => {
      const key = `${above}${uri}`;
      return {
        kind: 'file' as const,
        value: uri,
        key,
        label: shown(uri),
        findings: inside,
        children: leaves(inside, `${key}/`),
      };
    })
    .toSorted((a, b) => compare(a.label, b.label));
}

function leaves(findings: TreeFinding[], above: string): FindingNode[] {
  return findings.map((finding, index) => ({ kind: 'finding', key: `${above}${finding.id}/${index}`, finding }));
}

/** The severest of the findings. */
export function severest(findings: readonly TreeFinding[]): TreeFinding['severity'] | undefined {
  return findings.map(({ severity }) => severity).sort((a, b) => severities.indexOf(a) - severities.indexOf(b))[0];
}

function worst(findings: readonly TreeFinding[]): number {
  return Math.min(...findings.map(({ severity }) => severities.indexOf(severity)));
}

function byPlace(a: TreeFinding, b: TreeFinding): number {
  const [one, two] = [a.range.start, b.range.start];
  return compare(a.uri, b.uri) || one.line - two.line || one.character - two.character;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
