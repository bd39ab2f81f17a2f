/** Which files an edit or a change of the disk can matter for, by their names alone. */
import { basename } from 'node:path';
import { configName } from '../config.ts';
import { isSourceName, manifestKind } from '../input/kinds.ts';

/** True for the configuration, and for the name that people take for it. */
export function isConfiguration(path: string): boolean {
  const name = basename(path);
  return name === configName || name === '.bailiwick.yml';
}

/** True for a file whose text or presence can change what is found. */
export function isRelevant(path: string): boolean {
  const name = basename(path);
  return isSourceName(name) || manifestKind(name) !== undefined || name === '.gitignore' || isConfiguration(path);
}

/** True for what may matter when it comes or goes on the disk: such a file, or a directory, which rarely has a dot. */
export function isRelevantOnDisk(path: string): boolean {
  return isRelevant(path) || !basename(path).includes('.');
}

/** What a client is asked to watch. */
export const watched = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  '**/{package,package-lock,npm-shrinkwrap,deno,tsconfig*,jsconfig*}.json',
  '**/{pnpm-workspace,pnpm-lock}.yaml',
  '**/{yarn.lock,deno.jsonc}',
  '**/.gitignore',
  '**/.bailiwick.{yaml,yml}',
] as const;
