/** What is compiled of this program, kept on the disk for later starts. */
import module from 'node:module';
import { join } from 'node:path';
import { defaultLocation } from './cache-location.ts';

/** Where that is kept, beside the results of this user. */
export function compiledLocation(): string {
  return join(defaultLocation(), 'compiled');
}

/** Lets Node keep it, from 22.1 on; false where it has no such cache. Where the directory cannot be written it does without. */
export function keepCompiled(): boolean {
  const node: typeof module & { enableCompileCache?(directory: string): unknown } = module;
  node.enableCompileCache?.(compiledLocation());
  return node.enableCompileCache !== undefined;
}
