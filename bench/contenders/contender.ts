/** A program that does its work once per run, in a process of its own. */
import type { Run } from '../measure.ts';

export interface Contender {
  name: string;
  command: string[];
  /** True when the process itself is Node and can report what it used. */
  isNode: boolean;
  /** What it reads of the tree; nothing when only its start is measured. */
  work?: Work;
  /** What must be done before every run, and is not measured. */
  before?(): void;
  /** What is wrong with a run, if anything; its time would mean nothing then. */
  complaint(run: Run): string | undefined;
}

export interface Work {
  files: number;
  bytes: number;
}

/** For programs whose exit code 0 is the only good one. */
export function unlessZero({ exitCode, stderr }: Run): string | undefined {
  return exitCode === 0 ? undefined : `exit code ${exitCode}: ${stderr.trim().slice(0, 500)}`;
}

/** For linters that say by 1 that they found something, and by more that something failed. */
export function unlessFound(run: Run): string | undefined {
  return run.exitCode === 1 ? undefined : unlessZero(run);
}
