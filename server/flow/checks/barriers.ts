/**
 * What makes a tracked value clean on its way: a check of it that decides whether the program goes on, or a call whose
 * result is safe for the place where it arrives.
 */
import { isWithin, type Place } from '../../finding.ts';
import { createChecks } from './checks.ts';
import { headOf } from '../field-path.ts';
import { calleeName, type Graph, idOf, type Node, peeled } from '../graph.ts';
import { createFilters } from './filters.ts';
import type { Linked } from '../link/links.ts';
import type { Frame } from './outcomes.ts';
import { runsBefore } from '../track/overwrites.ts';
import type { Way } from '../arrivals/paths.ts';
import { createProofs, type Proof } from './proofs.ts';
import { createTakenNames, isSameValue, unrolled } from './taken-names.ts';
import type { Arrival, Entry, Looked, Tracked } from '../track/tracked.ts';
import { gather } from '../../gather.ts';

const maxCalls = 3;

/** Whether a look that decides is of the kind that is asked for. */
type Counts = (look: Looked, frame: Frame) => boolean;

/** Functions call each other in very many ways: what was met where nothing had to be judged says the same of every way. */
interface Tried {
  /** At how few calls from here an entry was looked through in vain, by the names that were left to read. */
  vain: Map<Entry, Map<string, number>>;
  /** How many looks were judged by the way that led there. */
  judged: number;
}

/** What stands in the way of a value. */
export interface Barrier {
  /** It is made clean, or only its first word is looked at before a shell reads all. */
  kind: 'clean' | 'first-word';
  /** The entry behind which a check of it stands. */
  entry?: Entry;
}

/** A judge of the ways of values. */
export function createBarriers(graph: Graph, linked: Linked) {
  const checks = createChecks(graph, linked);
  const proofs = createProofs(graph, linked);
  const { isCleaned } = createFilters(graph, linked);
  const { takenIn, takenUpTo, fieldsOf } = createTakenNames(graph);
  const barrierMemo = new WeakMap<Way['chain'], { barrier: Barrier | undefined }>();
  const lookingMemo = Array.from({ length: maxCalls }, () => new WeakMap<Entry, Entry['calls']>());

  /** What stands in the way of the value. */
  function barrierOf(way: Way): Barrier | undefined {
    const known = barrierMemo.get(way.chain);
    if (known) return known.barrier;
    const barrier = isCleaned(way.chain, way.arrival.row) ? ({ kind: 'clean' } as const) : checkOf(way);
    barrierMemo.set(way.chain, { barrier });
    return barrier;
  }

  function checkOf(way: Way): Barrier | undefined {
    const { isBehind, entries } = checksOf(way);
    const clean = entries.find((entry) => isBehind(entry, 'whole'));
    if (clean) return { kind: 'clean', entry: clean };
    const isFirst = way.arrival.row.kind === 'command' && entries.some((entry) => isBehind(entry, 'start'));
    return isFirst ? { kind: 'first-word' } : undefined;
  }

  /** True where a check that makes the value clean stands behind that entry on this way, too. */
  function isCleanBehind(entry: Entry, way: Way): boolean {
    return checksOf(way).isBehind(entry, 'whole');
  }

  // Each entry of a way, and whether a check behind it proves as much.
  function checksOf({ chain, arrival }: Way) {
    const all = stages(chain);
    const own = fieldsOf(chain);
    const taken = all.map(({ states }) => takenIn(states, own));
    const { kind } = arrival.row;
    const nodes = new Set(chain.map(({ node }) => node));
    const joins = joinsOf(chain);
    const names = new Set(chain.map(({ node }) => nameOf(node)));
    const proofOf = (look: Looked, frame: Frame): Proof => {
      const proof = proofs.proofOf(look, kind, frame, names);
      return proof === 'whole' && kind === 'command' && isFirstWord(look.state, nodes) ? 'start' : proof;
    };
    const tried: Tried = { vain: new Map(), judged: 0 };
    const isBehind = (entry: Entry, wanted: 'whole' | 'start'): boolean => {
      const at = all.findIndex((stage) => stage.entry === entry);
      const counts: Counts = (look, frame) => proofOf(look, frame) === wanted;
      const frame: Frame = { place: all[at]?.leaves ?? arrival.at, joins };
      return at >= 0 && isChecked(entry, taken.slice(at).flat(), frame, arrival, counts, tried);
    };
    return { isBehind, entries: all.map(({ entry }) => entry) };
  }

  // `line.split(' ')[0]`, where the whole line is what arrives.
  function isFirstWord(state: Tracked, arriving: ReadonlySet<Node>): boolean {
    const states = unrolled(state);
    return states.some(({ node }, at) => {
      const before = states[at - 1]?.node;
      return before !== undefined && !arriving.has(node) && isFirst(node) && isSplit(before);
    });
  }

  function isFirst(node: Node): boolean {
    const value = graph.value(node);
    if (value.kind === 'member') return value.name === '0';
    const key =
      value.kind === 'element' && value.key !== undefined ? graph.value(graph.sibling(node, value.key)) : value;
    return key.kind === 'literal' && key.value === 0;
  }

  function isSplit(node: Node): boolean {
    const made = peeled(graph, node);
    if (graph.value(made).kind === 'call') return calleeName(graph.fileOf(made), idOf(made)) === 'split';
    const value = graph.value(made);
    return value.kind === 'variable' && value.values.some((id) => isSplit(graph.sibling(made, id)));
  }

  function nameOf(node: Node): string {
    const value = graph.value(node);
    if (value.kind === 'member') return value.name;
    return value.kind === 'call' ? calleeName(graph.fileOf(node), idOf(node)) : '';
  }

  function joinsOf(chain: readonly Tracked[]): Map<Node, Node> {
    const joins = new Map<Node, Node>();
    chain.forEach(({ node }, at) => {
      const before = chain[at - 1]?.node;
      const { kind } = graph.value(node);
      if (before !== undefined && (kind === 'conditional' || kind === 'choice')) joins.set(node, before);
    });
    return joins;
  }

  // The part of a way that lies in one entry: the function is entered once, and left at the place of the last hop.
  function stages(chain: readonly Tracked[]): { entry: Entry; states: Tracked[]; leaves?: Place }[] {
    const byEntry = new Map<Entry, Tracked[]>();
    for (const state of chain) gather(byEntry, state.entry, state);
    return [...byEntry].map(([entry, states]) => {
      const last = states.findLast((state) => state.hop)?.hop?.at;
      const isLast = states.at(-1) === chain.at(-1);
      return { entry, states, ...(last && !isLast ? { leaves: last } : {}) };
    });
  }

  // `taken` are the names read from here on, until the value arrives.
  function isChecked(
    entry: Entry,
    taken: string[],
    frame: Frame,
    arrival: Arrival,
    counts: Counts,
    tried: Tried,
    depth = 0,
  ): boolean {
    const isHere = entry.looks.some((look) => {
      const { state, use } = look;
      const at = graph.place(graph.sibling(state.node, use.kind === 'operand' ? use.to : use.call));
      if (!isSameValue(entry, taken, takenUpTo(state)) || !(isBefore(at, frame.place) || isPartOf(at, frame.place)))
        return false;
      const said = checks.look(state.node, use);
      const isLook = said === 'guards' || checks.encloses(state.node, use, arrival.at);
      const isJudged = arrival.row.kind === 'url' && isAsked(look);
      if (isLook || isJudged || said === 'compares') tried.judged++;
      const isAskedFor = isJudged || (said === 'compares' && proofs.decides(look, frame));
      return (isLook || isAskedFor) && counts(look, frame);
    });
    if (isHere || depth >= maxCalls) return isHere;
    return lookingCalls(entry, maxCalls - depth - 1).some(({ to, from, call }) => {
      if (!from.hop || !isBefore(from.hop.at, frame.place)) return false;
      if (isLetGo(call)) return false;
      const read = takenUpTo(from);
      if (!read.every((name, at) => name === taken[at] || at >= taken.length)) return false;
      const left = taken.slice(read.length);
      const names = left.join('.');
      const vain = tried.vain.get(to) ?? new Map<string, number>();
      if ((vain.get(names) ?? maxCalls) <= depth) return false;
      const { judged } = tried;
      const inner: Frame = { place: undefined, joins: frame.joins, enteredBy: { call, frame } };
      if (isChecked(to, left, inner, arrival, counts, tried, depth + 1)) return true;
      if (tried.judged === judged) tried.vain.set(to, vain.set(names, depth));
      return false;
    });
  }

  // The calls of an entry that lead to a look at the value, at most so many calls further on; most lead to none.
  function lookingCalls(entry: Entry, further: number): Entry['calls'] {
    const memo = lookingMemo[further];
    const known = memo?.get(entry);
    if (known) return known;
    const calls = entry.calls.filter(({ to }) => isLookedAt(to, further));
    memo?.set(entry, calls);
    return calls;
  }

  function isLookedAt(entry: Entry, further: number): boolean {
    return entry.looks.length > 0 || (further > 0 && lookingCalls(entry, further - 1).length > 0);
  }

  // `check(name);`, where `check` is async and nobody waits for what it says.
  function isLetGo(call: Node): boolean {
    if (linked.usesOf(call).length > 0) return false;
    const { functions } = linked.targets(call);
    return functions.length > 0 && functions.every(({ fact }) => fact.isAsync);
  }

  // Who looks up where a host lies, or whether its name is an address, judges the answer.
  function isAsked({ state, use }: Looked): boolean {
    return (
      use.kind === 'argument' &&
      /^(lookup|resolve[46]|isIP(v[46])?)$/.test(calleeName(graph.fileOf(state.node), use.call))
    );
  }

  // In another file or function the order is that of the calls, which has been looked at.
  function isBefore(at: Place, leaves: Place | undefined): boolean {
    if (!leaves || at.file !== leaves.file) return true;
    const { facts } = graph.file(at.file) ?? {};
    return at.start < leaves.start && facts !== undefined && runsBefore(facts, at.start, leaves.start);
  }

  return { barrierOf, isCleanBehind };
}

// `run(known.has(name) ? name : 'other')`
function isPartOf(at: Place, whole: Place | undefined): boolean {
  return whole !== undefined && isWithin(at, whole);
}

/** True for a seed of which every field is tracked: what it holds may be checked field by field. */
export function isGuardable(entry: Entry): boolean {
  return entry.seed?.row.deep === true && headOf(entry.seed.path) !== '';
}
