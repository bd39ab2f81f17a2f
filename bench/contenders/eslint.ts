/** ESLint as one would set it up against the same mistakes: typed rules and the security plugin. */
import process from 'node:process';
import type { Run } from '../measure.ts';
import type { EslintCounts } from '../programs/eslint.ts';
import { type Contender, unlessZero, type Work } from './contender.ts';

interface Paths {
  program: string;
  peers: string;
  root: string;
  tsconfig: string;
  list: string;
}

/** typescript-eslint's recommendedTypeChecked and eslint-plugin-security's recommended over the files of a list. */
export function typedEslint({ program, peers, root, tsconfig, list }: Paths, work: Work): Contender {
  return {
    name: 'eslint typed + security',
    command: [process.execPath, program, peers, root, tsconfig, list],
    isNode: true,
    work,
    complaint: (run) => unlessZero(run) ?? tooFew(run, work.files),
  };
}

function tooFew({ stdout }: Run, wanted: number): string | undefined {
  const { files, refused } = JSON.parse(stdout) as EslintCounts;
  // A few files that its parser rejects do not change the reading; a wrong set-up refuses them all.
  return files - refused >= wanted * 0.95 ? undefined : `it linted ${files - refused} of ${wanted} files`;
}
