/** Which files an edit or a change of the disk can matter for, by their names alone. */
import { basename, dirname } from 'node:path';
import { configName } from '../config.ts';
import { isDocumentName, isPackageDirectory, isSourceName, isVersionControl, manifestKind } from '../input/kinds.ts';
import { isWithin, pathFrom } from '../input/repository.ts';

/** True for the configuration, and for the name that people take for it. */
export function isConfiguration(path: string): boolean {
  const name = basename(path);
  return name === configName || name === '.bailiwick.yml';
}

/** True for a file that is looked at for findings. */
export function isLinted(path: string): boolean {
  const name = basename(path);
  return isSourceName(name) || isDocumentName(name);
}

/** True for a file whose text or presence can change what is found. */
export function isRelevant(path: string): boolean {
  return isLinted(path) || speaksOfBelow(path);
}

/**
 * True when a file may count for what lies at `project`: it lies there, and not among installed packages or the data
 * of a version control system, or above as one that speaks of all below it.
 */
export function countsFor(project: string, path: string): boolean {
  if (!isWithin(project, path)) return speaksOfBelow(path) && isWithin(dirname(path), project);
  const inside = pathFrom(project, path).split('/');
  return !inside.some((name) => isPackageDirectory(name) || isVersionControl(name));
}

function speaksOfBelow(path: string): boolean {
  const name = basename(path);
  return manifestKind(name) !== undefined || name === '.gitignore' || isConfiguration(path);
}

/** True for what may matter when it comes or goes on the disk: such a file, or a directory, which rarely has a dot. */
export function isRelevantOnDisk(path: string): boolean {
  return isRelevant(path) || !basename(path).includes('.');
}

/** What a client is asked to watch: the files of `isRelevant`. */
export const watched = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  '**/*.{json,jsonc,json5,code-workspace,yaml,yml,toml,md,mdc,markdown,env,tf,tfvars,hcl,bicep,bicepparam,tpl,tftpl,py,rules}',
  '**/{requirements*.txt,.env,.env.*,Dockerfile,Dockerfile.*,Containerfile,Containerfile.*,*.dockerfile,*.containerfile,.cursorrules,.windsurfrules,.clinerules,.roorules,.goosehints}',
  '**/{.gitignore,yarn.lock,uv.lock,poetry.lock}',
] as const;
