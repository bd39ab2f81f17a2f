/** `npm run bench`: ours beside the bare parse, the compilers and typed ESLint, over the same files in one run. */
import { cpus, loadavg } from 'node:os';
import process from 'node:process';
import { buildPrograms } from './bundle.ts';
import { typedEslint } from './contenders/eslint.ts';
import { ours, starts } from './contenders/ours.ts';
import { parseLoop } from './contenders/parse-loop.ts';
import { compilers } from './contenders/tsc.ts';
import { unlessZero } from './contenders/contender.ts';
import type { Phases } from './inside/phases.ts';
import { measure, type Measurement, runOnce } from './measure.ts';
import { type Options, readOptions } from './options.ts';
import { describePeers, installPeers } from './peers.ts';
import { prepare, type PreparedTree } from './prepare.ts';
import { startReport, treeReport, type TreeResult } from './report.ts';
import { prepareTrees } from './trees.ts';

type ProgramPath = (name: string) => string;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function compare(options: Options): Promise<void> {
  say('fetching and building …');
  const trees = prepareTrees(options.trees);
  const peers = options.withPeers ? installPeers() : undefined;
  const program = await buildPrograms();
  console.log(machine(options));
  const loadCompiler = program('parse-loop');
  console.log(`\n${startReport(await measure(starts(loadCompiler), options.rounds, program('usage'), say))}`);
  for (const tree of trees) {
    const prepared = await prepare(tree, program);
    console.log(`\n${treeReport(await measureTree(prepared, peers, program, options.rounds), options.showsFiles)}`);
  }
}

function machine({ rounds, withPeers }: Options): string {
  const [cpu] = cpus();
  return [
    `Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? 'an unknown CPU'}, load ${loadavg()[0]?.toFixed(1) ?? '?'} before the first round.`,
    `Every figure is the median of ${rounds} interleaved rounds of whole processes; ratios are taken round by round.`,
    'No dependencies of the trees are installed, which spares the typed peers work.',
    ...(withPeers ? [`Peers: ${describePeers()}.`] : []),
  ].join('\n');
}

async function measureTree(
  tree: PreparedTree,
  peers: string | undefined,
  program: ProgramPath,
  rounds: number,
): Promise<TreeResult> {
  const { all, parsed, tsconfig, directory: root } = tree;
  const contenders = {
    parseAll: parseLoop('parse all', program('parse-loop'), all.path, all.work),
    parseSame: parseLoop('parse same', program('parse-loop'), parsed.path, parsed.work),
    ours: ours(root, all.work),
    compilers: peers === undefined ? [] : compilers(peers, tsconfig, all.work),
    eslint:
      peers === undefined
        ? undefined
        : typedEslint({ program: program('eslint'), peers, root, tsconfig, list: all.path }, all.work),
  };
  const inTurn = Object.values(contenders)
    .flat()
    .filter((contender) => contender !== undefined);
  say(`${tree.name}:`);
  const measurements = await measure(inTurn, rounds, program('usage'), say);
  const of = (name: string): Measurement => measurementOf(measurements, name);
  return {
    tree,
    ours: of(contenders.ours.name),
    parseAll: of(contenders.parseAll.name),
    parseSame: of(contenders.parseSame.name),
    compilers: contenders.compilers.map(({ name }) => of(name)),
    eslint: contenders.eslint && of(contenders.eslint.name),
    warm: await warmRounds(tree, program, rounds),
  };
}

function measurementOf(measurements: Measurement[], name: string): Measurement {
  const found = measurements.find(({ contender }) => contender.name === name);
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

async function warmRounds(
  { directory, parsed }: PreparedTree,
  program: ProgramPath,
  rounds: number,
): Promise<Phases[]> {
  const run = await runOnce(
    {
      name: 'warm',
      command: [process.execPath, program('warm'), directory, parsed.path, `${rounds}`],
      isNode: true,
      complaint: unlessZero,
    },
    program('usage'),
  );
  const complaint = unlessZero(run);
  if (complaint !== undefined) throw new Error(`the warm rounds: ${complaint}`);
  return JSON.parse(run.stdout) as Phases[];
}

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exitCode = 2;
} else {
  try {
    await compare(options);
  } catch (error) {
    // A target that is missed is no failure; a contender that could not run is.
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
