/** Extends the check that a token is alive by the check that it was issued for this server. */
import type { Guard, Value } from '../../facts/facts.ts';
import type { Span } from '../../finding.ts';
import type { Fn } from '../graph.ts';
import type { TextEdit } from './lists.ts';

/** The edits that let `if (!answer.active)` of the function refuse other audiences, too; undefined without exactly one such check. */
export function alsoCompareAudience(
  { file, fact }: Fn,
  text: string,
  { call, code }: { call?: number; code: string },
): TextEdit[] | undefined {
  const { values, guards } = file.facts;
  const checks = guards.flatMap((guard) => {
    const read = guard.start >= fact.start && guard.end <= fact.end ? deadTest(values, guard, call) : undefined;
    return read ? [read] : [];
  });
  const [check] = checks;
  if (!check || checks.length > 1) return undefined;
  const { test, active } = check;
  const compared = (audience: string): TextEdit => ({
    start: test.end,
    end: test.end,
    text: ` || ![${audience}].flat().includes(${code})`,
  });
  const answer = /^!([\w$]+(?:\.[\w$]+)*)\.active$/.exec(text.slice(test.start, test.end))?.[1];
  if (answer !== undefined) return [compared(`${answer}.aud`)];
  // `const { active } = …`: the audience is taken out beside it.
  const isName = text.slice(test.start, test.end) === '!active';
  const isTaken = /[{,]\s*$/.test(text.slice(0, active.start)) && text.slice(active.start, active.end) === 'active';
  if (!isName || !isTaken || /\baud\b/.test(text.slice(fact.start, fact.end))) return undefined;
  return [{ start: active.end, end: active.end, text: ', aud' }, compared('aud')];
}

// As it came: a written type or a schema says which claims there are, and the audience may not be among them.
function isWholeAnswer(values: readonly Value[], id: number, call: number | undefined): boolean {
  const value = values[id];
  if (id === call) return true;
  if (value?.kind === 'await' || (value?.kind === 'cast' && value.isAny))
    return isWholeAnswer(values, value.value, call);
  const [only, ...others] = value?.kind === 'variable' && !value.type ? value.values : [];
  if (only !== undefined && others.length === 0) return isWholeAnswer(values, only, call);
  const callee = value?.kind === 'call' ? values[value.callee] : undefined;
  return callee?.kind === 'member' && callee.name === 'json';
}

// The side that leaves is taken when the token is not active.
function deadTest(
  values: readonly Value[],
  { test, thenExit }: Guard,
  call: number | undefined,
): { test: Span; active: Span } | undefined {
  const value = values[test];
  const read = value?.kind === 'unary' && value.op === '!' ? values[value.value] : undefined;
  const [only] = read?.kind === 'variable' ? read.values : [];
  const taken = only === undefined ? read : values[only];
  if (!thenExit || !value || !read || taken?.kind !== 'member' || taken.name !== 'active') return undefined;
  if (!isWholeAnswer(values, taken.base, call)) return undefined;
  return { test: value, active: read };
}
