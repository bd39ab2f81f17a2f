/** What each tool does to the world that is its own doing. */
import type { Effect, FunctionRef, Tool } from '../../context.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Place } from '../../finding.ts';
import { calleeName, type Fn, type Graph, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Dispatched } from '../tools/tool-dispatch.ts';
import { createEffects, inWords } from './effects.ts';
import type { Functions } from './functions.ts';

// How tools and functions of a project say so.
const removal = /(?:^|[-_.:/ ]|[a-z](?=[A-Z]))(?:[dD]elete|[dD]estroy|[eE]rase|[pP]urge|[wW]ipe)(?![a-z])/;
// What more tools than this reach is plumbing: a session that is put away, a request that is cleaned up.
const maxTools = 3;

interface ToolEffectsInput {
  graph: Graph;
  linked: Linked;
  functions: Pick<Functions, 'reach' | 'fnOf'>;
  tools(): Tool[];
  /** What is done for a tool whose calls the project hands out by itself. */
  dispatched(name: string): Dispatched;
}

/** Answers what functions and tools do. */
export function createToolEffects({ graph, linked, functions, tools, dispatched }: ToolEffectsInput) {
  const { effects, effectOf, isAwaited } = createEffects({ graph, linked, functions });

  // A tool that is named for it, and a function of the project that is: what stands in there may be beyond sight.
  function named(ref: FunctionRef): Effect[] {
    const fn = functions.fnOf(ref);
    if (fn && removal.test(fn.fact.name))
      return [{ kind: 'deletes', at: ref.at, name: ref.name, does: inWords.deletes }];
    if (!fn) return [];
    return callsWithin(fn.file.facts, fn.fact).flatMap((id) => {
      const name = calleeName(fn.file, id);
      if (!removal.test(name)) return [];
      const call = nodeOf(fn.file, id);
      if (linked.targets(call).functions.length === 0 || !isAwaited(call)) return [];
      return [{ kind: 'deletes' as const, at: graph.place(call), name, does: inWords.deletes }];
    });
  }

  /** What each tool does that is its own doing. */
  function toolEffects(): { tool: Tool; effects: Effect[] }[] {
    const all = tools().map((tool) => {
      const { name = '', handlers } = tool;
      const isOwn = handlers.length > 0 || name === '';
      const wrapped = tool.wrapped();
      const own = { functions: wrapped.length > 0 ? wrapped : handlers, calls: [] };
      const { functions: doers, calls } = isOwn ? own : dispatched(name);
      return { tool, doers, found: [...calls.flatMap(({ fn, id }) => effectOf(fn, id)), ...doers.flatMap(effects)] };
    });
    const counts = new Map<string, number>();
    const keyOf = ({ at }: Effect): string => `${at.file}|${at.start}`;
    for (const { found } of all)
      for (const key of new Set(found.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
    return all.map(({ tool, doers, found }) => {
      // What is written in the tool itself is its own, whoever else is thought to reach it by way of a wrapper.
      const isWritten = ({ at }: Effect): boolean => doers.some((fn) => isIn(at, functions.fnOf(fn)));
      const own = found.filter((effect) => isWritten(effect) || (counts.get(keyOf(effect)) ?? 0) <= maxTools);
      // The one request that every tool goes through tells nothing; what a tool named for it calls on the way does.
      return { tool, effects: own.length > 0 || !removal.test(tool.name ?? '') ? own : doers.flatMap(named) };
    });
  }

  return { effects, toolEffects };
}

function isIn(at: Place, fn: Fn | undefined): boolean {
  return fn?.file.path === at.file && fn.fact.start <= at.start && at.end <= fn.fact.end;
}
