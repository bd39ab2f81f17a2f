/** What the specifications demand, and which rules say that they cover it. */
import assert from 'node:assert/strict';
import { rules } from '../rules/index.ts';
import { coverage, coverers } from '../scripts/outputs/coverage.ts';
import { statementSources } from '../scripts/outputs/statements.ts';

const sources = statementSources();
const metas = rules.map(({ meta }) => meta);
const [first] = metas;
assert.ok(first);

describe('statements of the specifications', () => {
  it('are 226, each with a reason or an instead where nothing can be seen', () => {
    const all = sources.flatMap(({ statements }) => statements);
    assert.equal(all.length, 226);
    const silent = all.filter(({ check, reason, instead }) => check === 'never' && !(reason && instead));
    assert.deepEqual(silent, []);
  });

  it('are named by the rules as they are called', () => {
    const covered = coverers(metas, sources);
    assert.ok([...covered.values()].some((ids) => ids.includes('token-passthrough')));
  });

  it('refuse a reference that names none', () => {
    const wrong = { ...first, references: ['norm:authorization-999'] };
    assert.throws(() => coverers([wrong], sources), /"norm:authorization-999" names no statement/);
  });

  it('are not covered by a rule when they cannot be seen', () => {
    const never = new Set(
      sources.flatMap(({ statements }) => statements.filter((s) => s.check === 'never')).map((s) => s.id),
    );
    const claimed = [...coverers(metas, sources)].filter(([id, ids]) => never.has(id) && ids.length > 0);
    assert.deepEqual(claimed, []);
  });

  it('stand on the page with the rule, or with the reason why there is none', () => {
    const [source] = sources;
    assert.ok(source);
    const [one, two] = source.statements;
    assert.ok(one && two);
    const few = [{ ...source, statements: [one, { ...two, reason: 'out of sight' }] }];
    const { text } = coverage([{ ...first, references: [`norm:${one.id}`] }], few);
    assert.match(text, /\| all \| 2 \| 1 \| 50 % \|/);
    assert.match(text, new RegExp(`${one.id} .*\\[\`${first.id}\`\\]`));
    assert.match(text, /out of sight/);
  });
});
