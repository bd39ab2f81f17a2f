/** What a command was called with: a node of a tree, what the server put into a lens or an action, or nothing. */
import type { TreeFinding } from '../protocol.ts';

/** The findings that are meant: a node's, or those of a URI and fingerprints; undefined when nothing was given. */
export function meantFindings(args: readonly unknown[], findings: readonly TreeFinding[]): TreeFinding[] | undefined {
  const [first, second] = args;
  if (isRecord(first)) {
    // The tree may have been renewed since the menu was opened.
    const ids = [first['finding'], ...asList(first['findings'])].flatMap((finding) =>
      isRecord(finding) ? finding['id'] : [],
    );
    return findings.filter(({ id }) => ids.includes(id));
  }
  if (first === undefined) return undefined;
  return findings.filter(({ id }) => asList(second).includes(id));
}

/** The id of the rule that is meant: the argument itself, or that of a node. */
export function meantRule([first]: readonly unknown[]): string | undefined {
  if (typeof first === 'string') return first;
  if (!isRecord(first)) return undefined;
  const { finding, kind, value } = first;
  if (isRecord(finding) && typeof finding['rule'] === 'string') return finding['rule'];
  return kind === 'rule' && typeof value === 'string' ? value : undefined;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
