import type { TreeFinding } from '../../client/protocol.ts';

/** A finding on one line of a file, with what a test wants otherwise. */
export function finding(line: number, others: Partial<TreeFinding> = {}): TreeFinding {
  return {
    id: `print-${line}`,
    rule: 'leaky-gate',
    title: 'Gate that stands open',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    uri: 'file:///castle/gate.ts',
    range: range(line, 4, 10),
    message: 'The `gate` is open',
    steps: [],
    ...others,
  };
}

/** A range on one line. */
export function range(line: number, start: number, end: number): TreeFinding['range'] {
  return { start: { line, character: start }, end: { line, character: end } };
}
