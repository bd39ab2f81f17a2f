/** What rows say of the members of a library value, some levels down: which sources stand there, which channels come out. */
import { gather } from '../../gather.ts';
import type { State } from '../../models/catalog.ts';
import type { SourceRow } from '../../models/model.ts';
import { close, type States } from '../../models/states.ts';
import { everything, type FieldPath, itself, under } from '../field-path.ts';

export interface Below {
  sources: { path: FieldPath; row: SourceRow }[];
  channels: { path: FieldPath; name: string }[];
}

const maxDepth = 5;
/** Returns the reader; what was read is kept. */
export function createBelow(): (states: States) => Below {
  const memo = new Map<string, Below>();

  function below(states: States): Below {
    const key = states.map((s) => s.id).join(',');
    let result = memo.get(key);
    if (!result) memo.set(key, (result = collect(states, [], 0, new Set())));
    return result;
  }

  function collect(states: States, names: string[], depth: number, seen: Set<State>): Below {
    const result: Below = { sources: [], channels: [] };
    const pathTo = (end: FieldPath): FieldPath => names.reduceRight((rest, name) => under(name, rest) ?? rest, end);
    for (const state of states) {
      for (const row of state.sources) result.sources.push({ path: pathTo(row.deep ? everything : itself), row });
      for (const { row } of state.channelOuts) result.channels.push({ path: pathTo(itself), name: row.name });
    }
    if (depth >= maxDepth) return result;
    const children = new Map<string, State[]>();
    for (const state of states) {
      if (seen.has(state)) continue;
      for (const [name, next] of state.members) gather(children, name, next);
    }
    const onward = new Set([...seen, ...states]);
    for (const [name, next] of children) {
      const inner = collect(close(next), [...names, name], depth + 1, onward);
      result.sources.push(...inner.sources);
      result.channels.push(...inner.channels);
    }
    return result;
  }

  return below;
}
