import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Finding } from '../../server/finding.ts';
import { createLines } from '../../server/input/lines.ts';
import { applySuppressions } from '../../server/suppress.ts';

const known = new Set(['token-passthrough', 'broad-scope', 'missing-audience-check']);

function findingAt(rule: string, start: number): Finding {
  const words = { message: '', why: '', help: '', fingerprint: '' };
  const axes = { pillar: 'identity', severity: 'error', confidence: 'high' } as const;
  return {
    rule,
    ...axes,
    ...words,
    at: { file: 'a.ts', start, end: start + 1 },
    path: [],
    related: [],
    fixes: [],
    masks: [],
    isTest: false,
  };
}

/** Suppresses in a text where `<T>`, `<B>` and `<M>` are findings of the three rules, and `//` and block comments are read. */
function suppress(text: string, ran = known) {
  const ids: Record<string, string> = { T: 'token-passthrough', B: 'broad-scope', M: 'missing-audience-check' };
  const findings = Array.from(text.matchAll(/<([TBM])>/g), (hit) => findingAt(ids[hit[1] ?? ''] ?? '', hit.index));
  const comments = Array.from(text.matchAll(/\/\/(.*)|\/\*([\s\S]*?)\*\//g), (hit) => ({
    start: hit.index,
    end: hit.index + hit[0].length,
    text: (hit[1] ?? hit[2] ?? '').trim(),
  }));
  const { kept, suppressed, problems } = applySuppressions(
    findings,
    [{ file: 'a.ts', comments, lines: createLines(text) }],
    { known, ran },
  );
  return {
    kept: kept.map(({ rule }) => rule),
    suppressed: suppressed.map(({ finding, reason }) => `${finding.rule}: ${reason}`),
    problems: problems.map(({ id }) => id),
    helps: problems.map(({ help }) => help),
  };
}

describe('a suppression', () => {
  it('holds for the line below', () => {
    const { kept, suppressed, problems } = suppress('// bailiwick-ignore token-passthrough -- same owner\nfetch(<T>);');
    assert.deepEqual([kept, suppressed, problems], [[], ['token-passthrough: same owner'], []]);
  });

  it('holds for its own line', () => {
    assert.deepEqual(suppress('fetch(<T>); // bailiwick-ignore token-passthrough -- same owner').kept, []);
  });

  it('does not reach two lines down', () => {
    const { kept, problems } = suppress('// bailiwick-ignore token-passthrough -- far\n\nfetch(<T>);');
    assert.deepEqual([kept, problems], [['token-passthrough'], ['unused-suppression']]);
  });

  it('does not reach up', () => {
    assert.deepEqual(suppress('fetch(<T>);\n// bailiwick-ignore token-passthrough -- late').kept, [
      'token-passthrough',
    ]);
  });

  it('behind code does not hide the next line as well', () => {
    const { kept, suppressed } = suppress('a(<T>); // bailiwick-ignore token-passthrough -- a is ours\nb(<T>);');
    assert.deepEqual([kept.length, suppressed.length], [1, 1]);
  });

  it('holds for all findings of its rule on the line, and for no other rule', () => {
    const { kept, suppressed } = suppress('// bailiwick-ignore token-passthrough -- ours\nfetch(<T>, <T>, <B>);');
    assert.deepEqual([kept, suppressed.length], [['broad-scope'], 2]);
  });

  it('may name several rules', () => {
    const { kept, problems } = suppress(
      '// bailiwick-ignore token-passthrough,broad-scope , missing-audience-check -- lab\nfetch(<T>, <B>, <M>);',
    );
    assert.deepEqual([kept, problems], [[], []]);
  });

  it('may stand in a block comment of several lines', () => {
    assert.deepEqual(suppress('/*\n * bailiwick-ignore token-passthrough -- ours\n */\nfetch(<T>);').kept, []);
  });

  it('may hold two directives in a block comment', () => {
    const text =
      '/* bailiwick-ignore token-passthrough -- ours\n   bailiwick-ignore broad-scope -- needed */ fetch(<T>, <B>);';
    assert.deepEqual(suppress(text).suppressed, ['token-passthrough: ours', 'broad-scope: needed']);
  });

  it('keeps dashes inside its reason', () => {
    assert.deepEqual(suppress('// bailiwick-ignore broad-scope -- see ADR -- 12\n<B>').suppressed, [
      'broad-scope: see ADR -- 12',
    ]);
  });

  it('works with CRLF', () => {
    assert.deepEqual(suppress('// bailiwick-ignore broad-scope -- needed\r\n<B>\r\n').suppressed, [
      'broad-scope: needed',
    ]);
  });
});

describe('a suppression that is wrong', () => {
  for (const comment of [
    'token-passthrough',
    'token-passthrough --',
    'token-passthrough --   ',
    'token-passthrough because',
    'token-passthrough — dash',
  ]) {
    it(`without a reason ignores nothing: ${comment}`, () => {
      const { kept, problems } = suppress(`// bailiwick-ignore ${comment}\nfetch(<T>);`);
      assert.deepEqual([kept, problems], [['token-passthrough'], ['suppression-without-reason']]);
    });
  }

  for (const comment of [
    '',
    ' -- all of it',
    ' token-passthrough, -- x',
    '-next-line token-passthrough -- x',
    ': token-passthrough -- x',
    ' token passthrough -- x',
  ]) {
    it(`is said when it names no rule: bailiwick-ignore${comment}`, () => {
      const { kept, problems } = suppress(`// bailiwick-ignore${comment}\nfetch(<T>);`);
      assert.deepEqual([kept, problems], [['token-passthrough'], ['suppression-malformed']]);
    });
  }

  it('names a rule that does not exist, and what was probably meant', () => {
    const { kept, problems, helps } = suppress('// bailiwick-ignore token-pasthrough -- ours\nfetch(<T>);');
    assert.deepEqual(
      [kept, problems, helps],
      [['token-passthrough'], ['suppression-unknown-rule'], ['Did you mean `token-passthrough`?']],
    );
  });

  it('still counts for the rules that exist', () => {
    const { kept, problems } = suppress('// bailiwick-ignore nope, token-passthrough -- ours\nfetch(<T>);');
    assert.deepEqual([kept, problems], [[], ['suppression-unknown-rule']]);
  });

  it('is unused when nothing is reported', () => {
    assert.deepEqual(suppress('// bailiwick-ignore broad-scope -- needed\nfetch();').problems, ['unused-suppression']);
  });

  it('is unused when another comment already does it', () => {
    const text = '// bailiwick-ignore broad-scope -- one\n<B> // bailiwick-ignore broad-scope -- two';
    assert.deepEqual([suppress(text).suppressed.length, suppress(text).problems], [1, ['unused-suppression']]);
  });

  it('is not called unused when its rule did not run', () => {
    assert.deepEqual(suppress('// bailiwick-ignore broad-scope -- needed\nfetch();', new Set()).problems, []);
  });

  it('is no suppression in the middle of a sentence or inside another word', () => {
    assert.deepEqual(suppress('// see bailiwick-ignore in the manual\n// bailiwick-ignored\n').problems, []);
  });
});

describe('suppressions of several files', () => {
  it('hold only in their own', () => {
    const finding = findingAt('broad-scope', 0);
    const text = '// bailiwick-ignore broad-scope -- here';
    const comments = [{ start: 0, end: text.length, text: text.slice(3) }];
    const { kept } = applySuppressions([finding], [{ file: 'b.ts', comments, lines: createLines(text) }], {
      known,
      ran: new Set(),
    });
    assert.deepEqual(kept, [finding]);
  });
});
