/** Follows values from where they enter to where they must not arrive, and tells each arrival as one flow. */
import type { Config } from '../../config.ts';
import type { Flow, FlowQuery } from '../../context.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { PropagatorRow, SinkKind, SourceKind } from '../../models/model.ts';
import { createBarriers, isGuardable } from '../checks/barriers.ts';
import { createConditionedPlaces } from './conditioned-places.ts';
import type { Definitions } from '../resolve/definitions.ts';
import { createExclusions } from './exclusions.ts';
import { createFailedRequests } from './failed-requests.ts';
import { element, everything, type FieldPath, headOf, isItself, itself, namesOf, taken } from '../field-path.ts';
import { createFreeNames } from './free-names.ts';
import { calleeName, type Fn, type Graph, type LoadedFile, type Node } from '../graph.ts';
import { createJoinedFlows, isAssumed } from './joined-flows.ts';
import type { Linked } from '../link/links.ts';
import { isEnough, isForElsewhere, isMasked } from './masking.ts';
import { isOtherSetting } from './other-settings.ts';
import { relative } from '../evaluate/optioned-calls.ts';
import type { Options } from '../evaluate/options.ts';
import { type FoundPath, pathsFrom } from './paths.ts';
import { isAfterRefusal } from './refusals.ts';
import { isAnswerToGrant } from './grant-answers.ts';
import { narrowedTo } from '../evaluate/free-paths.ts';
import type { Schemas } from '../evaluate/schemas.ts';
import { type Entrances, findEntrances } from '../track/seeds.ts';
import { createTellingWays } from './telling-ways.ts';
import { track } from '../track/track.ts';
import type { Entry, Looked, Tracked } from '../track/tracked.ts';
import type { Use } from '../track/uses.ts';

// What a gate hands on of the token that it was given.
const handed = /\bauthInfo\b|Member\[auth\]\.Member\[token\]/i;

interface FlowsInput {
  graph: Graph;
  linked: Linked;
  catalog: Catalog;
  config: Config;
  options: Options;
  definitions: Definitions;
  schemas: Schemas;
  /** The files with a telling word. */
  selected: readonly LoadedFile[];
  /** The fields of a handler's first parameter that a schema leaves free; undefined for all of them. */
  freePaths(param: Node): FieldPath[] | undefined;
  /** True for the parameter that is given what a schema of a tool describes. */
  isInput(param: Node): boolean;
  /** True where the schema of a tool lets the caller choose how the fields of that field are called. */
  takesAnyName(param: Node, name: string): boolean;
  /** True where every verifier puts another token in the place of the one that came in. */
  replacesToken(): boolean;
  /** A function, and those of the project that it calls. */
  reach(fn: Fn): readonly Fn[];
  text(path: string): string;
  isTest(path: string): boolean;
  checkpoint?: () => void;
}

export interface Flows {
  flows(query: FlowQuery): Flow[];
  /** Calls that an inbound token was handed to. */
  inboundCalls(): ReadonlySet<Node>;
  /** Fields that the program takes out of what a model chose. */
  argumentsTaken(): ReadonlySet<Node>;
}

/** Answers about flows; every kind of source is followed once, whoever asks. */
export function createFlows(input: FlowsInput): Flows {
  const {
    graph,
    linked,
    catalog,
    config,
    options,
    schemas,
    selected,
    freePaths,
    isInput,
    takesAnyName,
    replacesToken,
  } = input;
  const { text, isTest, checkpoint } = input;
  const barriers = createBarriers(graph, linked);
  const { isExcluded } = createExclusions(graph, input.reach);
  const { isMeant } = createConditionedPlaces(graph, linked, options);
  const failed = createFailedRequests({ graph, linked, options, definitions: input.definitions });
  const names = createFreeNames({ graph, linked, schemas, isInput, takesAnyName });
  const tellingWays = createTellingWays({ barriers, isMeant, isTelling });
  const joined = createJoinedFlows({ graph, options, barriers, isTest });
  const flowMemo = new Map<string, Flow[]>();
  const pathMemo = new Map<string, FoundPath[]>();
  const rootMemo = new Map<SourceKind, Entry[]>();
  const heldMemo = new Map<string, boolean>();
  let entrances: Entrances | undefined;
  const inbound = new Set<Node>();
  const argumentsTaken = new Set<Node>();
  const exchangeHelpers = config.exchangeHelpers ?? [];

  function flows({ from, to }: FlowQuery): Flow[] {
    const kinds = [...new Set(from)].sort();
    const key = `${kinds.join(',')}|${[...to].sort().join(',')}`;
    let found = flowMemo.get(key);
    if (!found) flowMemo.set(key, (found = joined(kinds.flatMap((kind) => pathsAlong(kind, new Set(to))))));
    return found;
  }

  function rootsOf(kind: SourceKind): Entry[] {
    let roots = rootMemo.get(kind);
    if (!roots) rootMemo.set(kind, (roots = walkFrom(kind)));
    return roots;
  }

  function walkFrom(kind: SourceKind): Entry[] {
    entrances ??= findEntrances(graph, linked, withPlaced(), { freePaths, isInput, holds, checkpoint });
    const { channels } = entrances;
    const entered = entrances.seeds.filter((seed) => seed.row.kind === kind);
    const seeds = kind === 'failed-request' ? [...failed.seeds(withPlaced()), ...entered] : entered;
    // Of nothing else one asks whether it was checked.
    const areGuardable = seeds.some(({ row }) => row.deep === true);
    return track(graph, linked, catalog, seeds, {
      channels,
      exchangeHelpers,
      freeFields: afterSchema,
      ...(checkpoint ? { checkpoint } : {}),
      observe(state, use) {
        // What the program put the value into, a text with all of the answer, is taken out again by another name.
        if (use.kind === 'take' && state.path === use.name && isOwnName(state.entry, use.name))
          state.entry.isRead = true;
        if (areGuardable && isLooking(use) && (isItself(state.path) || isSearched(state, use)))
          state.entry.looks.push({ state, use });
        if (
          kind === 'tool-argument' &&
          use.kind === 'take' &&
          use.name !== undefined &&
          taken(state.path, use.name) === everything
        )
          argumentsTaken.add(graph.sibling(state.node, use.to));
        const isHanded = (use.kind === 'argument' || use.kind === 'receiver') && state.path === itself;
        if (isHanded && kind === 'inbound-token') inbound.add(graph.sibling(state.node, use.call));
      },
    }).roots;
  }

  // Of those that are asked for: most arguments of tools are logged, too. Rules ask for the same with others.
  function pathsAlong(kind: SourceKind, to: ReadonlySet<SinkKind>): FoundPath[] {
    const key = `${kind}|${[...to].sort().join(',')}`;
    let found = pathMemo.get(key);
    if (!found) {
      found = rootsOf(kind)
        .flatMap((root) => pathsFrom(graph, root, to))
        .flatMap(tellingWays);
      pathMemo.set(key, found);
    }
    return found;
  }

  function isTelling(path: FoundPath): boolean {
    const { row } = path.arrival;
    // Where the verifier puts another token in its place, what a tool reads is not what the caller sent.
    const isHanded = handed.test(path.root.seed?.row.path ?? '') && row.kind !== 'log-record';
    if (isHanded && replacesToken()) return false;
    // What only a test sends into the product says nothing of the product.
    const from = graph.fileOf(path.root.start.node).path;
    if (isTest(from) && !isTest(path.arrival.at.file)) return false;
    if (!isMeant(path) || (isGuardable(path.root) && barriers.barrierOf(path)?.kind === 'clean')) return false;
    if (
      !isEnough(graph, path) ||
      (row.kind === 'log-record' && (isMasked(graph, path) || isForElsewhere(graph, linked, path)))
    )
      return false;
    if ((isAssumed(path) && !isHeld(path)) || isOtherSetting(graph, path)) return false;
    if (failed.isOtherError(path)) return false;
    if (!names.isFree(path) || isExcluded(path)) return false;
    // A request object handed whole to code that nobody knows is no forwarded header.
    return !path.isWhole || !/^(Unmodelled|Unresolved)\b/.test(row.path);
  }

  // Somebody reads the value from the object, or asked for it; where the other side said no, it is not there.
  function isHeld({ root, arrival }: FoundPath): boolean {
    return (root.isRead === true || isAnswerToGrant(graph, root.start.node)) && !isAfterRefusal(graph, arrival.at);
  }

  // A handler may stand in a file without any telling word; what calls it says what it is.
  function withPlaced(): readonly LoadedFile[] {
    const known = new Set(selected);
    const rest = linked.placedFiles().filter((file) => !known.has(file));
    return [...selected, ...rest.sort((a, b) => (a.path < b.path ? -1 : 1))];
  }

  function holds({ path }: LoadedFile, words: readonly string[]): boolean {
    const key = `${path}|${words.join('|')}`;
    let isThere = heldMemo.get(key);
    if (isThere === undefined) {
      const whole = text(path);
      heldMemo.set(key, (isThere = words.some((word) => whole.includes(word))));
    }
    return isThere;
  }

  function afterSchema(call: Node, row: PropagatorRow, path: FieldPath): FieldPath[] | undefined {
    const [slot] = row.schema === undefined ? [] : options.slots(call, relative(row.schema));
    if (row.schema !== undefined) names.note(call, slot?.kind === 'value' ? slot.node : undefined);
    if (slot?.kind !== 'value') return undefined;
    const free = schemas.freePaths(slot.node);
    if (path === everything || !free) return free;
    const near = free.filter((place) => headOf(place) === headOf(path));
    if (near.length > 0) return narrowedTo(near, path);
    return schemas.isBoundField(slot.node, headOf(path)) ? [] : undefined;
  }

  // `file.split('/').includes('..')`
  function isSearched({ node, path }: Tracked, use: Use): boolean {
    if (use.kind !== 'receiver' || headOf(path) !== element) return false;
    return /^(includes|indexOf)$/.test(calleeName(graph.fileOf(node), use.call));
  }

  return {
    flows,
    inboundCalls() {
      rootsOf('inbound-token');
      return inbound;
    },
    argumentsTaken() {
      rootsOf('tool-argument');
      return argumentsTaken;
    },
  };
}

function isOwnName({ seed }: Entry, name: string): boolean {
  return seed === undefined || namesOf(seed.path).at(-1) === name;
}

function isLooking(use: Use): use is Looked['use'] {
  return use.kind === 'operand' || use.kind === 'receiver' || use.kind === 'argument';
}
