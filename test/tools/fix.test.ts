/** Which fixes the tool takes, over rules that report words. */
import assert from 'node:assert/strict';
import type { Fix } from '../../server/finding.ts';
import { lint } from '../../server/lint.ts';
import type { Rule } from '../../server/rule.ts';
import { callTool } from '../../server/tools/all.ts';
import type { Change, ToolWorkspace } from '../../server/tools/host.ts';
import { sessionOf, wordRule } from '../lint/word-rule.ts';

const files = { 'src/desk.ts': 'const pen = ink;\nconst cup = ink;\n' };
const at = (file: string, text: string, start: number, end: number): Fix['edits'] => [{ file, start, end, text }];

/** The answer of `fix`, and what it wrote. */
function fix(rules: Rule[], input: object, texts: Record<string, string> = files): { text: string; changes: Change[] } {
  const changes: Change[] = [];
  let current = sessionOf(texts);
  const workspace: ToolWorkspace = {
    root: '/desk',
    problems: [],
    session: () => current,
    lint: (options) => lint(current, options),
    over(over, use) {
      const before = current;
      current = sessionOf({ ...texts, ...Object.fromEntries(over) });
      try {
        return use();
      } finally {
        current = before;
      }
    },
    write(made) {
      changes.push(...made);
      return [];
    },
  };
  const { text } = callTool(() => ({ rules, page: () => '', workspaces: [workspace] }), 'fix', input);
  return { text, changes };
}

/** Reports the word where it stands, with fixes. */
const word = (id: string, wanted: string, fixes: Fix[] = [], texts = files): Rule =>
  wordRule(id, wanted, texts, { fixes });

describe('fixes that the tool takes', () => {
  it('says what to do where no fix is known', () => {
    const rules = [word('no-cup', 'cup')];
    const { findings } = lint(sessionOf(files), { rules });
    const { text } = fix(rules, { finding: findings[0]?.fingerprint });
    assert.equal(text, 'No fix is known for this finding. remove it');
  });

  it('ends although a finding comes back after its fix, again and again', () => {
    const start = files['src/desk.ts'].indexOf('pen');
    const edits = at('src/desk.ts', 'pencil', start, start + 3);
    const { changes } = fix([word('no-pen', 'pen', [{ title: 'A pencil', safety: 'safe', edits }])], { apply: true });
    assert.deepEqual(
      changes.map(({ file, after }) => [file, after.split('\n')[0]]),
      [['src/desk.ts', `const pen${'cil'.repeat(10)} = ink;`]],
    );
  });

  it('prefers the safe fix of a finding, and takes another by its title', () => {
    const file = 'src/desk.ts';
    const start = files[file].indexOf('cup');
    const rules = [
      word('no-cup', 'cup', [
        { title: 'A glass', safety: 'suggestion', edits: at(file, 'glass', start, start + 3) },
        { title: 'A mug', safety: 'safe', edits: at(file, 'mug', start, start + 3) },
      ]),
    ];
    const [finding] = lint(sessionOf(files), { rules }).findings;
    const after = (title?: string): string | undefined =>
      fix(rules, { finding: finding?.fingerprint, apply: true, ...(title ? { title } : {}) }).changes[0]?.after;
    assert.match(after() ?? '', /const mug/);
    assert.match(after('A glass') ?? '', /const glass/);
  });
});
