/** Texts in which a value stands where a whole query or a whole command stands: what is around it changes nothing about who writes it. */
import type { SinkKind } from '../../models/model.ts';
import { type Graph, idOf, type Node } from '../graph.ts';

interface Around {
  before: RegExp;
  after: RegExp;
}

const around: Partial<Record<SinkKind, Around>> = {
  // Nothing is a query but from its first word on: `${sql} LIMIT 100`, `EXPLAIN ${sql}`, `SELECT * FROM (${sql}) AS q`.
  sql: { before: /(?:^|;|\bfrom\s*\(|\bas\s*\(|\bexplain\b[\w\s(),]*)\s*$/i, after: /^/ },
  // `${command} 2>&1`, `cd /work && ${command}; pwd`: a name of a program and its arguments, up to the next operator.
  command: { before: /(?:^|[;&|]|\()\s*$/, after: /^\s*(?:$|[;&|)]|\d?>)/ },
};

/** True when the part stands in the text as a whole query or command of its own. */
export function isWholeCommand(graph: Graph, kind: SinkKind, part: Node | undefined, text: Node): boolean {
  const value = graph.value(text);
  const sides = around[kind];
  if (part === undefined || !sides || value.kind !== 'template') return false;
  const index = value.parts.indexOf(idOf(part));
  // Behind another part nobody knows what stands there, unless the text between them says it.
  const before = value.texts[index] ?? '';
  if (index < 0 || (index > 0 && before.trim() === '')) return false;
  return sides.before.test(before) && sides.after.test(value.texts[index + 1] ?? '');
}
