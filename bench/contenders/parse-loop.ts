/** The bare parse: what nobody who reads the files with this compiler can go below. */
import process from 'node:process';
import { type Contender, unlessZero, type Work } from './contender.ts';

/** A loop of `ts.createSourceFile` over the files of a list. */
export function parseLoop(name: string, program: string, list: string, work: Work): Contender {
  return { name, command: [process.execPath, program, list], isNode: true, work, complaint: unlessZero };
}
