/** Puts what was measured where the README shows it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { format, resolveConfig } from 'prettier';
import { barChart } from './chart/bars.ts';
import { repository } from './cache.ts';
import { costTable, sizeOf, type TreeResult, treeSummary } from './report.ts';
import { walls } from './statistics.ts';
import { verdicts } from './targets.ts';

const results = join(repository, 'bench', 'results');

// What the README shows was measured by the oldest Node that is supported; others have pages of their own.
const oldest = '20';

/** Writes `bench/results/compare.md` and `.svg`, and the table of the last tree into the README; with `-node24` and not into the README for another Node than the oldest. */
export async function keepResults(head: string, starts: string, trees: readonly TreeResult[]): Promise<void> {
  const groups = trees.map(({ tree, all }) => ({
    title: `${tree.name}: ${tree.all.work.files} files, ${(tree.all.work.bytes / 1e6).toFixed(1)} MB`,
    bars: all.map((measurement) => ({
      name: measurement.contender.name,
      values: walls(measurement),
      isOurs: measurement.contender.name.startsWith('bailiwick'),
    })),
  }));
  const parts = trees.map((result) =>
    [
      `## ${result.tree.name}`,
      treeSummary(result.tree),
      costTable(result),
      verdicts(result.all, sizeOf(result.tree)).join('\n'),
    ].join('\n\n'),
  );
  const [major = ''] = process.versions.node.split('.');
  const name = major === oldest ? 'compare' : `compare-node${major}`;
  keep(`${name}.svg`, barChart('Whole runs over the same files', 'time of a whole process, by the clock', groups));
  await keepMarkdown(`${name}.md`, ['# Ours beside others', head, starts, ...parts].join('\n\n'));
  const last = trees.at(-1);
  if (last && major === oldest)
    await keepInReadme('compare', `${costTable(last)}\n\n${last.tree.name}: ${treeSummary(last.tree)}`);
}

/** Writes a file of `bench/results`. */
export function keep(name: string, text: string): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, name), text);
}

/** Writes a page of `bench/results`, in the form that the repository wants. */
export async function keepMarkdown(name: string, text: string): Promise<void> {
  keep(name, await formatted(join(results, name), text));
}

/** Writes between the marks `<!-- bench NAME -->` and `<!-- /bench NAME -->` of the README, as far as they are there. */
export async function keepInReadme(name: string, text: string): Promise<void> {
  const path = join(repository, 'README.md');
  const [start, end] = [`<!-- bench ${name} -->`, `<!-- /bench ${name} -->`];
  const readme = readFileSync(path, 'utf8');
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no place between ${start} and ${end}`);
  const next = `${readme.slice(0, from + start.length)}\n\n${text}\n\n${readme.slice(to)}`;
  writeFileSync(path, await formatted(path, next));
}

async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
