/** Turns arrivals into paths that a reader can follow, from the source's own words to the sink's. */
import type { Place, Step } from '../../finding.ts';
import type { SinkKind } from '../../models/model.ts';
import { isItself, itself } from '../field-path.ts';
import { calleeName, type Graph, idOf, type Node } from '../graph.ts';
import { isBehindWord } from './list-texts.ts';
import { isWholeCommand } from './whole-commands.ts';
import { gather } from '../../gather.ts';
import type { Arrival, Entry, Tracked } from '../track/tracked.ts';

/** A way of a value, before anything is said of it. */
export interface Way {
  root: Entry;
  arrival: Arrival;
  /** The states of the way, source first. */
  chain: readonly Tracked[];
  /** The ways to the same place that join this one or come by other calls, a few at the most, each made when it is asked for. */
  others(): Iterable<Way>;
  /** What a reader is told of the way. */
  told(): FoundPath;
}

/** A way that is told. */
export interface FoundPath extends Way {
  steps: Step[];
  /** Where whoever received the value lets go of it. */
  handOver: Step;
  isWhole: boolean;
  /** True when the object that holds the value became a text although nobody read the value. */
  isWritten: boolean;
  /** True when what arrives is more than the value: a text or an object that holds it. */
  isPart: boolean;
  /** Where the value itself stands written on the way, in order, behind the last place at which another way joins it. */
  bare: Place[];
  /** True when something that is not the value's stands before it, so that it cannot decide where a text leads. */
  isTail: boolean;
  /** As many characters of the value arrive, where not all of it does. */
  shown?: number;
}

const maxStepsShown = 24;
// So often another way is taken than the first one, and so many of them are looked at.
const maxTurns = 2;
const maxOthers = 8;
// So many other callers of the functions on the way are looked at.
const maxBesides = 16;
// A logger that everything hands everything to is reached from one source by thousands of ways, in hundreds of fields;
// they say the same. Of those of one field, the first is looked at with the ways that join it.
const maxWays = 12;
const maxWaysOfAll = 36;
// A field, and not merely an element of a list that the value was cut into.
const named = /[^[\]()/\d*]/;
const inQuery = /(?:^|\/)searchParams(?:\/|$)/;
// An option of a client in which the parameters of the query stand, a call that takes them, or the query of a URL: `get(path, { params })`.
const ofQuery =
  /\.Member\[(?:params|searchParams|query)(?:,params)?\](?:\.Argument\[0\])?\.Member\[\*\]$|\.Member\[search\]$/;

/** All pairs of a root and an arrival of the kinds that it reaches, each with one shortest chain of entries. */
export function pathsFrom(graph: Graph, root: Entry, to: ReadonlySet<SinkKind>): FoundPath[] {
  if (!isLeading(root)) return [];
  const found: FoundPath[] = [];
  const cameFrom: Links = new Map([[root, undefined]]);
  const joined = new Set<Entry>();
  const besides = new Map<Tracked, Tracked[]>();
  const entries = [root];
  for (const entry of entries) {
    for (const { to, from } of entry.calls) {
      if (cameFrom.has(to)) {
        joined.add(to);
        const first = cameFrom.get(to);
        if (first && (besides.get(first)?.length ?? 0) < maxBesides && !comesBy(to, from)) gather(besides, first, from);
      } else if (isLeading(to)) {
        cameFrom.set(to, from);
        entries.push(to);
      }
    }
  }
  const ways = new Map<Arrival['row'], Map<string, number>>();
  for (const entry of entries) {
    for (const arrival of entry.arrivals) {
      if (!to.has(arrival.row.kind)) continue;
      const ofRow = ways.get(arrival.row) ?? new Map<string, number>();
      ways.set(arrival.row, ofRow);
      const at = `${arrival.at.file}|${arrival.at.start}|${arrival.at.end}`;
      const key = `${at}|${arrival.state.path}`;
      const [nth, ofAll] = [(ofRow.get(key) ?? 0) + 1, (ofRow.get(at) ?? 0) + 1];
      ofRow.set(key, nth).set(at, ofAll);
      if (nth > maxWays || ofAll > maxWaysOfAll) continue;
      found.push(wayTo(arrival, entry, new Map(), nth === 1 ? maxTurns : 0).told());
    }
  }
  return found;

  function wayTo(arrival: Arrival, entry: Entry, instead: Instead, turnsLeft: number): Way {
    const { states: chain, shared } = chainOf(arrival.state, entry, cameFrom, joined, instead);
    const way: Way = { root, arrival, chain, others, told: () => ({ ...way, ...describe(graph, way, shared) }) };
    return way;

    function* others(): Iterable<Way> {
      if (turnsLeft === 0) return;
      const turns = chain.flatMap((state) => (state.others ?? []).map((other) => [state, other] as const));
      // What one caller has checked, another one hands to the same function as it is.
      const calls =
        instead.size > 0
          ? []
          : chain.flatMap((state) => (besides.get(state) ?? []).map((other) => [state, other] as const));
      for (const turn of [...turns.slice(0, maxOthers), ...calls.slice(0, maxBesides)])
        yield wayTo(arrival, entry, new Map([...instead, turn]), turnsLeft - 1);
    }
  }

  function comesBy(to: Entry, from: Tracked): boolean {
    for (let link: Tracked | undefined = from; link; link = cameFrom.get(link.entry))
      if (link.entry === to) return true;
    return false;
  }

  // Most entries lead to no sink of these kinds.
  function isLeading({ reached }: Entry): boolean {
    for (const kind of to) if (reached.has(kind)) return true;
    return false;
  }
}

// What is not read by its name became part of a text, or of a list, with the object that holds it.
function isText(graph: Graph, node: Node | undefined): boolean {
  const kind = node === undefined ? undefined : graph.value(node).kind;
  if (node === undefined || kind === 'member' || kind === 'element' || kind === 'rest') return false;
  return kind !== 'call' || !/^(get|getAll|at|find|pop|shift|header)$/.test(calleeName(graph.fileOf(node), idOf(node)));
}

/** The state of the caller from which each entry was entered first. */
type Links = Map<Entry, Tracked | undefined>;

/** The states in whose place another one is taken, of the same joins or of another call of the same function. */
type Instead = ReadonlyMap<Tracked, Tracked>;

interface Chain {
  states: Tracked[];
  /** How many states lie before the last place at which another way joins. */
  shared: number;
}

function chainOf(state: Tracked, last: Entry, cameFrom: Links, joined: ReadonlySet<Entry>, instead: Instead): Chain {
  const parts: Tracked[][] = [unroll(state, new Set(), instead)];
  let alone = joined.has(last) ? 1 : undefined;
  for (let link = cameFrom.get(last); link; link = cameFrom.get(link.entry)) {
    link = instead.get(link) ?? link;
    parts.push(unroll(link, new Set(), instead));
    if (joined.has(link.entry)) alone ??= parts.length;
  }
  const before = alone === undefined ? [] : parts.slice(alone);
  return { states: parts.toReversed().flat(), shared: before.flat().length };
}

// A state that came back through a callee shows the callee's own way in between.
function unroll(last: Tracked, seen: Set<Tracked>, instead: Instead): Tracked[] {
  const chain: Tracked[] = [];
  for (let next: Tracked | undefined = last; next && !seen.has(next);) {
    const state: Tracked = instead.get(next) ?? next;
    seen.add(next);
    chain.push(state);
    if (state.through && !seen.has(state.through)) chain.push(...unroll(state.through, seen, instead).toReversed());
    next = state.previous;
  }
  return chain.toReversed();
}

function describe(graph: Graph, { root, arrival, chain }: Way, shared: number): Omit<FoundPath, keyof Way> {
  const note = root.seed?.row.note ?? 'enters here';
  const firstNamed = chain.findIndex((state) => isItself(state.path));
  const isWhole = firstNamed < 0;
  // Written out as a text, an object shows the value although nobody read it: the way begins at the object.
  const isWritten = firstNamed > 0 && isText(graph, chain[firstNamed]?.node);
  const startAt = isWhole || isWritten ? 0 : firstNamed;
  const start = chain[startAt] ?? root.start;
  const sourcePlace = start.hop && startAt > 0 ? start.hop.at : graph.place(start.node);
  const steps: (Step & { isReturn?: true })[] = [{ ...sourcePlace, note }];
  for (const state of chain.slice(startAt + 1)) {
    const { hop } = state;
    if (!hop) continue;
    const last = steps.at(-1);
    const isSame = last?.file === hop.at.file && last.start === hop.at.start && last.end === hop.at.end;
    // One place, two hops: `config.token` is read and passed on; where it goes says more than that it was read.
    if (isSame && steps.length === 1) continue;
    if (isSame) steps.pop();
    steps.push({ ...hop.at, note: hop.note, ...(hop.isReturn ? { isReturn: true } : {}) });
  }
  const rest = chain.slice(startAt + 1);
  // What is taken out of an object is the value again; what became part of a text stays one.
  const held = rest.slice(rest.findLastIndex((state) => state.hop?.isTaken === true) + 1);
  const isBehind = isBehindWord(graph, chain);
  const isPart =
    isBehind ||
    held.some((state) => named.test(state.path)) ||
    rest.some(
      (state) => state.hop?.isPart && !isWholeCommand(graph, arrival.row.kind, state.previous?.node, state.node),
    );
  const isTail =
    isBehind ||
    (arrival.row.kind === 'url' && ofQuery.test(arrival.row.path)) ||
    rest.some((state) => inQuery.test(state.path) || state.hop?.isTail === true);
  const shown = Math.min(...rest.map((state) => state.hop?.shown ?? Infinity));
  const sink: Step = { ...arrival.at, note: arrival.row.note };
  const tail = steps.at(-1);
  if (tail && steps.length > 1 && tail.file === sink.file && tail.start === sink.start && tail.end === sink.end)
    steps.pop();
  steps.push(sink);
  const all = steps.map(({ file, start: from, end, note: text }): Step => ({ file, start: from, end, note: text }));
  const bare = chain.slice(Math.max(startAt, shared)).flatMap(({ hop }) => (hop?.isBare ? [hop.at] : []));
  if (arrival.state.path === itself && !arrival.state.isMutation) bare.push(arrival.at);
  return {
    steps: shorten(all),
    handOver: all[leavesAt(steps)] ?? sink,
    isWhole,
    isWritten,
    isPart,
    isTail,
    bare,
    ...(shown === Infinity ? {} : { shown }),
  };
}

// The last step in the file that received the value, since the sink is often a client that other callers use rightly.
// A helper that only reads the value from the request and returns it lets go of nothing: then its caller's file counts,
// and so does a file that gets the value back from a helper.
function leavesAt(steps: readonly (Step & { isReturn?: true })[]): number {
  let receiver = steps[0]?.file;
  for (let i = 0; i + 1 < steps.length; i++) {
    if (steps[i]?.file !== receiver || steps[i + 1]?.file === receiver) continue;
    if (steps[i]?.isReturn) receiver = steps[i + 1]?.file;
    else {
      if (steps.at(-1)?.file === receiver) break;
      const back = steps.findIndex((step, at) => at > i && step.file === receiver);
      if (back < 0 || !steps[back - 1]?.isReturn) return i;
      i = back - 1;
    }
  }
  return steps.findLastIndex((step) => step.file === receiver);
}

// A path that goes on for pages helps nobody: the middle is left out, the ends stay.
function shorten(steps: Step[]): Step[] {
  if (steps.length <= maxStepsShown) return steps;
  const half = maxStepsShown / 2;
  return [...steps.slice(0, half), ...steps.slice(-half)];
}
