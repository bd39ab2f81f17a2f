/** `warm DIRECTORY LIST ROUNDS`: the parse loop and ours in turn in one process, each round after a first that warms up. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { lintDirectory } from '../inside/lint-directory.ts';
import { parseAll } from '../inside/parse.ts';
import type { Phases } from '../inside/phases.ts';

const [directory = '.', list = '', rounds = '3'] = process.argv.slice(2);
const paths = readFileSync(list, 'utf8').split('\n').filter(Boolean);

function round(): Phases {
  const started = performance.now();
  parseAll(paths);
  const parsed = performance.now();
  const { result, walkMs } = lintDirectory(directory);
  const { selectMs, parseMs, linkMs, rulesMs } = result.stats;
  return {
    parseLoop: parsed - started,
    walk: walkMs,
    select: selectMs,
    facts: parseMs,
    link: linkMs,
    rules: rulesMs,
    total: performance.now() - parsed,
  };
}

round();
process.stdout.write(JSON.stringify(Array.from({ length: Number(rounds) }, round)));
