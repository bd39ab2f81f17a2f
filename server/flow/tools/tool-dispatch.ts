/** What is done for a tool when the project hands out the calls of tools by itself: `case 'delete_file': return this.remove(args)`. */
import type { ApiCall, FunctionRef } from '../../context.ts';
import type { ValueId } from '../../facts/facts.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Fn, fnNode, type Graph, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface DispatchInput {
  graph: Graph;
  linked: Linked;
  functions: Pick<Functions, 'reach' | 'fnOf' | 'refOf'>;
  calls(kind: 'tool-dispatch'): ApiCall[];
}

/** What runs for a tool: functions of the project, and calls that stand where its name was asked for. */
export interface Dispatched {
  functions: FunctionRef[];
  calls: { fn: Fn; id: ValueId }[];
}

/** A part of a function that runs for one name. */
interface Branch {
  name: string;
  start: number;
  end: number;
}

const nothing: Dispatched = { functions: [], calls: [] };

/** Returns what is done where the name of a tool has been asked for, or was looked up. */
export function createToolDispatch({ graph, linked, functions, calls }: DispatchInput): (name: string) => Dispatched {
  let memo: Map<string, Dispatched> | undefined;

  return (name) => (memo ??= collect()).get(name) ?? nothing;

  function collect(): Map<string, Dispatched> {
    const found = new Map<string, Dispatched>();
    const of = (name: string): Dispatched => {
      const known = found.get(name) ?? { functions: [], calls: [] };
      found.set(name, known);
      return known;
    };
    const handlers = calls('tool-dispatch').flatMap((call) => call.functionsAt('handler'));
    const reached = new Map(handlers.flatMap((fn) => functions.reach(fn)).map((fn) => [fn.id, fn]));
    for (const ref of reached.values()) {
      const fn = functions.fnOf(ref);
      if (!fn) continue;
      for (const branch of branchesOf(fn)) {
        const ids = callsIn(fn, branch);
        const known = of(branch.name);
        known.calls.push(...ids.map((id) => ({ fn, id })));
        known.functions.push(...ids.flatMap((id) => calledBy(fn, id)).map(functions.refOf));
      }
      for (const { name, called } of lookedUp(fn)) of(name).functions.push(functions.refOf(called));
    }
    return found;
  }

  function branchesOf(fn: Fn): Branch[] {
    const { facts } = fn.file;
    const text = (id: number | undefined): string | undefined =>
      id === undefined ? undefined : linked.resolve.text(nodeOf(fn.file, id));
    const cases = facts.cases.flatMap(({ owner, test, start, end }) => {
      const name = owner === fn.id ? text(test) : undefined;
      return name === undefined ? [] : [{ name, start, end }];
    });
    const guards = facts.guards.flatMap(({ owner, test, thenStart: start, thenEnd: end }) => {
      const value = owner === fn.id ? facts.values[test] : undefined;
      if (value?.kind !== 'binary' || !/^===?$/.test(value.op)) return [];
      const name = text(value.right) ?? text(value.left);
      return name === undefined ? [] : [{ name, start, end }];
    });
    return [...cases, ...guards];
  }

  function callsIn(fn: Fn, { start, end }: Branch): ValueId[] {
    const span = { start: Math.max(start, fn.fact.start), end: Math.min(end, fn.fact.end) };
    return callsWithin(fn.file.facts, span);
  }

  function calledBy(fn: Fn, id: ValueId): Fn[] {
    return linked.targets(nodeOf(fn.file, id)).functions.filter((own) => fnNode(own) !== fnNode(fn));
  }

  // `handlers[request.params.name](args)`: each function runs for the name under which it lies.
  function lookedUp(fn: Fn): { name: string; called: Fn }[] {
    return callsWithin(fn.file.facts, fn.fact).flatMap((id) => {
      const call = fn.file.facts.values[id];
      const callee = call?.kind === 'call' ? graph.value(peeled(graph, nodeOf(fn.file, call.callee))) : undefined;
      if (callee?.kind !== 'element' || callee.key === undefined) return [];
      return calledBy(fn, id).flatMap((called) =>
        linked
          .usesOf(fnNode(called))
          .flatMap((use) => (use.kind === 'put' && use.name ? [{ name: use.name, called }] : [])),
      );
    });
  }
}
