/** Of all ways to one place one flow: the way that tells most is shown, and the others by where they begin. */
import type { Flow } from '../../context.ts';
import type { Place } from '../../finding.ts';
import { gather } from '../../gather.ts';
import { type createBarriers, isGuardable } from '../checks/barriers.ts';
import { destinationOf } from './destination.ts';
import { namesOf } from '../field-path.ts';
import { calleeName, type Graph, idOf } from '../graph.ts';
import type { Options } from '../evaluate/options.ts';
import type { FoundPath } from './paths.ts';
import { handedToLogger } from './shown-places.ts';

interface JoinedFlowsInput {
  graph: Graph;
  options: Options;
  barriers: ReturnType<typeof createBarriers>;
  isTest(path: string): boolean;
}

/** Returns what makes flows of ways: one for each place at which values arrive, or are handed to a logger, by their places. */
export function createJoinedFlows({ graph, options, barriers, isTest }: JoinedFlowsInput) {
  function joined(paths: readonly FoundPath[]): Flow[] {
    const bySink = new Map<string, FoundPath[]>();
    for (const path of paths) {
      gather(bySink, placeOf(path), path);
    }
    const all = [...bySink.values()].map(toFlow).sort(bySinkPlace);
    const alike = new Map<string, Flow[]>();
    const kin = ({ source, sink, sinkKind }: Flow): string => `${source.file}|${source.start}|${sink.file}|${sinkKind}`;
    for (const flow of all) gather(alike, kin(flow), flow);
    return all.filter((flow) => !alike.get(kin(flow))?.some((other) => other !== flow && isOuter(flow, other)));
  }

  function toFlow(paths: FoundPath[]): Flow {
    const ranked = paths.toSorted((a, b) => rank(a) - rank(b) || comparePlaces(a, b));
    const best = ranked[0] && lessDeep(ranked[0], ranked);
    if (!best) throw new RangeError('a flow needs a path');
    const [source, sink] = [best.steps[0], best.steps.at(-1)];
    if (!source || !sink) throw new RangeError('a path needs two ends');
    const others = new Map<string, (typeof best.steps)[number]>();
    for (const path of ranked.slice(1)) {
      const first = path.steps[0];
      if (first && (first.file !== source.file || first.start !== source.start || first.note !== source.note))
        others.set(`${first.file}|${first.start}|${first.note}`, first);
    }
    const { call, row, url } = best.arrival;
    return {
      source,
      sink,
      steps: best.steps,
      handOver: best.handOver,
      sinkKind: row.kind,
      isWhole: best.isWhole,
      isAssumed: isAssumed(best),
      isPart:
        best.isPart ||
        paths.some(({ arrival }) => arrival.row.part === true && isSamePlace(arrival.at, best.arrival.at)),
      ...(isGuardable(best.root) && barriers.barrierOf(best)?.kind === 'first-word'
        ? { isFirstWordChecked: true }
        : {}),
      bare: best.bare.filter((at) => ranked.every(({ bare }) => bare.some((other) => isSamePlace(at, other)))),
      isTail: best.isTail,
      ...(best.shown === undefined ? {} : { shown: best.shown }),
      fields: namesOf(best.arrival.state.path),
      destination: call === undefined ? { texts: [], names: [] } : destinationOf(graph, options, call, url),
      alsoFrom: [...others.values()],
      callee: call === undefined ? '' : calleeName(graph.fileOf(call), idOf(call)),
      ...(call === undefined ? {} : { call: { id: call, at: graph.place(call) } }),
      confidence: 'high',
    };
  }

  // A named value before a whole object, the project's own code before its tests, a short path before a long one.
  function rank(path: FoundPath): number {
    const first = path.steps[0];
    return (
      (path.isWhole ? 1000 : 0) +
      (isWholeText(path) ? 100 : 0) +
      (path.root.seed?.isConvention ? 400 : 0) +
      (first && isTest(first.file) ? 200 : 0) +
      Math.min(path.steps.length, 99)
    );
  }

  return joined;
}

// `context.session?.session || context.session`: where one of them arrives, the same value lies higher than in the other.
function lessDeep(best: FoundPath, others: readonly FoundPath[]): FoundPath {
  const { path } = best.arrival.state;
  const isHigher = ({ root, isWhole, arrival }: FoundPath): boolean =>
    root === best.root && isWhole === best.isWhole && path.endsWith(`/${arrival.state.path}`);
  return (best.arrival.row.deep && others.find(isHigher)) || best;
}

// A tool that is there to run commands or queries hides none that writes the value into a text of its own.
function isWholeText({ arrival: { row }, chain }: FoundPath): boolean {
  return (row.kind === 'command' || row.kind === 'sql') && !chain.some(({ hop }) => hop?.isPart);
}

// What is handed to a logger of the project is told, mended and silenced where that is done, and not where the logger writes.
function placeOf({ arrival: { at, row, call }, steps }: FoundPath): string {
  const logger = row.kind === 'log-record' ? handedToLogger(steps) : undefined;
  return [at.file, row.kind, call ?? at.start, ...(logger ? [logger.file, logger.start] : [])].join('|');
}

/** True where nobody promises that what arrives holds the value: it is an object that may. */
export function isAssumed({ isWhole, isWritten, root }: FoundPath): boolean {
  return (isWhole || isWritten) && root.seed?.row.ifRead === true;
}

// `new Client({ getToken() { return { token } } })`: the inner place says more than the call around it.
// Both start at the same place and end in the same way in the same file.
function isOuter(flow: Flow, other: Flow): boolean {
  const [a, b] = [flow.sink, other.sink];
  return a.start <= b.start && a.end >= b.end && (a.start < b.start || a.end > b.end);
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

function comparePlaces(a: FoundPath, b: FoundPath): number {
  const [x, y] = [a.steps[0], b.steps[0]];
  if (!x || !y) return 0;
  return x.file < y.file ? -1 : x.file > y.file ? 1 : x.start - y.start;
}

function bySinkPlace(a: Flow, b: Flow): number {
  return a.sink.file < b.sink.file ? -1 : a.sink.file > b.sink.file ? 1 : a.sink.start - b.sink.start;
}
