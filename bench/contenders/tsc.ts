/** The compilers, asked for types and no output. */
import { join } from 'node:path';
import process from 'node:process';
import { repository } from '../cache.ts';
import { type Contender, unlessZero, type Work } from './contender.ts';

/** `tsc --noEmit` in JavaScript (6, from the peers) and in Go (7, the project's own). */
export function compilers(peers: string, tsconfig: string, work: Work): Contender[] {
  const compiler = (name: string, folder: string, isNode: boolean): Contender => ({
    name,
    command: [process.execPath, join(folder, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', tsconfig, '--noEmit'],
    isNode,
    work,
    // 1 and 2 say that there are type errors, as there must be where no dependency is installed.
    complaint: (run) => (run.exitCode === 1 || run.exitCode === 2 ? undefined : unlessZero(run)),
  });
  // The second starts a native program, whose memory Node does not see.
  return [compiler('tsc 6 --noEmit', peers, true), compiler('tsc 7 --noEmit', repository, false)];
}
