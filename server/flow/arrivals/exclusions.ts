/**
 * Ways that nobody can go: they ask a test to come out one way in one place and the other way in another, as where a value
 * is chosen in one branch and used in the branch that excludes it, or is logged where it is known to be missing.
 */
import { type Facts, moduleLevel, type ValueKind } from '../../facts/facts.ts';
import { oncePerFile } from '../../facts/once-per-file.ts';
import { guardsOf, isInnermost } from '../../facts/within.ts';
import type { Place } from '../../finding.ts';
import { createAssumptions } from './assumptions.ts';
import { isItself } from '../field-path.ts';
import { type Fn, fnNode, functionAt, type Graph, idOf, type LoadedFile, type Node } from '../graph.ts';
import { runsBefore } from '../track/overwrites.ts';
import type { FoundPath } from './paths.ts';
import type { Tracked } from '../track/tracked.ts';

interface Need {
  test: number;
  outcome: boolean;
}

/** A function while it runs once: the states of a way that lie in it without leaving it but by calls. */
interface Run {
  file: LoadedFile;
  fn: number;
  states: Tracked[];
  needs: Need[];
}

// Where such a value is written in the code, it is made there; the others are names for what was made elsewhere.
const made = new Set<ValueKind>([
  'member',
  'element',
  'call',
  'template',
  'object',
  'array',
  'await',
  'logical',
  'conditional',
]);

const branchesKnown = oncePerFile(() => new Map<string, readonly Need[]>());

/** Returns the judge of ways; `reach` gives a function and those that it calls. */
export function createExclusions(graph: Graph, reach: (fn: Fn) => readonly Fn[]) {
  // The fields that a function, or what it calls, writes; for code outside of functions by its file.
  const written = new Map<Node | LoadedFile, Set<string>>();

  /** True for a way that cannot be gone. */
  function isExcluded({ chain, arrival, root }: FoundPath): boolean {
    const isText = root.seed?.row.kind === 'secret' || root.seed?.row.kind === 'inbound-token';
    return runsOf(chain, arrival.at).some((run) => isImpossible(run, isText));
  }

  function isImpossible({ file, fn, states, needs }: Run, isText: boolean): boolean {
    if (needs.length === 0) return false;
    const own = functionAt(file, fn);
    const assumed = createAssumptions(file.facts, (name) => isWritten(own, file, name));
    for (const { node, path } of states) if (isItself(path)) assumed.suppose(idOf(node), isText);
    for (const { test, outcome } of needs) assumed.take(test, outcome);
    return assumed.isContradicted() || needs.some(({ test, outcome }) => assumed.outcome(test) === !outcome);
  }

  function isWritten(own: Fn | undefined, file: LoadedFile, name: string): boolean {
    const key = own ? fnNode(own) : file;
    let names = written.get(key);
    if (!names) {
      names = new Set();
      for (const each of own ? reach(own) : [{ file, id: moduleLevel }])
        for (const store of each.file.facts.stores)
          if (store.name !== undefined && isWithin(each.file.facts, store.owner, each.id)) names.add(store.name);
      written.set(key, names);
    }
    return names.has(name);
  }

  function runsOf(chain: readonly Tracked[], end: Place): Run[] {
    const runs: Run[] = [];
    const byState = new Map<Tracked, Run>();
    chain.forEach((state, at) => {
      const file = graph.fileOf(state.node);
      const { owner } = graph.value(state.node);
      const before = state.previous && byState.get(state.previous);
      const isSame = before?.file === file && before.fn === owner;
      const run = isSame ? before : { file, fn: owner, states: [], needs: [] };
      if (!isSame) runs.push(run);
      byState.set(state, run);
      run.states.push(state);
      if (state.previous) run.needs.push(...chosen(state.node, state.previous.node));
      if (made.has(graph.value(state.node).kind)) run.needs.push(...branches(run, graph.place(state.node)));
      for (const place of [state.hop?.at, at === chain.length - 1 ? end : undefined])
        for (const each of [run, before]) if (place && each) each.needs.push(...branches(each, place));
    });
    return runs;
  }

  // `test ? value : other`
  function chosen(node: Node, from: Node): Need[] {
    const value = graph.value(node);
    if (value.kind !== 'conditional' || value.whenTrue === value.whenFalse) return [];
    const id = idOf(from);
    if (id !== value.whenTrue && id !== value.whenFalse) return [];
    return [{ test: value.test, outcome: id === value.whenTrue }];
  }

  // Ways share most of their places.
  function branches({ file: { path, facts }, fn }: Run, place: Place): readonly Need[] {
    if (place.file !== path) return [];
    const known = branchesKnown(facts);
    const key = `${fn} ${place.start} ${place.end}`;
    let needs = known.get(key);
    if (!needs) known.set(key, (needs = branchesTo(facts, fn, place)));
    return needs;
  }

  // The tests that let the program come to the place, in the function that holds it.
  function branchesTo(facts: Facts, fn: number, place: Place): Need[] {
    if (!isInnermost(facts, fn, place)) return [];
    const isIn = (start = Infinity, end = -1): boolean => place.start >= start && place.end <= end;
    return guardsOf(facts, fn).flatMap((guard): Need[] => {
      const { test, thenStart, thenEnd, elseStart, elseEnd } = guard;
      if (isIn(thenStart, thenEnd)) return [{ test, outcome: true }];
      if (isIn(elseStart, elseEnd)) return [{ test, outcome: false }];
      if (place.start < guard.end || !runsBefore(facts, guard.start, place.start)) return [];
      const leaves = (exit: string | undefined): boolean => exit === 'return' || exit === 'throw';
      if (leaves(guard.thenExit) === leaves(guard.elseExit)) return [];
      return [{ test, outcome: leaves(guard.elseExit) }];
    });
  }

  return { isExcluded };
}

function isWithin({ functions }: Facts, owner: number, fn: number): boolean {
  for (let at = owner; ; at = functions[at]?.parent ?? -1) {
    if (at === fn) return true;
    if (at < 0) return false;
  }
}
