/** A workspace that is edited at random: after every edit it says, byte for byte, what a fresh look at the state says. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import type { LintResult } from '../../server/lint.ts';
import { createLiveSession, type LiveSession } from '../../server/live/live-session.ts';
import type { Model } from '../../server/models/model.ts';
import { numbersFrom } from '../harness/numbers.ts';
import { parsePage } from '../harness/page.ts';
import { inTree } from '../input/tree.ts';

type Files = Map<string, string>;

const steps = 40;
const pages = new URL('../../rules/', import.meta.url);

/** The first bad example of every page, each in a directory of its own. */
function project(): Files {
  const ids = readdirSync(pages).filter((name) => name.endsWith('.md'));
  return new Map(
    ids.flatMap((page) => {
      const bad = parsePage(readFileSync(new URL(page, pages), 'utf8')).find(({ verdict }) => verdict === 'bad');
      return Object.entries(bad?.files ?? {})
        .filter(([path]) => !path.endsWith('.bailiwick.yaml'))
        .map(([path, text]) => [`${page.slice(0, -'.md'.length)}/${path}`, text] as const);
    }),
  );
}

const edits: Record<string, (text: string, number: (limit: number) => number, other: string) => string> = {
  'type a name': (text, number) => `${text}\nconst value${number(99)} = ${number(9)};\n`,
  'add a line above': (text) => `// a remark\n${text}`,
  'add an import': (text, number) => `import { forward } from './more${number(3)}.js';\n${text}`,
  'break the syntax': (text, number) => `${text.slice(0, number(text.length + 1))}{((`,
  'delete a line': (text, number) => {
    const lines = text.split('\n');
    return lines.toSpliced(number(lines.length), 1).join('\n');
  },
  'rename a word': (text) => text.replace(/authorization|audience|token|headers/i, 'other'),
  'ignore a rule': (text, number) => `// bailiwick-ignore ${rules[number(rules.length)]?.meta.id} -- known\n${text}`,
  'write another file': (_, __, other) => other,
  'empty it': () => '',
};

const asked = { rules, isPedantic: true, includeTests: true };

function told(live: LiveSession): Omit<LintResult, 'stats'> {
  const { stats: _, ...result } = live.lint(asked);
  return result;
}

const seen = ({
  findings,
  suppressed,
  problems,
  masks,
}: Pick<LintResult, 'findings' | 'suppressed' | 'problems' | 'masks'>) =>
  JSON.stringify({ findings, suppressed, problems, masks });

describe('a workspace that is edited at random', function () {
  // A hundred looks at the examples of all rules.
  this.timeout(600_000);
  for (const seed of [1, 2, 3]) {
    it(`says after each of ${steps} edits what a fresh look says (seed ${seed})`, () => {
      const files = project();
      inTree(Object.fromEntries(files), (root) => {
        const number = numbersFrom(seed);
        const buffers = new Map<string, string>();
        const options = {
          paths: [root],
          loaded: { config: {}, models: [], failures: [], warnings: [], unused: [] },
          // The generated file was validated when it was written; its literals are wider than the model's types.
          models: models as unknown as Model[],
          cwd: root,
        };
        const live = createLiveSession(options);
        const fresh = (): Omit<LintResult, 'stats'> => {
          const other = createLiveSession(options);
          for (const [path, text] of buffers) other.open(path, text);
          return told(other);
        };
        const pick = <T>(list: readonly T[]): T => list[number(list.length)] as T;
        // What a first answer did not see, the whole corrects; that must be rare, though here each project is a file long.
        const firsts = { right: 0, wrong: 0 };
        for (let step = 0; step < steps; step++) {
          const path = pick([...files.keys()]);
          const name = pick(Object.keys(edits));
          const text = edits[name]?.(files.get(path) ?? '', number, files.get(pick([...files.keys()])) ?? '') ?? '';
          const way = pick(['type', 'type', 'type', 'save', 'close', 'delete', 'create']);
          const target = way === 'create' ? `${dirname(path)}/more${number(3)}.ts` : path;
          if (way === 'type') {
            buffers.set(target, text);
            live.open(target, text);
          } else if (way === 'close') {
            buffers.delete(target);
            live.close(target);
          } else if (way === 'delete') {
            rmSync(join(root, target), { force: true });
            live.changed([target]);
          } else {
            mkdirSync(dirname(join(root, target)), { recursive: true });
            writeFileSync(join(root, target), text);
            live.changed([target]);
          }
          files.set(target, text);
          const first = live.first(asked);
          const whole = told(live);
          if (first) firsts[seen(first) === seen(whole) ? 'right' : 'wrong']++;
          assert.deepEqual(whole, fresh(), `step ${step}: ${way}, ${name}, ${target}`);
        }
        assert.ok(firsts.right > 4 * firsts.wrong, `first answers: ${JSON.stringify(firsts)}`);
      });
    });
  }
});
