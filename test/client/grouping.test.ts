/** The tree of findings as data. */
import assert from 'node:assert/strict';
import { grouped, type Grouping, severest, type TreeNode } from '../../client/grouping.ts';
import { finding } from './finding-samples.ts';

const shown = (uri: string): string => uri.replace('file:///castle/', '');
const wall = 'file:///castle/wall.ts';
const findings = [
  finding(9, { uri: wall }),
  finding(3),
  finding(5, { rule: 'loose-key', title: 'Key for every door', severity: 'warning' }),
  finding(7, { rule: 'quiet-guard', title: 'Guard who tells nobody', pillar: 'monitoring', severity: 'info' }),
  finding(1, { rule: 'borrowed-seal', title: 'Seal of another', pillar: 'identity' }),
];

/** The tree as text: groups with their counts, findings with their lines. */
function drawn(nodes: readonly TreeNode[], indent = ''): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'finding') return [`${indent}${node.finding.range.start.line}`];
    return [`${indent}${node.label} (${node.findings.length})`, ...drawn(node.children, `${indent}  `)];
  });
}

describe('tree of findings', () => {
  const trees: Record<Grouping, string[]> = {
    pillar: [
      'Identity (1)',
      '  Seal of another (1)',
      '    1',
      'Access (3)',
      '  Gate that stands open (2)',
      '    gate.ts (1)',
      '      3',
      '    wall.ts (1)',
      '      9',
      '  Key for every door (1)',
      '    5',
      'Monitoring (1)',
      '  Guard who tells nobody (1)',
      '    7',
    ],
    rule: [
      'Gate that stands open (2)',
      '  gate.ts (1)',
      '    3',
      '  wall.ts (1)',
      '    9',
      'Seal of another (1)',
      '  1',
      'Key for every door (1)',
      '  5',
      'Guard who tells nobody (1)',
      '  7',
    ],
    file: ['gate.ts (4)', '  1', '  3', '  5', '  7', 'wall.ts (1)', '  9'],
  };
  for (const [grouping, tree] of Object.entries(trees) as [Grouping, string[]][]) {
    it(`groups by ${grouping}, whatever the order of the findings`, () => {
      assert.deepEqual(drawn(grouped(findings, grouping, shown)), tree);
      assert.deepEqual(drawn(grouped(findings.toReversed(), grouping, shown)), tree);
    });
  }

  it('gives every node a key of its own, even where fingerprints are alike', () => {
    const keys = (nodes: readonly TreeNode[]): string[] =>
      nodes.flatMap((node) => [node.key, ...(node.kind === 'finding' ? [] : keys(node.children))]);
    for (const grouping of ['pillar', 'rule', 'file'] as const) {
      const all = keys(grouped([...findings, finding(3), finding(30, { id: 'print-3' })], grouping, shown));
      assert.equal(new Set(all).size, all.length, all.join('\n'));
    }
  });

  it('keeps the keys of groups when findings come and go', () => {
    const [before, after] = [findings, findings.slice(1)].map((some) => grouped(some, 'pillar', shown)[1]?.key);
    assert.equal(before, after);
  });

  it('tells the severest of its findings', () => {
    assert.equal(severest(findings.slice(2, 4)), 'warning');
    assert.equal(severest([]), undefined);
  });
});
