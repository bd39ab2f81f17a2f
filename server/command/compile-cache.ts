/** What Node compiled of this program, kept on the disk for later starts. */
import module from 'node:module';
import { join } from 'node:path';
import { defaultLocation } from './cache-location.ts';

/** From Node 22.1 on; earlier versions have no such cache, and where the directory cannot be written Node does without. */
export function keepCompiled(): void {
  const node: typeof module & { enableCompileCache?(directory: string): unknown } = module;
  node.enableCompileCache?.(join(defaultLocation(), 'compiled'));
}
