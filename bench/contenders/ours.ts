/** Ours, as it ships, and its start alone. */
import { appendFileSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { basename, join, relative } from 'node:path';
import process from 'node:process';
import { cacheFolder, repository } from '../cache.ts';
import type { Run } from '../measure.ts';
import { type Contender, unlessFound, unlessZero, type Work } from './contender.ts';

const command = [process.execPath, join(repository, 'dist', 'cli.cjs')];
const intoNothing = ['--format', 'json', '--output', devNull];

/** `bailiwick check DIRECTORY`, reporting into nothing, that keeps what it learns and knows nothing yet. */
export function ours(directory: string, work: Work): Contender {
  const results = emptied('results', `${basename(directory)}-cold`);
  return {
    name: 'bailiwick, cold',
    command: [...command, 'check', directory, '--cache-location', results, ...intoNothing],
    isNode: true,
    work,
    before: () => rmSync(results, { recursive: true, force: true }),
    complaint: (run) => unlessFound(run) ?? unlessKept(run, results, 1),
  };
}

/** The same over files that it has seen before: the round that is thrown away fills its cache. */
export function oursWarm(directory: string, work: Work): Contender {
  const results = emptied('results', basename(directory));
  return {
    name: 'bailiwick, warm',
    command: [...command, 'check', directory, '--cache-location', results, ...intoNothing],
    isNode: true,
    work,
    complaint: (run) => unlessFound(run) ?? unlessKept(run, results, 1),
  };
}

/** The same where every file has another time, as after a checkout: what is known of the files is known by their bytes alone. */
export function oursTouched(directory: string, work: Work): Contender {
  const results = emptied('results', `${basename(directory)}-touched`);
  return {
    name: 'bailiwick, warm after a checkout',
    command: [...command, 'check', directory, '--cache-location', results, ...intoNothing],
    isNode: true,
    work,
    before() {
      for (const name of readdirSync(results).filter((each) => each.endsWith('.stamp'))) rmSync(join(results, name));
    },
    complaint: (run) => unlessFound(run) ?? unlessKept(run, results, 1),
  };
}

/** The same over a copy of the tree in which one file is another one at every run; `what` says which. */
export function oursChanged(directory: string, file: string, work: Work, what = 'one file changed'): Contender {
  const results = emptied('results', `${basename(directory)}-${what}`);
  const copy = emptied('changed', what, basename(directory));
  cpSync(directory, copy, { recursive: true });
  const changed = join(copy, relative(directory, file));
  let times = 0;
  return {
    name: `bailiwick, ${what}`,
    command: [...command, 'check', copy, '--cache-location', results, ...intoNothing],
    isNode: true,
    work,
    before: () => appendFileSync(changed, `\nexport const changed${++times} = ${times};\n`),
    complaint: (run) => unlessFound(run) ?? unlessKept(run, results, times),
  };
}

/** What a run costs before the first file is parsed, from Node alone to a directory without files. */
export function starts(loadCompiler: string): Contender[] {
  const start = (name: string, command: string[]): Contender => ({
    name,
    command,
    isNode: true,
    complaint: unlessZero,
  });
  return [
    start('node', [process.execPath, '-e', '0']),
    start('bailiwick --version', [...command, '--version']),
    start('bailiwick check (no files)', [...command, 'check', cacheFolder('empty')]),
    start('node, compiler loaded', [process.execPath, loadCompiler, devNull]),
  ];
}

function emptied(...names: string[]): string {
  rmSync(cacheFolder(...names), { recursive: true });
  return cacheFolder(...names);
}

// A result for each state that was seen: one more or less, and the run was not what its name says.
function unlessKept(_run: Run, results: string, wanted: number): string | undefined {
  const kept = readdirSync(results).filter((name) => name.endsWith('.result')).length;
  return kept === wanted ? undefined : `${kept} results are kept where ${wanted} should be`;
}
