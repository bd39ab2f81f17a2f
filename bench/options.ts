/** What may be asked of the bench. */
import { parseArgs } from 'node:util';
import { nodeLines } from './node-version.ts';
import { treeNames } from './trees.ts';

export interface Options {
  trees: string[];
  rounds: number;
  withPeers: boolean;
  showsFiles: boolean;
  /** True when the table and the chart go where the README shows them. */
  isKept: boolean;
  /** The version of Node, by its first number, that runs everything; undefined for the one that runs the bench. */
  node: string | undefined;
}

/** What is measured when nobody asks for more: a small tree and one of the usual size. */
const quick = ['agents', 'ai-sdk'];

const usage = `usage: npm run bench -- [options]
  --tree NAME|DIR   read this; may be repeated (known: ${treeNames.join(', ')}; default: ${quick.join(', ')})
  --all             read every known tree
  --quick           one round less, for a first look
  --rounds N        measured rounds (default 3)
  --keep            write the table and the chart into README.md and bench/results/
  --node ${nodeLines.join('|').padEnd(11)}run everything by this Node, which is fetched (default: the one that runs this)
  --no-peers        only ours and the bare parse; needs no network once the trees are there
  --files           list the files that ours did not parse`;

/** The options, or the text that says what there is. */
export function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        tree: { type: 'string', multiple: true },
        all: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        keep: { type: 'boolean', default: false },
        node: { type: 'string' },
        'no-peers': { type: 'boolean', default: false },
        files: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const rounds = Number(values.rounds ?? (values.quick ? 2 : 3));
    if (values.help || !(Number.isInteger(rounds) && rounds > 0)) return usage;
    if (values.node !== undefined && !nodeLines.includes(values.node)) return usage;
    return {
      trees: values.tree ?? (values.all ? treeNames : quick),
      rounds,
      withPeers: !values['no-peers'],
      showsFiles: values.files,
      isKept: values.keep,
      node: values.node,
    };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`;
  }
}
