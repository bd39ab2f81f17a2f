/** A program that does its work once per run, in a process of its own. */
import type { Run } from '../measure.ts';

export interface Contender {
  name: string;
  command: string[];
  /** True when the process itself is Node and can report what it used. */
  isNode: boolean;
  /** What it reads of the tree; nothing when only its start is measured. */
  work?: Work;
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
