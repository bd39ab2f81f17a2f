/** Makes a tree ready: what ours sees of it, and the lists and the tsconfig that the others are given. */
import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from './cache.ts';
import type { Contender, Work } from './contenders/contender.ts';
import { unlessZero } from './contenders/contender.ts';
import type { Plan, PlannedFile } from './inside/plan.ts';
import { runOnce } from './measure.ts';
import type { Tree } from './trees.ts';

export interface PreparedTree extends Tree {
  plan: Plan;
  /** Every file that ours looked at, and those that it parsed. */
  all: FileList;
  parsed: FileList;
  tsconfig: string;
}

export interface FileList {
  /** A file with one path a line. */
  path: string;
  work: Work;
}

/** Lints the tree once to learn which files there are; the planning process is apart so that the bench stays small. */
export async function prepare(tree: Tree, program: (name: string) => string): Promise<PreparedTree> {
  const planner: Contender = {
    name: 'plan',
    command: [process.execPath, program('plan'), tree.directory],
    isNode: true,
    complaint: unlessZero,
  };
  const run = await runOnce(planner, program('usage'));
  const complaint = planner.complaint(run);
  if (complaint !== undefined) throw new Error(`${tree.name}: ${complaint}`);
  const plan = JSON.parse(run.stdout) as Plan;
  if (plan.seen.length === 0) throw new Error(`${tree.directory} holds no TypeScript or JavaScript`);
  const folder = cacheFolder('work', basename(tree.name));
  const list = (name: string, files: PlannedFile[]): FileList => {
    const path = join(folder, `${name}.txt`);
    writeFileSync(path, files.map(({ absolute }) => `${absolute}\n`).join(''));
    return { path, work: { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) } };
  };
  return {
    ...tree,
    plan,
    all: list('all', plan.seen),
    parsed: list(
      'parsed',
      plan.seen.filter(({ fate }) => fate === 'parsed'),
    ),
    tsconfig: writeTsconfig(folder, tree.directory, plan),
  };
}

function writeTsconfig(folder: string, directory: string, { seen }: Plan): string {
  const path = join(folder, 'tsconfig.json');
  const own = join(directory, 'tsconfig.json');
  const compilerOptions = {
    target: 'esnext',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['esnext', 'dom', 'dom.iterable'],
    jsx: 'react-jsx',
    strict: true,
    types: [],
  };
  const always = { noEmit: true, allowJs: true, skipLibCheck: true, composite: false, incremental: false };
  const files = seen.map(({ absolute }) => absolute);
  const config = existsSync(own)
    ? { extends: own, compilerOptions: always, files, include: [] }
    : { compilerOptions: { ...compilerOptions, ...always }, files };
  writeFileSync(path, JSON.stringify(config, undefined, 2));
  return path;
}
