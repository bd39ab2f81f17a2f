/** What is done for a tool when the project hands out the calls of tools by itself: `case 'delete_file': return this.remove(args)`. */
import type { ApiCall, FunctionRef } from '../../context.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Fn, fnNode, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { gather } from '../../gather.ts';

interface DispatchInput {
  linked: Linked;
  functions: Pick<Functions, 'reach' | 'fnOf' | 'refOf'>;
  calls(kind: 'tool-dispatch'): ApiCall[];
}

/** A part of a function that runs for one name. */
interface Branch {
  name: string;
  start: number;
  end: number;
}

/** Returns the functions of the project that are called where the name of the tool has been asked for. */
export function createToolDispatch({ linked, functions, calls }: DispatchInput): (name: string) => FunctionRef[] {
  let memo: Map<string, FunctionRef[]> | undefined;

  return (name) => (memo ??= collect()).get(name) ?? [];

  function collect(): Map<string, FunctionRef[]> {
    const found = new Map<string, FunctionRef[]>();
    const handlers = calls('tool-dispatch').flatMap((call) => call.functionsAt('handler'));
    const reached = new Map(handlers.flatMap((fn) => functions.reach(fn)).map((fn) => [fn.id, fn]));
    for (const ref of reached.values()) {
      const fn = functions.fnOf(ref);
      for (const branch of fn ? branchesOf(fn) : [])
        for (const called of fn ? calledIn(fn, branch) : []) gather(found, branch.name, called);
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

  function calledIn(fn: Fn, { start, end }: Branch): FunctionRef[] {
    const span = { start: Math.max(start, fn.fact.start), end: Math.min(end, fn.fact.end) };
    return callsWithin(fn.file.facts, span).flatMap((id) => {
      return linked
        .targets(nodeOf(fn.file, id))
        .functions.filter((own) => fnNode(own) !== fnNode(fn))
        .map(functions.refOf);
    });
  }
}
