/** What the rules say of themselves, as data: most commands need none of their code. */
import written from '../../rules/metas.json' with { type: 'json' };
import type { RuleMeta } from '../rule.ts';

/** Of all rules, sorted by id. */
// Written from the rules, whose types the compiler checked; its literals are wider than these.
export const metas = written as unknown as readonly RuleMeta[];
