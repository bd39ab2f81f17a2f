/** Puts an exchange between where a value comes in and where it leaves. */
import type { Flow, Stub } from '../../context.ts';
import type { Place } from '../../finding.ts';
import type { Graph } from '../graph.ts';
import type { TextEdit } from './lists.ts';
import { callStub } from './stub.ts';

/** The edits at the first place that allows them, and their file. */
export function exchangeOnWay(
  graph: Graph,
  textOf: (file: string) => string,
  flow: Flow,
  stub: Stub,
): { file: string; edits: TextEdit[] } | undefined {
  for (const at of placesOf(flow)) {
    const file = graph.file(at.file);
    const edits = file && callStub(file, textOf(at.file), at, stub);
    if (edits) return { file: at.file, edits };
  }
  return undefined;
}

// Where the receiver lets go of the value, then backwards in its file, then what lies behind.
function placesOf({ bare, handOver }: Flow): Place[] {
  const leaving = bare.findLastIndex((at) => at.file === handOver.file && at.start <= handOver.end);
  const own = bare.slice(0, leaving + 1).filter((at) => at.file === handOver.file);
  return [...own.toReversed(), ...bare.slice(leaving + 1)];
}
