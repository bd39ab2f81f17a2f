/** Rewrites a call that decodes a token into one that verifies it, after the pattern of another call of the file. */
import type { Place } from '../../finding.ts';
import { functionAt, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Code } from './code.ts';
import type { TextEdit } from './lists.ts';

/** Two calls: the one that decodes, and the one that shows how tokens are verified in the file. */
export interface Pair {
  decoded: Node;
  other: Node;
  /** Where the claims lie in what `other` returns. */
  claims: string[];
  /** True when the result of `other` is seen to be used without `await`. */
  isSync: boolean;
}

/** The edits; undefined where a name of the pattern is not in scope, or where nothing can be awaited. */
export function verifyLike(graph: Graph, code: Code, text: string, pair: Pair): TextEdit[] | undefined {
  const { decoded, other, claims, isSync } = pair;
  const file = graph.fileOf(other);
  const [from, to] = [graph.value(other), graph.value(decoded)];
  if (graph.fileOf(decoded) !== file || from.kind !== 'call' || to.kind !== 'call') return undefined;
  const isAwaited = file.facts.values.some((value) => value.kind === 'await' && nodeOf(file, value.value) === other);
  if (!isAwaited && !isSync) return undefined;
  if (isAwaited && !functionAt(file, to.owner)?.fact.isAsync) return undefined;
  const [token, ...surplus] = to.args;
  const near: Place = graph.place(decoded);
  const [, ...rest] = from.args;
  if (!token || token.isSpread || surplus.length > 0 || to.typeArgs || to.isNew || from.isNew || rest.length === 0)
    return undefined;
  const callee = codeOf(from.callee);
  const args = rest.map((arg) =>
    code.codeAt({ file, start: arg.start, end: arg.end, value: nodeOf(file, arg.value) }, near),
  );
  if (callee === undefined || args.includes(undefined)) return undefined;
  const [open, close] = isAwaited ? ['(await ', ')'] : ['', ''];
  const members = claims.map((name) => `.${name}`).join('');
  return [
    { start: to.start, end: token.start, text: `${open}${callee}(` },
    { start: token.end, end: to.end, text: `, ${args.join(', ')})${close}${members}` },
  ];

  // The name by which the other call calls, as written there.
  function codeOf(id: number): string | undefined {
    const written = /^(?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$][\w$]*(?=\()/.exec(text.slice(graph.value(other).start))?.[0];
    const end = graph.value(other).start + (written?.length ?? 0);
    if (written === undefined) return undefined;
    return code.codeAt({ file, start: graph.value(other).start, end, value: nodeOf(file, id) }, near);
  }
}
