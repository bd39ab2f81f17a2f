/** Which severity and which confidence counts for more. */
import type { Confidence, Severity } from './finding.ts';

const order: readonly (Severity | Confidence)[] = ['info', 'warning', 'error', 'low', 'medium', 'high'];

/** True when the level is the least one or above it. */
export function isAtLeast<T extends Severity | Confidence>(level: T, least: T): boolean {
  return order.indexOf(level) >= order.indexOf(least);
}
