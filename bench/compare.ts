/** `npm run bench`: ours cold, warm and after a change beside the bare parse, the compilers and other linters, over the same files in one run. */
import { cpus, loadavg } from 'node:os';
import process from 'node:process';
import { buildPrograms } from './bundle.ts';
import { typedEslint } from './contenders/eslint.ts';
import { ours, oursChanged, oursWarm, starts } from './contenders/ours.ts';
import { parseLoop } from './contenders/parse-loop.ts';
import { patternLinters } from './contenders/patterns.ts';
import { compilers } from './contenders/tsc.ts';
import { unlessZero } from './contenders/contender.ts';
import type { Phases } from './inside/phases.ts';
import { keepResults } from './keep.ts';
import { measure, type Measurement, runOnce } from './measure.ts';
import { runAgainBy } from './node-version.ts';
import { type Options, readOptions } from './options.ts';
import { describePeers, installPeers, type Peers } from './peers.ts';
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
  const head = machine(options, peers);
  console.log(head);
  const loadCompiler = program('parse-loop');
  const start = startReport(await measure(starts(loadCompiler), options.rounds, program('usage'), say));
  console.log(`\n${start}`);
  const results: TreeResult[] = [];
  for (const tree of trees) {
    const result = await measureTree(await prepare(tree, program), peers, program, options.rounds);
    console.log(`\n${treeReport(result, options.showsFiles)}`);
    results.push(result);
  }
  if (options.isKept) await keepResults(head, start, results);
}

function machine({ rounds }: Options, peers: Peers | undefined): string {
  const [cpu] = cpus();
  return [
    `Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? 'an unknown CPU'}, load ${loadavg()[0]?.toFixed(1) ?? '?'} before the first round.`,
    `Every figure is the median of ${rounds} interleaved rounds of whole processes; ratios are taken round by round.`,
    'No dependencies of the trees are installed, which spares the typed peers work.',
    ...(peers ? [`Peers: ${describePeers(peers)}.`] : []),
  ].join('\n');
}

async function measureTree(
  tree: PreparedTree,
  peers: Peers | undefined,
  program: ProgramPath,
  rounds: number,
): Promise<TreeResult> {
  const { all, parsed, tsconfig, directory: root } = tree;
  const [parsedFile, untoldFile] = ['parsed', 'untold'].map(
    (wanted) => tree.plan.seen.find(({ fate }) => fate === wanted)?.absolute,
  );
  const named = {
    parseSame: parseLoop('bare parse, same files', program('parse-loop'), parsed.path, parsed.work),
    parseAll: parseLoop('bare parse, all files', program('parse-loop'), all.path, all.work),
    cold: ours(root, all.work),
    warm: oursWarm(root, all.work),
  };
  const others = [
    ...(parsedFile === undefined ? [] : [oursChanged(root, parsedFile, all.work)]),
    ...(untoldFile === undefined ? [] : [oursChanged(root, untoldFile, all.work, 'a file that tells nothing changed')]),
    ...(peers ? compilers(peers.folder, tsconfig, all.work) : []),
    ...(peers
      ? [typedEslint({ program: program('eslint'), peers: peers.folder, root, tsconfig, list: all.path }, all.work)]
      : []),
    ...(peers ? patternLinters(peers, root, all.work) : []),
  ];
  say(`${tree.name}:`);
  const measurements = await measure([...Object.values(named), ...others], rounds, program('usage'), say);
  const of = (name: string): Measurement => measurementOf(measurements, name);
  return {
    tree,
    ours: of(named.cold.name),
    warm: of(named.warm.name),
    parseAll: of(named.parseAll.name),
    parseSame: of(named.parseSame.name),
    all: measurements,
    phases: await phasesInside(tree, program, rounds),
  };
}

function measurementOf(measurements: Measurement[], name: string): Measurement {
  const found = measurements.find(({ contender }) => contender.name === name);
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

async function phasesInside(
  { directory, parsed }: PreparedTree,
  program: ProgramPath,
  rounds: number,
): Promise<Phases[]> {
  const run = await runOnce(
    {
      name: 'phases',
      command: [process.execPath, program('warm'), directory, parsed.path, `${rounds}`],
      isNode: true,
      complaint: unlessZero,
    },
    program('usage'),
  );
  const complaint = unlessZero(run);
  if (complaint !== undefined) throw new Error(`the phases inside: ${complaint}`);
  return JSON.parse(run.stdout) as Phases[];
}

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exitCode = 2;
} else {
  try {
    if (options.node === undefined) await compare(options);
    else process.exitCode = runAgainBy(options.node);
  } catch (error) {
    // A target that is missed is no failure; a contender that could not run is.
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
