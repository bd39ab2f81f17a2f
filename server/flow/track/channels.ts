/** Channels of a library on the walk: what enters one comes out wherever something was found to read it. */
import { gather } from '../../gather.ts';
import { type States, stepMember } from '../../models/states.ts';
import { beyond, type FieldPath, headOf, itself } from '../field-path.ts';
import type { Node } from '../graph.ts';
import type { Tracked } from './tracked.ts';
import type { Walk } from './walk.ts';

/** Returns the channels of one walk, none of which is open yet. */
export function createChannels(walk: Walk) {
  const outs = new Map<string, { node: Node; path: FieldPath }[]>();

  /** Lets the value out of each channel that it enters at the path. */
  function channelIn(state: Tracked, states: States, path: FieldPath): void {
    let here = states;
    for (let rest = path; here.length > 0; rest = beyond(rest) ?? itself) {
      for (const s of here) {
        for (const { row } of s.channelIns) {
          for (const out of outs.get(row.name) ?? []) {
            const full = out.path === itself ? rest : rest === itself ? out.path : `${out.path}/${rest}`;
            if (out.node !== state.node) walk.add({ entry: state.entry, node: out.node, path: full }, state);
          }
        }
      }
      if (rest === itself) return;
      here = stepMember(here, headOf(rest));
    }
  }

  return {
    channelIn,
    /** Names a place where what entered a channel comes out again. */
    openChannel(name: string, node: Node, path: FieldPath): void {
      gather(outs, name, { node, path });
    },
  };
}
