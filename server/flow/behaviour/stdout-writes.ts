/** Where a program writes to its standard output, which over stdio belongs to the protocol. */
import type { FunctionRef, ValueRef } from '../../context.ts';
import { backwardSlice, operands, throughReads } from '../../facts/backward.ts';
import type { Facts, Value } from '../../facts/facts.ts';
import type { Place, Span } from '../../finding.ts';
import type { Functions } from './functions.ts';
import { type Fn, functionAt, type Graph, isInside, type LoadedFile } from '../graph.ts';

interface StdoutWritesInput {
  graph: Graph;
  functions: Pick<Functions, 'reach' | 'fnOf'>;
  isTest(path: string): boolean;
}

const printing = /^(?:log|info|debug|table|dir|group|groupCollapsed|count|timeEnd|timeLog)$/;
// A setting that says how the program runs, or how much it says.
const choosing =
  /debug|verbose|quiet|silent|trace|level|http|sse|stdio|transport|tty|cli|mode|help|version|interactive|^args?$|^argv$|^env$|^NODE_ENV$|test|log/i;

/** Answers about standard output. */
export function createStdoutWrites({ graph, functions, isTest }: StdoutWritesInput) {
  const replaced = new Map<string, boolean>();

  /** Where the function, or one that it calls, writes to the standard output of the program, however that was started. */
  function stdoutWrites(ref: FunctionRef, program: Place): Place[] {
    if (isReplaced(program.file)) return [];
    return functions.reach(ref).flatMap((one) => {
      const fn = functions.fnOf(one);
      return fn && !isReplaced(fn.file.path) ? writesIn(fn) : [];
    });
  }

  function writesIn(fn: Fn): Place[] {
    const { facts } = fn.file;
    return writes(fn.file, fn.fact).filter(
      (at) => !facts.guards.some((guard) => isInside(fn, guard) && holds(guard, at) && chooses(facts, guard.test)),
    );
  }

  /** Where standard output is written in the function around the call, or beside it at the top of a file, whenever the call runs. */
  function stdoutBeside(call: ValueRef): Place[] {
    const file = graph.fileOf(call.id);
    const { facts } = file;
    const { owner } = graph.value(call.id);
    if (isReplaced(file.path)) return [];
    const around = functionAt(file, owner)?.fact ?? { start: 0, end: Infinity };
    const branches: Span[] = [
      ...facts.guards.flatMap((guard) => [
        { start: guard.thenStart, end: guard.thenEnd },
        { start: guard.elseStart ?? 0, end: guard.elseEnd ?? 0 },
      ]),
      ...facts.cases,
      ...facts.tries.map(({ catchStart = 0, catchEnd = 0 }) => ({ start: catchStart, end: catchEnd })),
    ];
    return writes(file, around, owner).filter((at) => branches.every((b) => !holds(b, at) || holds(b, call.at)));
  }

  function writes(file: LoadedFile, { start, end }: Span, owner?: number): Place[] {
    const { values, calls } = file.facts;
    return calls.flatMap((id) => {
      const call = values[id];
      if (call?.kind !== 'call' || call.start < start || call.end > end) return [];
      if ((owner !== undefined && call.owner !== owner) || !isPrint(values, values[call.callee])) return [];
      const callee = values[call.callee];
      return [{ file: file.path, start: call.start, end: callee?.end ?? call.end }];
    });
  }

  // `console.log = console.error`: whoever does so knows whose standard output is, also that of a library.
  function isReplaced(path: string): boolean {
    const { dir = '' } = graph.resolver.packageOf(path) ?? {};
    let found = replaced.get(dir);
    if (found === undefined) {
      found = graph.first.some(
        (other) =>
          !isTest(other.path) && (graph.resolver.packageOf(other.path)?.dir ?? '') === dir && replaces(other.facts),
      );
      replaced.set(dir, found);
    }
    return found;
  }

  return { stdoutWrites, stdoutBeside };
}

function replaces({ stores, values, calls }: Facts): boolean {
  const isConsole = (id: number | undefined): boolean => {
    const value = id === undefined ? undefined : values[id];
    return (value?.kind === 'global' || value?.kind === 'member') && /^(?:console|stdout)$/.test(value.name);
  };
  return (
    stores.some(
      ({ base, name }) => isConsole(base) && (name === undefined || name === 'write' || printing.test(name)),
    ) ||
    calls.some((id) => {
      const call = values[id];
      const callee = call?.kind === 'call' ? values[call.callee] : undefined;
      return (
        call?.kind === 'call' && callee?.kind === 'member' && callee.name === 'assign' && isConsole(call.args[0]?.value)
      );
    })
  );
}

// `console.log`, `process.stdout.write`
function isPrint(values: readonly Value[], callee: Value | undefined): boolean {
  const base = callee?.kind === 'member' ? values[callee.base] : undefined;
  if (callee?.kind !== 'member' || !base) return false;
  if (base.kind === 'global') return base.name === 'console' && printing.test(callee.name);
  const owner = base.kind === 'member' && base.name === 'stdout' ? values[base.base] : undefined;
  return callee.name === 'write' && owner?.kind === 'global' && owner.name === 'process';
}

function holds(outer: Span, { start, end }: Span): boolean {
  return start >= outer.start && end <= outer.end;
}

function chooses({ values }: Facts, test: number): boolean {
  const reads = throughReads(values);
  const slice = backwardSlice(values, test, (value) =>
    value.kind === 'call'
      ? [value.callee, ...value.args.map((arg) => arg.value)]
      : [...operands(value), ...reads(value)],
  );
  return slice.some((id) => {
    const value = values[id];
    return value !== undefined && 'name' in value && typeof value.name === 'string' && choosing.test(value.name);
  });
}
