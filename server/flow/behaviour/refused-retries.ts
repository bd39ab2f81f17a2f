/** Functions that ask once more, by themselves, when they were refused, and that nothing stops from doing so for ever. */
import type { RefusedRetry } from '../../context.ts';
import { operands } from '../../facts/backward.ts';
import type { FunctionFact, Value, ValueId } from '../../facts/facts.ts';
import { guardsOf } from '../../facts/within.ts';
import type { Functions } from './functions.ts';
import {
  calleeName,
  type Fn,
  type Graph,
  idOf,
  isInside,
  type LoadedFile,
  nodeOf,
  peeled,
  reachedFrom,
} from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { gather } from '../../gather.ts';

interface RefusedRetriesInput {
  graph: Graph;
  linked: Linked;
  functions: Pick<Functions, 'refOf'>;
  selected: readonly LoadedFile[];
}

type FunctionsByName = ReadonlyMap<string, readonly FunctionFact[]>;

const statuses = new Set<unknown>([401, 403, '401', '403', 'insufficient_scope']);
const refused = /^(?:\w*Unauthorized\w*|\w*Forbidden\w*|\w*InsufficientScope\w*)$/;
// What counts, remembers or bounds, by its name.
const bounding =
  /retr(?:y|ied|ies)|attempt|tries|tried|count|limit|max|budget|depth|once|already|again|first|refreshed|seen|has(?:Auth|Completed|Tried)|deadline|timeout/i;

/** Answers about retries in the selected files. */
export function createRefusedRetries({ graph, linked, functions, selected }: RefusedRetriesInput) {
  let memo: RefusedRetry[] | undefined;

  /** Calls by which a function asks itself once more, with nothing but what it was given, after a 401 or 403. */
  function refusedRetries(): RefusedRetry[] {
    memo ??= selected.flatMap(inFile);
    return memo;
  }

  function inFile(file: LoadedFile): RefusedRetry[] {
    const byName = new Map<string, FunctionFact[]>();
    for (const fn of file.facts.functions) gather(byName, fn.name, fn);
    return file.facts.calls.flatMap((id) => describe(file, id, byName) ?? []);
  }

  function describe(file: LoadedFile, id: ValueId, byName: FunctionsByName): RefusedRetry | undefined {
    const fn = itself(file, id, byName);
    const at = nodeOf(file, id);
    if (!fn || !handsOnWhatItHas(fn, id) || isBounded(fn)) return undefined;
    const status = refusalBefore(file, id);
    return status === undefined ? undefined : { at: graph.place(at), fn: functions.refOf(fn), status };
  }

  // The function around the call, when that is what is called.
  function itself(file: LoadedFile, id: ValueId, byName: FunctionsByName): Fn | undefined {
    const call = file.facts.values[id];
    const named = byName.get(calleeName(file, id));
    if (!call || !named?.some((fn) => call.start > fn.start && call.end <= fn.end)) return undefined;
    const [fn, ...others] = linked.targets(nodeOf(file, id)).functions;
    return fn && others.length === 0 && fn.file === file && isInside(fn, call) ? fn : undefined;
  }

  // Each argument is the parameter that stood in its place: nothing is counted on the way.
  function handsOnWhatItHas({ file, id: own }: Fn, id: ValueId): boolean {
    const call = file.facts.values[id];
    if (call?.kind !== 'call') return false;
    return call.args.every((arg, index) => {
      const given = graph.value(peeled(graph, nodeOf(file, arg.value)));
      return given.kind === 'param' && given.fn === own && given.index === index;
    });
  }

  // Something is counted or remembered, or told apart by what the function itself has changed.
  function isBounded(fn: Fn): boolean {
    const { facts } = fn.file;
    const written = new Set(facts.stores.filter((store) => isInside(fn, store)).map(({ name }) => name));
    return (
      facts.values.some((value) => {
        if (!isInside(fn, value)) return false;
        return value.kind === 'binary' ? /^[<>]=?$/.test(value.op) : bounding.test(nameOf(value) ?? '');
      }) || testedNames(fn).some((name) => written.has(name))
    );
  }

  function testedNames(fn: Fn): string[] {
    const tests = fn.file.facts.guards.filter((guard) => isInside(fn, guard)).map(({ test }) => nodeOf(fn.file, test));
    return tests.flatMap((test) => reachedFrom(graph, test, operands).flatMap((at) => nameOf(graph.value(at)) ?? []));
  }

  function nameOf(value: Value): string | undefined {
    return value.kind === 'member' || value.kind === 'variable' || value.kind === 'param' ? value.name : undefined;
  }

  // Of the tests around the call, in the function and inside it.
  function refusalBefore(file: LoadedFile, id: ValueId): string | undefined {
    const call = file.facts.values[id];
    if (!call) return undefined;
    for (const guard of guardsOf(file.facts, call.owner)) {
      if (call.start < guard.thenStart || call.end > guard.thenEnd) continue;
      const nodes = reachedFrom(graph, nodeOf(file, guard.test), operands);
      const others = new Set(nodes.flatMap((node) => unequal(graph.value(node))));
      for (const node of nodes) {
        const value = graph.value(node);
        if (value.kind === 'literal' && statuses.has(value.value) && !others.has(idOf(node)))
          return String(value.value);
        const name = value.kind === 'import' || value.kind === 'global' ? value.name : undefined;
        if (name !== undefined && refused.test(name)) return name;
      }
    }
    return undefined;
  }

  // `status !== 401`
  function unequal(value: Value): ValueId[] {
    return value.kind === 'binary' && value.op.startsWith('!') ? [value.left, value.right] : [];
  }

  return { refusedRetries };
}
