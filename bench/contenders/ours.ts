/** Ours, as it ships, and its start alone. */
import { devNull } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder, repository } from '../cache.ts';
import { type Contender, unlessZero, type Work } from './contender.ts';

const command = [process.execPath, join(repository, 'dist', 'cli.cjs')];

/** `bailiwick check DIRECTORY`, reporting into nothing. */
export function ours(directory: string, work: Work): Contender {
  return {
    name: 'bailiwick',
    command: [...command, 'check', directory, '--no-cache', '--format', 'json', '--output', devNull],
    isNode: true,
    work,
    // 1 says that there are findings; 2 that something failed.
    complaint: (run) => (run.exitCode === 1 ? undefined : unlessZero(run)),
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
