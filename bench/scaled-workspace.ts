/** Workspaces of any size: shards of a thousand files, half of them from published packages, half of them made. */
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cacheFolder } from './cache.ts';
import { makeWorkspace } from './made-workspace.ts';
import { prepareTrees } from './trees.ts';

const shardSize = 1000;
const realShare = 500;

interface RealFile {
  absolute: string;
  /** Below the directory of its package. */
  path: string;
}

/** The workspace, made if need be, with the path of the file in it that is edited, which forwards a token and is 500 lines long, and of another one that is read. */
export function scaledWorkspace(files: number): { root: string; edited: string; other: string } {
  const root = cacheFolder('scaled', `${files}`);
  const mark = join(root, '.made');
  const edited = 'app/src/edited.ts';
  if (!existsSync(mark)) {
    const pool = prepareTrees(['libraries', 'agents']).map(({ directory }) => realFiles(directory));
    const [libraries = [], agents = []] = pool;
    for (let shard = 0; shard * shardSize < files; shard++) {
      const folder = join(root, 'packages', `shard${shard}`);
      const size = Math.min(shardSize, files - shard * shardSize);
      // Every fifth shard holds agents, as every twentieth file of large repositories does.
      const real = (shard % 5 === 0 ? [...agents, ...libraries] : libraries).slice(0, Math.min(realShare, size / 2));
      for (const { absolute, path } of real) {
        const target = join(folder, 'lib', path);
        mkdirSync(dirname(target), { recursive: true });
        cpSync(absolute, target);
      }
      makeWorkspace(folder, size - real.length - 1, 60);
      const name = `@made/shard${shard}`;
      writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name, dependencies: { express: '5.3.0' } })}\n`);
    }
    makeWorkspace(join(root, 'app'), 1, 500);
    writeFileSync(join(root, 'package.json'), '{ "name": "made", "workspaces": ["app", "packages/*"] }\n');
    writeFileSync(mark, '');
  }
  return { root, edited, other: 'packages/shard0/src/area0/part20.ts' };
}

function realFiles(directory: string): RealFile[] {
  const all = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map(({ parentPath, name }) => join(parentPath, name));
  return all
    .filter((absolute) => statSync(absolute).size <= 64 * 1024)
    .map((absolute) => ({ absolute, path: relative(directory, absolute) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
