/** Objects that are recorded: handed to a logger, a span, or a function that is named for it. */
import type { AuditRecord } from '../context.ts';
import type { Value } from '../facts/facts.ts';
import type { Functions } from './functions.ts';
import { calleeName, type Graph, type LoadedFile, nodeOf } from './graph.ts';

const writing =
  /^(trace|debug|verbose|info|notice|log|warn|error|critical|setAttributes|addEvent|event|track|emit|record|write|insert|append|capture)$/;
const recorder = /log(ger)?$|audit|telemetry|analytics|^span$|events?$/i;
const auditing = /audit|logEvent|logToolCall|logAction|recordEvent|trackEvent/i;

interface RecordsInput {
  graph: Graph;
  functions: Pick<Functions, 'functionHolding'>;
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

  return { records };
}
