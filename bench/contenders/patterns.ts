/** Linters that look for patterns, one file at a time, each with the mistakes of `bench/patterns` that can be said so. */
import { join } from 'node:path';
import process from 'node:process';
import { repository } from '../cache.ts';
import type { Peers } from '../peers.ts';
import { type Contender, unlessFound, unlessZero, type Work } from './contender.ts';

const patterns = join(repository, 'bench', 'patterns');
const semgrep = 'scan --json --quiet --metrics=off --disable-version-check --no-git-ignore --jobs=2'.split(' ');

/** oxlint with the rules that it chooses itself. */
export function oxlint(directory: string, work: Work): Contender {
  const tool = join(repository, 'node_modules', 'oxlint', 'bin', 'oxlint');
  return {
    name: 'oxlint',
    command: [process.execPath, tool, '--silent', directory],
    isNode: true,
    work,
    complaint: unlessFound,
  };
}

/** oxlint and Biome with the rules that they choose themselves; ast-grep and Semgrep with patterns like ours, where they are there. */
export function patternLinters({ biome, astGrep, semgrep: python }: Peers, directory: string, work: Work): Contender[] {
  const contender = (name: string, command: string[], complaint = unlessFound): Contender => ({
    name,
    command,
    isNode: false,
    work,
    complaint,
  });
  const rules = (name: string): string => join(patterns, name);
  return [
    oxlint(directory, work),
    ...(biome ? [contender('Biome lint', [biome, 'lint', '--max-diagnostics=1', directory])] : []),
    ...(astGrep
      ? [contender('ast-grep', [astGrep, 'scan', '--json=compact', '--rule', rules('ast-grep.yml'), directory])]
      : []),
    ...(python
      ? [contender('Semgrep', [python, ...semgrep, '--config', rules('semgrep.yml'), directory], unlessZero)]
      : []),
  ];
}
