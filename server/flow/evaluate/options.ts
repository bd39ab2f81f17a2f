/** Evaluates what an option of a call is, without running anything: set, possibly empty, absent, or unknown. */
import type { Option } from '../../context.ts';
import type { Value } from '../../facts/facts.ts';
import type { Relative } from '../../models/catalog.ts';
import type { ArgumentIndex } from '../../models/model.ts';
import { lastArgument } from '../link/arguments.ts';
import { type Graph, type Node, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { createSlots, type Slot } from './slots.ts';
import { createPresence, type Presence } from './presence.ts';

export interface Options {
  /** The option of the call that the first matching relative path names. */
  read(call: Node, paths: Relative[]): Option;
  /** The values that stand at a relative path of the call. */
  slots(call: Node, path: Relative): Slot[];
  /** What stands at the rest of a path, from what stands at its beginning. */
  within(from: Slot[], tokens: Relative): Slot[];
  /** The option that the first list with anything but absence makes. */
  summary(found: Slot[][]): Option;
  presence: Presence;
}

const absent: Slot = { kind: 'absent' };
const unknown: Slot = { kind: 'unknown' };

/** An evaluator over the linked program. */
export function createOptions(graph: Graph, linked: Linked, isTest: (path: string) => boolean): Options {
  const { within, property } = createSlots(graph, linked, isTest);
  const presence = createPresence({ graph, linked, isTest, property });

  function slots(call: Node, path: Relative): Slot[] {
    const [head, ...tokens] = path;
    const value = graph.value(call);
    if (value.kind !== 'call' || head?.kind !== 'argument') return [unknown];
    return within(argumentsAt(call, value, head.index), tokens);
  }

  function argumentsAt(call: Node, { callee, args }: Value & { kind: 'call' }, index: ArgumentIndex): Slot[] {
    if (index === 'this') {
      const value = graph.value(graph.sibling(call, callee));
      return value.kind === 'member' ? [{ kind: 'value', node: graph.sibling(call, value.base) }] : [unknown];
    }
    // `@Tool({ name })` above a method is `Tool({ name })(method)`.
    if (index === 'maker') {
      const made = peeled(graph, graph.sibling(call, callee));
      const maker = graph.value(made);
      const [first] = maker.kind === 'call' ? maker.args : [];
      return maker.kind !== 'call'
        ? [unknown]
        : first
          ? [{ kind: 'value', node: graph.sibling(made, first.value) }]
          : [absent];
    }
    const last = args.length - 1;
    const wanted =
      index === 'last'
        ? [Math.max(0, lastArgument(graph.fileOf(call).facts.values, args))]
        : 'list' in index
          ? index.list
          : upTo(index.from, Math.min(index.to, Math.max(index.from, last)));
    if (args.slice(0, Math.max(...wanted) + 1).some((a) => a.isSpread)) return [unknown];
    return wanted.map((at): Slot => {
      const arg = args[at];
      return arg ? { kind: 'value', node: graph.sibling(call, arg.value) } : absent;
    });
  }

  function read(call: Node, paths: Relative[]): Option {
    return summary(paths.map((path) => slots(call, path)));
  }

  function summary(all: Slot[][]): Option {
    return summarise(all.find((list) => list.some((slot) => slot.kind !== 'absent')) ?? all[0] ?? [unknown]);
  }

  function summarise(found: Slot[]): Option {
    const values = found.filter((slot) => slot.kind === 'value');
    const hasAbsent = found.some((slot) => slot.kind === 'absent');
    const [first] = values;
    if (!first)
      return hasAbsent && !found.some((slot) => slot.kind === 'unknown')
        ? { state: 'absent', names: [] }
        : { state: 'unknown', names: [], ...(hasAbsent ? { mayBeUndefined: true } : {}) };
    const views = values.map((slot) => presence.of(slot.node));
    const names = views.flatMap((view) => view.names);
    const texts = views.flatMap((view) => view.texts);
    const patterns = views.flatMap((view) => view.patterns);
    const mayBeUndefined = hasAbsent || views.some((view) => view.states.has('undefined'));
    const mayBeNull = views.some((view) => view.states.has('null'));
    const isPossiblyEmpty = mayBeUndefined || mayBeNull || views.some((view) => view.states.has('empty'));
    const isUnknown = found.some((slot) => slot.kind === 'unknown') || views.some((view) => view.states.has('unknown'));
    const isNever =
      views.every((view) => [...view.states].every((state) => state === 'undefined' || state === 'null')) && !isUnknown;
    const state = isNever
      ? 'absent'
      : isPossiblyEmpty && !(isUnknown && hasAbsent)
        ? 'possibly-empty'
        : isUnknown
          ? 'unknown'
          : 'set';
    return {
      state,
      at: graph.place(first.node),
      names,
      ...(texts.length ? { texts } : {}),
      ...(patterns.length ? { patterns } : {}),
      ...(views.some((view) => view.others.length > 0) ? { hasOthers: true } : {}),
      mayBeUndefined,
      mayBeNull,
    };
  }

  return { read, slots, within, summary, presence };
}

function upTo(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
