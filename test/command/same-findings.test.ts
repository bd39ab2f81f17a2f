/** One state of a workspace, one answer: from cold, from the cache, and from a session that lived through many edits of real files. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { createLiveSession, type LiveSession } from '../../server/live/live-session.ts';
import { maskLines } from '../../server/masks.ts';
import type { Model } from '../../server/models/model.ts';
import { jsonReport } from '../../server/report/json.ts';
import { inTree } from '../input/tree.ts';
import { numbersFrom } from '../harness/numbers.ts';
import { agent, run } from './run.ts';

/** Edits of one session; `BAILIWICK_EDITS=1000` for the long way. */
const edits = Number(process.env['BAILIWICK_EDITS'] ?? 20);
const askEvery = Math.max(10, edits / 10);
const sdk = fileURLToPath(new URL('../../node_modules/@modelcontextprotocol/sdk/dist/esm/', import.meta.url));

/** The built code of the SDK of MCP, whose examples are agents, beside a small agent with findings. */
function realFiles(): Record<string, string> {
  const paths = readdirSync(sdk, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  const copied = paths.map((path) => [`sdk/${path.replaceAll('\\', '/')}`, readFileSync(join(sdk, path), 'utf8')]);
  return { ...agent, 'package.json': '{ "name": "agent" }', ...(Object.fromEntries(copied) as Record<string, string>) };
}

type Edit = (text: string, number: (limit: number) => number, other: string) => string;

function atLine(text: string, line: number, change: (lines: string[], line: number) => string[]): string {
  return change(text.split('\n'), line).join('\n');
}

/** What people do to a file, by a generator of numbers. */
const kinds: Edit[] = [
  (text, number) => text.slice(0, number(text.length + 1)) + text.slice(number(text.length + 1)),
  (text, number) =>
    text.replace(/\b(token|headers|auth\w*|client|fetch)\b/, (name) => (number(2) > 0 ? `${name}2` : 'headers')),
  (text, number) => `import { authorized } from '${number(2) > 0 ? '../' : './'}src/http';\n${text}`,
  (text, number) => atLine(text, number(text.split('\n').length), (lines, line) => lines.toSpliced(line, 1)),
  (text, number) => atLine(text, number(text.split('\n').length), (lines, line) => lines.toSpliced(line, 0, '{ ((')),
  (text, number) => {
    const lines = text.split('\n');
    return [...lines, ...lines.slice(number(lines.length), number(lines.length))].join('\n');
  },
  (text, number) =>
    `${text}\nexport const last${number(9)} = (token) => fetch('/x', { headers: { authorization: token } });\n`,
  (_, __, other) => other,
];

function reportOf(live: LiveSession): string {
  const result = live.lint({ rules });
  const { lines, workspace } = live.session();
  return jsonReport({
    result,
    rules: rules.map(({ meta }) => meta),
    page: () => '',
    lines: (file) => maskLines(lines(file), result.masks.filter((mask) => mask.file === file)), // prettier-ignore
    version: manifest.version,
    root: workspace.root,
  });
}

describe('one state of a workspace', () => {
  for (const seed of edits > 20 ? [1, 2, 3] : [1]) {
    it(`gives one report, byte for byte, from cold, from the cache and after ${edits} edits (seed ${seed})`, () => {
      const files = realFiles();
      const saved = Object.entries(files).map(([path, text]): [string, string] => [`work/${path}`, text]);
      inTree(Object.fromEntries(saved), (directory) => {
        const root = join(directory, 'work');
        const location = join(directory, 'kept');
        const number = numbersFrom(seed);
        const pick = <T>(list: readonly T[]): T => list[number(list.length)] as T;
        const live = createLiveSession({
          paths: [root],
          loaded: { config: {}, models: [], failures: [], warnings: [], unused: [] },
          // The generated file was validated when it was written; its literals are wider than the model's types.
          models: models as unknown as Model[],
          cwd: root,
        });
        const first = reportOf(live);
        assert.ok(JSON.parse(first).findings.length > 0, 'there is something to find');
        const paths = Object.keys(files).filter((path) => /\.[jt]s$/.test(path));
        for (let edit = 1; edit <= edits; edit++) {
          const path = number(3) === 0 ? pick(Object.keys(agent)) : pick(paths);
          // Now and then a file is what it was: a mended file must be as if it had never been broken.
          const text = number(4) === 0 ? readFileSync(join(root, path), 'utf8') : (files[path] ?? '');
          const next = number(4) === 0 ? text : pick(kinds)(text, number, files[pick(paths)] ?? '');
          files[path] = next;
          live.open(path, next);
          const told = reportOf(live);
          if (edit % askEvery > 0) continue;
          for (const each of paths) writeFileSync(join(root, each), files[each] ?? '');
          const check = (...args: string[]): string =>
            run({ cwd: root }, 'check', '.', '--format', 'json', ...args).stdout;
          const cold = check('--no-cache');
          assert.equal(told, cold, `the session after edit ${edit}`);
          assert.equal(check('--cache-location', location), cold, `the run that is kept after edit ${edit}`);
          assert.equal(check('--cache-location', location), cold, `the run from the cache after edit ${edit}`);
        }
      });
    }).timeout(3_600_000);
  }
});
