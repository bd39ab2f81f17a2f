/** The program as rules see it: the entry of the flow engine, and the answers to what a rule may ask. */
import type { Config } from '../config.ts';
import type { Flow, FlowQuery, RuleContext } from '../context.ts';
import type { Facts } from '../facts/facts.ts';
import type { Place } from '../finding.ts';
import type { Importers } from '../input/importers.ts';
import type { Catalog } from '../models/catalog.ts';
import type { PropagatorRow, SinkKind, SourceKind } from '../models/model.ts';
import { createApps } from './routes/apps.ts';
import { createCrossOrigin } from './routes/cross-origin.ts';
import { createEndpoints } from './routes/endpoints.ts';
import { createPasses } from './routes/passes.ts';
import { createGates } from './routes/gates.ts';
import { createApiCalls } from './api-calls.ts';
import { createBarriers, isGuardable } from './barriers.ts';
import { createClaims } from './claims.ts';
import { destinationOf } from './destination.ts';
import { createConstants } from './constants.ts';
import { createDefinitions } from './definitions.ts';
import { createForms } from './forms/forms.ts';
import { createQueryReads } from './forms/query-reads.ts';
import { createEdits } from './edits/edits.ts';
import { everything, type FieldPath, isItself, itself, namesOf, taken, under } from './field-path.ts';
import { createFunctions } from './functions.ts';
import { calleeName, createGraph, fnNode, idOf, type LoadedFile, type Node } from './graph.ts';
import { createLinks } from './links.ts';
import { isEnough, isMasked } from './masking.ts';
import type { ModuleResolver } from './modules.ts';
import { createCallSites, relative } from './optioned-calls.ts';
import { createOptions } from './options.ts';
import { type FoundPath, pathsFrom } from './paths.ts';
import { createPackageWords } from './package-words.ts';
import { createScopeRequests } from './scope-requests.ts';
import { createSchemas } from './schemas.ts';
import { findEntrances } from './seeds.ts';
import { createTools } from './tools.ts';
import { track } from './track.ts';
import type { Entry, Looked } from './tracked.ts';
import type { Use } from './uses.ts';
import { createVerifications } from './verifications.ts';
import { createVerifiers } from './verifiers.ts';

export interface ProgramInput {
  /** Relative paths of the files with a telling word, sorted. */
  files: string[];
  /** Which of the other files import the file. */
  importersOf(path: string): Importers;
  /** The facts of a file, read on demand; undefined when there are none. */
  load(path: string): Facts | undefined;
  /** False only when the name stands nowhere in the file, and nothing is re-exported under a star. */
  mentions(path: string, name: string): boolean;
  /** The decoded text of a file that was read. */
  text(path: string): string;
  resolver: ModuleResolver;
  catalog: Catalog;
  config: Config;
  isTest(path: string): boolean;
  /** Called in long loops; it may throw to end them. */
  checkpoint?: () => void;
}

/** Links the selected files and answers questions about them; files that a flow reaches are read on demand. */
export function createProgram(input: ProgramInput): Omit<RuleContext, 'manifests'> {
  const { catalog, config } = input;
  const graph = createGraph(input);
  for (const path of input.files) graph.file(path);
  const linked = createLinks({
    graph,
    catalog,
    importersOf: (path) => input.importersOf(path),
    isTest: (path) => input.isTest(path),
    ...(input.checkpoint ? { checkpoint: input.checkpoint } : {}),
  });
  linked.link([...graph.files]);
  // Only files with a telling word can hold an entrance, a verifier or a scope; of the others flows ask on their own.
  const selected: readonly LoadedFile[] = input.files.flatMap((path) => graph.file(path) ?? []);
  const options = createOptions(graph, linked, (path) => input.isTest(path));
  const claims = createClaims(graph, linked, catalog, (path) => input.isTest(path));
  const barriers = createBarriers(graph, linked);
  const flowMemo = new Map<string, Flow[]>();
  const rootMemo = new Map<string, Entry[]>();
  const inbound = new Set<Node>();
  const exchangeHelpers = config.exchangeHelpers ?? [];

  function flows({ from, to }: FlowQuery): Flow[] {
    const key = `${[...from].sort().join(',')}|${[...to].sort().join(',')}`;
    let found = flowMemo.get(key);
    if (!found) flowMemo.set(key, (found = findFlows(rootsOf(from), new Set(to))));
    return found;
  }

  function rootsOf(from: SourceKind[]): Entry[] {
    const key = [...from].sort().join(',');
    let roots = rootMemo.get(key);
    if (!roots) rootMemo.set(key, (roots = walkFrom(from)));
    return roots;
  }

  function walkFrom(from: SourceKind[]): Entry[] {
    const found = findEntrances(graph, linked, withPlaced(), from, { freeFields: tools.freeFields, holds });
    const { channels } = found;
    // Where the verifier puts another token in its place, what a tool reads is not what the caller sent.
    const seeds = verifiers.replacesToken()
      ? found.seeds.filter((seed) => !/\bauthInfo\b/i.test(seed.row.path))
      : found.seeds;
    return track(graph, linked, catalog, seeds, {
      channels,
      exchangeHelpers,
      freeFields: afterSchema,
      ...(input.checkpoint ? { checkpoint: input.checkpoint } : {}),
      observe(state, use) {
        if (use.kind === 'take' && taken(state.path, use.name ?? '') === itself) state.entry.isRead = true;
        if (isLooking(use) && isItself(state.path)) state.entry.looks.push({ state, use });
        if (use.kind === 'argument' && state.path === '') inbound.add(graph.sibling(state.node, use.call));
        if (use.kind === 'receiver' && state.path === '') inbound.add(graph.sibling(state.node, use.call));
      },
    }).roots;
  }

  // Of all the places where values arrive, those that are asked for: most arguments of tools are logged, too.
  function findFlows(roots: readonly Entry[], to: ReadonlySet<SinkKind>): Flow[] {
    const bySink = new Map<string, FoundPath[]>();
    for (const root of roots) {
      for (const path of pathsFrom(graph, root, to)) {
        const { at, row, call } = path.arrival;
        if (!isMeant(path) || (isGuardable(path.root) && barriers.isBarred(path))) continue;
        if (!isEnough(graph, path) || (row.kind === 'log-record' && isMasked(graph, path))) continue;
        if (isAssumed(path) && !path.root.isRead) continue;
        // A request object handed whole to code that nobody knows is no forwarded header.
        if (path.isWhole && /^(Unmodelled|Unresolved)\b/.test(row.path)) continue;
        const sinkKey = `${at.file}|${row.kind}|${call ?? at.start}`;
        const list = bySink.get(sinkKey);
        if (list) list.push(path);
        else bySink.set(sinkKey, [path]);
      }
    }
    const all = [...bySink.values()].map(toFlow).sort(bySinkPlace);
    return all.filter((flow) => !all.some((other) => other !== flow && isOuter(flow, other)));
  }

  // A handler may stand in a file without any telling word; what calls it says what it is.
  function withPlaced(): readonly LoadedFile[] {
    const rest = linked.placedFiles().filter((file) => !selected.includes(file));
    return [...selected, ...rest.sort((a, b) => (a.path < b.path ? -1 : 1))];
  }

  function holds({ path }: LoadedFile, words: readonly string[]): boolean {
    const text = input.text(path);
    return words.some((word) => text.includes(word));
  }

  function afterSchema(call: Node, row: PropagatorRow): FieldPath[] | undefined {
    const [slot] = row.schema === undefined ? [] : options.slots(call, relative(row.schema));
    const free = slot?.kind === 'value' ? schemas.freeFields(slot.node) : undefined;
    return free?.map((name) => under(name, everything) ?? everything);
  }

  // `spawn(line, { shell: true })`: without its option the place is none.
  function isMeant({ arrival: { call, when } }: FoundPath): boolean {
    if (!when) return true;
    if (call === undefined) return false;
    const { state, texts = [] } = options.read(call, [when]);
    return state === 'set' && !texts.some((text) => text === 'false');
  }

  function toFlow(paths: FoundPath[]): Flow {
    const ranked = paths.toSorted((a, b) => rank(a) - rank(b) || comparePlaces(a, b));
    const best = ranked[0];
    if (!best) throw new RangeError('a flow needs a path');
    const [source, sink] = [best.steps[0], best.steps.at(-1)];
    if (!source || !sink) throw new RangeError('a path needs two ends');
    const others = new Map<string, (typeof best.steps)[number]>();
    for (const path of ranked.slice(1)) {
      const first = path.steps[0];
      if (first && (first.file !== source.file || first.start !== source.start))
        others.set(`${first.file}|${first.start}`, first);
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
      isPart: best.isPart,
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
      (path.root.seed?.isConvention ? 400 : 0) +
      (first && input.isTest(first.file) ? 200 : 0) +
      Math.min(path.steps.length, 99)
    );
  }

  const functions = createFunctions({ graph, linked, selected });
  const sites = createCallSites({ graph, linked, selected, functions });
  const definitions = createDefinitions({ graph, linked, options, isTest: (path) => input.isTest(path) });
  const { constantsOf, wordsOf } = createConstants(graph, linked, input.text);
  const schemas = createSchemas({ graph, linked, options, definitions });
  const { calls, slotsOf } = createApiCalls({ graph, linked, options, functions, sites, constantsOf });
  const tools = createTools({ graph, linked, options, functions, schemas, calls, slotsOf, isTest: input.isTest });
  const apps = createApps({ graph, linked, options, definitions, slotsOf });
  const verifications = createVerifications({ graph, linked, options, claims, selected, sites });
  const verifiers = createVerifiers({
    graph,
    linked,
    functions,
    selected,
    isTest: (path) => input.isTest(path),
    verifications: () => verifications.verifications('token-verification', 'introspection', 'userinfo', 'token-decode'),
    inboundCalls() {
      flows({ from: ['inbound-token'], to: [] });
      return inbound;
    },
  });
  const gates = createGates({
    graph,
    linked,
    definitions,
    functions,
    verifies: (fn) =>
      verifications
        .verifications('token-verification', 'introspection', 'endpoint-gate')
        .some((v) => v.within?.id === fnNode(fn)),
  });
  const { passes } = createPasses({ graph, linked, functions, handedOn: gates.handedOn });
  const endpoints = createEndpoints({
    passes,
    graph,
    linked,
    definitions,
    functions,
    apps,
    gates,
    calls,
    isTest: (path) => input.isTest(path),
  });
  const packages = createPackageWords({ graph, selected, isTest: (path) => input.isTest(path) });
  // What a model may call, or what serves or runs one.
  const agentPlaces = (): Place[] => [
    ...calls('tool', 'approval', 'mcp-transport', 'mcp-handler', 'a2a-handler').map(({ at }) => at),
    ...tools.tools().map(({ at }) => at),
  ];
  return {
    config,
    edits: createEdits({
      graph,
      linked,
      text: input.text,
      ...verifications,
      fnOf: functions.fnOf,
      resources: config.resource ?? [],
    }),
    flows,
    isTest: (file) => input.isTest(file),
    ...functions,
    texts: (least) => wordsOf(selected, least),
    calls,
    ...createForms({ graph, linked, catalog, options, functions, selected }),
    ...createQueryReads({ graph, linked, functions, selected }),
    ...packages,
    isAgentPackage: (near) => agentPlaces().some((at) => packages.isSamePackage(near, at)),
    tools: tools.tools,
    readsOnly: tools.readsOnly,
    endpoints: endpoints.endpoints,
    ...createCrossOrigin({ graph, linked, functions, selected, calls, slotsOf, isTest: (path) => input.isTest(path) }),
    passes,
    ...verifications,
    ...verifiers,
    ...createScopeRequests({ graph, linked, options, selected }),
  };
}

function isAssumed({ isWhole, isWritten, root }: FoundPath): boolean {
  return (isWhole || isWritten) && root.seed?.row.ifRead === true;
}

function isLooking(use: Use): use is Looked['use'] {
  return use.kind === 'operand' || use.kind === 'receiver' || use.kind === 'argument';
}

// `new Client({ getToken() { return { token } } })`: the inner place says more than the call around it.
function isOuter(flow: Flow, other: Flow): boolean {
  const [a, b] = [flow.sink, other.sink];
  const isSameSource = flow.source.file === other.source.file && flow.source.start === other.source.start;
  const contains = a.file === b.file && a.start <= b.start && a.end >= b.end && (a.start < b.start || a.end > b.end);
  return isSameSource && contains && flow.sinkKind === other.sinkKind;
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
