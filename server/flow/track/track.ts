/**
 * Follows values forward through the whole program. A function is entered once per parameter and field path, whoever
 * calls it, and what it does is replayed at each call: a value comes back only to the call that sent it (IFDS
 * tabulation; Reps, Horwitz, Sagiv 1995).
 */
import type { Value } from '../../facts/facts.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { Wanted } from './accessors.ts';
import { argumentAt } from '../link/arguments.ts';
import { createCalls } from './calls.ts';
import { type FieldPath } from '../field-path.ts';
import { type Fn, fnNode, functionAt, type Graph, idOf, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { createEntries } from './entries.ts';
import { createForward } from './forward.ts';
import { createJoins } from './joins.ts';
import { createHolders, type Holder } from './holders.ts';
import { createMutations } from './mutations.ts';
import { createNamedReads } from './named-reads.ts';
import { beginning, overwritesOf } from './overwrites.ts';
import { type Entry, type Hop, noteReached, type Seed, settle, type Tracked } from './tracked.ts';
import { isTextOnly } from './texts-only.ts';
import { type ThisGroups, thisGroups } from './this-groups.ts';
import type { Use } from './uses.ts';
import type { Tracking, TrackOptions, Walk } from './walk.ts';

const maxStates = 200_000;
// A value that goes everywhere, as what a copied library is handed, must neither keep the others waiting nor use up what is theirs.
const statesOfTurn = 4_000;
// Real programs stay below 100 states for each value that enters; whoever goes beyond five times that goes everywhere.
const statesOfSeed = 500;
const statesAtLeast = 50_000;
// A walk that has grown so far goes round between objects that hold each other: from here on only once.
const statesOfRounds = 5_000;

/** Walks from all seeds at once; the result depends on the order of seeds only, not on timing. */
export function track(graph: Graph, linked: Linked, catalog: Catalog, seeds: Seed[], options: TrackOptions): Tracking {
  const work: Tracked[] = [];
  const roots: Entry[] = [];
  const arrived = new Set<Entry>();
  const limit = options.maxStates ?? Math.min(maxStates, statesAtLeast + seeds.length * statesOfSeed);
  let isCut = false;

  // One field of a value may be checked, and another one that comes to the same text is not.
  const joins = seeds.some(({ row }) => row.deep) ? createJoins(graph) : undefined;
  const groupsOf = (node: Node): ThisGroups => thisGroups(graph.fileOf(node).facts);
  const entries = createEntries(linked, (state) => work.push(state));
  const { isVisited, mark, newEntry, entryOf, visitedCount } = entries;

  const holdersAt = createHolders(graph, linked);
  const held = (node: Node, path: FieldPath, before: Holder | undefined): Holder | undefined | 'itself' => {
    const holders = holdersAt(node, path, before);
    return holders === 'itself' && visitedCount() < statesOfRounds ? before : holders;
  };

  const walk: Walk = {
    graph,
    linked,
    catalog,
    add({ entry, node, path, isMutation = false }, previous, hop, through) {
      const at = isOwnObject(graph.value(node)) ? graph.sibling(node, groupsOf(node).canonical(idOf(node))) : node;
      if (isVisited(entry.id, at, path, isMutation)) {
        if (joins) joins.again({ entry, node: at, path, isMutation, previous, hop, holders: undefined, through });
        return;
      }
      if (visitedCount() > limit) {
        isCut = true;
        return;
      }
      const holders = held(at, path, (through ?? previous).holders);
      if (holders === 'itself') return;
      mark(entry.id, at, path, isMutation);
      const state: Tracked = { entry, node: at, path, isMutation, previous, hop, holders, through };
      joins?.first(state);
      work.push(state);
    },
    enter(fn, node, from, call, hop, path) {
      const holders = held(node, path, from.holders);
      if (holders === 'itself') return;
      const entry = entryOf(fn, node, path);
      // Who enters first says who holds the value, since what the function does with it is followed once.
      if (holders) entry.start.holders ??= holders;
      const at: Tracked = { ...from, previous: from, hop, through: undefined };
      entry.incoming.push({ call, from: at });
      from.entry.calls.push({ to: entry, from: at, call });
      for (const exit of entry.exits) named.comeBack(exit, call, at);
    },
    arrive(arrival) {
      arrival.state.entry.arrivals.push(arrival);
      arrived.add(arrival.state.entry);
    },
    thisOf: (fn) =>
      groupsOf(fnNode(fn))
        .within(fn.id)
        .map((id) => nodeOf(fn.file, id)),
    storeOnThis,
    readByName: (state, key, to) => named.readByName(state, key, to),
    freeFields: options.freeFields ?? (() => undefined),
  };
  const calls = createCalls(walk, options.exchangeHelpers);
  for (const out of options.channels) calls.openChannel(out.name, out.node, out.path);

  function leave(
    state: Tracked,
    to: 'return' | 'this' | number,
    path: FieldPath,
    fn: Fn,
    hop?: Hop,
    wanted?: Wanted,
  ): void {
    const at: Tracked = { ...state, previous: state, hop: hop ?? state.hop };
    const exit = { to, path, state: at, ...(wanted ? { wanted } : {}) };
    const { entry } = state;
    if (entry.fn && entry.fn.file === fn.file && entry.fn.id === fn.id) {
      entry.exits.push(exit);
      for (const { call, from } of entry.incoming) named.comeBack(exit, call, from);
    } else if (entry.seed || to !== 'return' || isBeside(entry.fn, fn)) {
      // The walk began inside the function or before it, or a static method gives what another one has left: whoever calls it sees the value.
      for (const call of linked.callers(fnNode(fn)))
        if (to !== 'return' || wanted || !intoHolder(at, path, fn, call)) named.comeBack(exit, call, at, true);
    }
  }

  // `withSpan('pay', () => token)`: what a callback gives to the function that it is handed to comes out of that function
  // only where the callback was handed over.
  function intoHolder(at: Tracked, path: FieldPath, callback: Fn, call: Node): boolean {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    const holder = callee?.kind === 'param' ? functionAt(graph.fileOf(call), callee.fn) : undefined;
    if (callee?.kind !== 'param' || !holder || callee.isRest) return false;
    const sites = linked.callers(fnNode(holder)).filter((site) => {
      const passed = argumentAt(graph, site, callee.index);
      const origins = passed.kind === 'value' ? linked.resolve.origins(passed.node) : [];
      return origins.some((o) => o.kind === 'function' && fnNode(o.fn) === fnNode(callback));
    });
    for (const site of sites) walk.enter(holder, call, at, site, undefined, path);
    return sites.length > 0;
  }

  // A method gives what another function has left in a variable around both, or static methods in a field of their class.
  function isBeside(one: Fn | undefined, other: Fn): boolean {
    if (other.fact.cls === undefined) return false;
    for (let at: Fn | undefined = other; at; at = functionAt(at.file, at.fact.parent))
      if (one?.file === at.file && one.id === at.id) return false;
    return true;
  }

  function storeOnThis(fn: Fn, path: FieldPath, state: Tracked, hop?: Hop): void {
    for (const node of walk.thisOf(fn)) walk.add({ entry: state.entry, node, path, isMutation: true }, state, hop);
    leave(state, 'this', path, fn, hop);
  }

  const named = createNamedReads({ walk, calls, leave });
  const forward = createForward({ walk, calls, named, groupsOf, leave });
  const mutate = createMutations({ walk, calls, groupsOf, leave });

  function visit(state: Tracked): void {
    if (state.isMutation) mutate(state);
    const value = graph.value(state.node);
    const ids = isOwnObject(value) ? groupsOf(state.node).members(idOf(state.node)) : [idOf(state.node)];
    for (const id of ids) {
      const node = graph.sibling(state.node, id);
      for (const use of linked.usesOf(node)) {
        if (isOverwritten(state, id, use) || isTextOnly(graph.fileOf(node).facts, id, state.path, use)) continue;
        options.observe?.(state, use);
        forward(state, use);
      }
    }
    for (const importer of linked.importers(state.node))
      walk.add({ entry: state.entry, node: importer, path: state.path }, state);
  }

  // What came by way of a call may have been written at any time: only what stands here, with its place, is judged.
  function isOverwritten(state: Tracked, id: number, use: Use): boolean {
    if (state.path === '' || (state.isMutation && !state.hop)) return false;
    const file = graph.fileOf(state.node);
    const hop = lastHop(state);
    const from = hop?.at.file === file.path ? hop.at.start : beginning(file.facts.values, idOf(state.node));
    return overwritesOf(file.facts).cuts(id, state.path, from, use);
  }

  for (const seed of seeds) {
    const root = newEntry(seed.node, seed.path, false, { seed });
    roots.push(root);
  }
  // Breadth first, so that what is told is a short way. Each seed has its turn, and again when all others had theirs.
  const waiting = work.splice(0).map((start) => [start]);
  for (let own = waiting.pop(); own; own = waiting.pop()) {
    const end = visitedCount() + statesOfTurn;
    let next = 0;
    for (let state = own[next++]; state; state = own[next++]) {
      options.checkpoint?.();
      // With a limit of its own a walk is given up whole, entries of functions included.
      if (options.maxStates !== undefined && visitedCount() > limit) return { roots, isCut: true };
      const before = work.length;
      visit(state);
      // Of two ways that are as long, the one that is found last is told.
      reverseFrom(work, before);
      if (visitedCount() > end && !isCut) break;
      if (next === own.length) {
        own = work.splice(0);
        next = 0;
      }
    }
    const rest = [...own.slice(next), ...work.splice(0)];
    if (rest.length > 0) waiting.unshift(rest);
  }
  for (const entry of arrived) noteReached(entry);
  settle(entries.all());
  return { roots, isCut };
}

function isOwnObject({ kind }: Value): boolean {
  return kind === 'this' || kind === 'super';
}

// `box.state.token = token`: the change went back to the object around it, and its time is that of the store.
function lastHop(state: Tracked): Hop | undefined {
  let at: Tracked | undefined = state;
  while (at && !at.hop) at = at.previous;
  return at?.hop;
}

function reverseFrom(list: Tracked[], from: number): void {
  if (list.length - from > 1) list.push(...list.splice(from).reverse());
}
