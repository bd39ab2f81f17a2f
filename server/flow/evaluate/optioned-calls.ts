/** Calls that rows of the models describe by their options: found once, evaluated when asked. */
import type { OptionedCall } from '../../context.ts';
import type { Place } from '../../finding.ts';
import { parseRelativePath } from '../../models/access-path.ts';
import type { Relative, State } from '../../models/catalog.ts';
import type { Functions } from '../behaviour/functions.ts';
import { calleeName, type Graph, idOf, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface CallsInput {
  graph: Graph;
  linked: Linked;
  selected: readonly LoadedFile[];
  functions: Functions;
}

export interface CallSites {
  /** The calls of the selected files at whose callee a row stands, each with its rows. */
  find<Row>(rowsAt: (state: State) => readonly Row[]): { call: Node; rows: Row[] }[];
  /** What every call with options says of itself. */
  describe(call: Node, places: OptionedCall['places']): OptionedCall;
}

const relatives = new Map<string, Relative>();

/** A relative path, parsed once. */
export function relative(text: string): Relative {
  let path = relatives.get(text);
  if (!path) relatives.set(text, (path = parseRelativePath(text)));
  return path;
}

/** A finder of calls in the selected files. */
export function createCallSites({ graph, linked, selected, functions }: CallsInput): CallSites {
  let known: { call: Node; states: State[] }[] | undefined;

  // One look at every call serves all questions: most calls are of no library that has rows.
  function sites(): { call: Node; states: State[] }[] {
    known ??= withReached().flatMap((file) =>
      file.facts.calls.flatMap((id) => {
        const call = nodeOf(file, id);
        const states = linked.targets(call).apis.flatMap((api) => api.states.filter(isTelling));
        return states.length > 0 ? [{ call, states }] : [];
      }),
    );
    return known;
  }

  // An application that is handed to a function of another file needs no telling word there.
  function withReached(): LoadedFile[] {
    const telling = new Set(selected);
    const rest = graph.files.filter((file) => !telling.has(file));
    return [...selected, ...rest.sort((a, b) => (a.path < b.path ? -1 : 1))];
  }

  // The callee and nothing of the arguments: that is what a reader looks for.
  function placeOf(call: Node): Place {
    const value = graph.value(call);
    const at = graph.place(call);
    if (value.kind !== 'call') return at;
    const callee = graph.value(graph.sibling(call, value.callee));
    const isHere = callee.start >= at.start && callee.end <= at.end && callee.end > callee.start;
    const firstArg = value.args[0]?.start;
    const end = isHere ? callee.end : firstArg === undefined ? at.end : Math.max(at.start + 1, firstArg - 1);
    return { ...at, end };
  }

  return {
    find: (rowsAt) =>
      sites().flatMap(({ call, states }) => {
        const rows = rowsOf(states, rowsAt);
        return rows.length > 0 ? [{ call, rows }] : [];
      }),
    describe(call, places) {
      return {
        call: { id: call, at: graph.place(call) },
        at: placeOf(call),
        name: calleeName(graph.fileOf(call), idOf(call)),
        places,
        ...functions.around(call),
      };
    },
  };
}

// Asked of every call for every kind of question: most have no row of it.
function rowsOf<Row>(states: readonly State[], rowsAt: (state: State) => readonly Row[]): Row[] {
  const rows: Row[] = [];
  for (const state of states) for (const row of rowsAt(state)) if (!rows.includes(row)) rows.push(row);
  return rows;
}

function isTelling({ verifiers, calls }: State): boolean {
  return verifiers.length > 0 || calls.length > 0;
}
