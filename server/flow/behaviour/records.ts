/** Objects that are recorded: handed to a logger, a span, or a function that is named for it. */
import type { AuditRecord, FunctionRef } from '../../context.ts';
import type { Value } from '../../facts/facts.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Functions } from './functions.ts';
import { calleeName, type Graph, type LoadedFile, nodeOf } from '../graph.ts';

const writing =
  /^(trace|debug|verbose|info|notice|log|warn|error|critical|setAttributes|addEvent|event|track|emit|record|write|insert|append|capture)$/;
const recorder = /log(ger)?$|audit|telemetry|analytics|^span$|events?$/i;
const auditing = /audit|logEvent|logToolCall|logAction|recordEvent|trackEvent/i;

// By name, and generously: what may be a record counts as one for who asks whether there is any.
const leaving =
  /audit|telemetry|analytics|logger|^log([A-Z_]|$)|^track([A-Z]|$)|captureException|captureMessage|sendLoggingMessage|startActiveSpan|startSpan|addEvent|setAttributes?$|recordEvent|^record([A-Z]|$)|^trace([A-Z]|$)|withSpan|withTrac|^instrument|logTool|logAction|emitEvent|^journal|^history|^metrics?$/i;
const recorders =
  /log(ger|s|ging)?$|^_?log|audit|telemetry|analytics|span|tracer|console|metrics|events?$|sentry|posthog|journal|history/i;

interface RecordsInput {
  graph: Graph;
  functions: Pick<Functions, 'functionHolding' | 'reach' | 'fnOf'>;
  selected: readonly LoadedFile[];
}

/** Answers which objects are recorded. */
export function createRecords({ graph, functions, selected }: RecordsInput) {
  let memo: AuditRecord[] | undefined;

  function records(): AuditRecord[] {
    memo ??= selected.flatMap((file) => file.facts.calls.flatMap((id) => ofCall(file, id)));
    return memo;
  }

  function ofCall(file: LoadedFile, id: number): AuditRecord[] {
    const value = file.facts.values[id];
    if (value?.kind !== 'call') return [];
    const name = calleeName(file, id);
    const receiver = receiverOf(file, value);
    const within = functions.functionHolding(nodeOf(file, id));
    const isAudit = [name, receiver, within?.name ?? ''].some((word) => auditing.test(word));
    if (!auditing.test(`${name} ${receiver}`) && !(writing.test(name) && (isAudit || recorder.test(receiver))))
      return [];
    return value.args.flatMap(({ value: arg }): AuditRecord[] => {
      const object = objectAt(file, arg);
      const found = object === undefined ? undefined : file.facts.values[object];
      if (object === undefined || found?.kind !== 'object') return [];
      return [
        {
          at: graph.place(nodeOf(file, object)),
          names: found.properties.flatMap((p) => p.name ?? []),
          isOpen: found.properties.some((p) => p.kind === 'spread' || p.name === undefined),
          isAudit,
          ...(within ? { within } : {}),
        },
      ];
    });
  }

  // The literal, or what is written out as a text.
  function objectAt(file: LoadedFile, id: number): number | undefined {
    const value = file.facts.values[id];
    if (value?.kind === 'object') return id;
    if (value?.kind !== 'call' || calleeName(file, id) !== 'stringify') return undefined;
    const [first] = value.args;
    return first && file.facts.values[first.value]?.kind === 'object' ? first.value : undefined;
  }

  function receiverOf(file: LoadedFile, value: Value & { kind: 'call' }): string {
    const callee = file.facts.values[value.callee];
    const base = callee?.kind === 'member' ? file.facts.values[callee.base] : undefined;
    return base && 'name' in base && typeof base.name === 'string' ? base.name : '';
  }

  /** True when the function, or one that it calls, writes something that may be a record of what it does. */
  function leavesRecord(ref: FunctionRef): boolean {
    return functions.reach(ref).some((one) => {
      const fn = functions.fnOf(one);
      if (!fn) return false;
      return callsWithin(fn.file.facts, fn.fact).some((id) => {
        const value = fn.file.facts.values[id];
        if (value?.kind !== 'call') return false;
        const name = calleeName(fn.file, id);
        return leaving.test(name) || (writing.test(name) && recorders.test(receiverOf(fn.file, value)));
      });
    });
  }

  return { records, leavesRecord };
}
