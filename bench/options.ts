/** What may be asked of the bench. */
import { parseArgs } from 'node:util';
import { treeNames } from './trees.ts';

export interface Options {
  trees: string[];
  rounds: number;
  withPeers: boolean;
  showsFiles: boolean;
}

const usage = `usage: npm run bench -- [options]
  --tree NAME|DIR   read this; may be repeated (known: ${treeNames.join(', ')}; default: all of them)
  --rounds N        measured rounds (default 5)
  --no-peers        only ours and the bare parse; needs no network once the trees are there
  --files           list the files that ours did not parse`;

/** The options, or the text that says what there is. */
export function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        tree: { type: 'string', multiple: true, default: [] },
        rounds: { type: 'string', default: '5' },
        'no-peers': { type: 'boolean', default: false },
        files: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const rounds = Number(values.rounds);
    if (values.help || !(Number.isInteger(rounds) && rounds > 0)) return usage;
    return { trees: values.tree, rounds, withPeers: !values['no-peers'], showsFiles: values.files };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`;
  }
}
