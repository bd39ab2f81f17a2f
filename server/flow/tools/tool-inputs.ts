/** What the handlers of tools are given as their first parameter. */
import type { ApiCall, Tool } from '../../context.ts';
import { peel } from '../../facts/backward.ts';
import { valuesOf } from '../../facts/by-kind.ts';
import type { Value } from '../../facts/facts.ts';
import { type Fn, fnNode, functionAt, type Graph, type LoadedFile, type Node } from '../graph.ts';
import type { FieldPath } from '../field-path.ts';
import type { Schemas } from '../evaluate/schemas.ts';
import type { Slot } from '../evaluate/slots.ts';

interface ToolInputsInput {
  graph: Graph;
  schemas: Schemas;
  tools(): Tool[];
  slotsOf(call: ApiCall, name: string): Slot[];
  /** The schema that stands beside the function, where no call makes it a tool. */
  schemaBeside(fn: Fn): Slot[];
}

/** Answers about parameters of the project's functions. */
export function createToolInputs({ graph, schemas, tools, slotsOf, schemaBeside }: ToolInputsInput) {
  let withSchema: Set<Node> | undefined;

  /** The places in what a handler is given that can be any text, where a schema is checked before it is called. */
  function freePaths(param: Node): FieldPath[] | undefined {
    const value = graph.value(param);
    const fn = value.kind === 'param' ? functionAt(graph.fileOf(param), value.fn) : undefined;
    const all = fn && value.kind === 'param' ? schemasOf(fn, value.index) : [];
    if (all.length === 0 || all.includes(undefined)) return undefined;
    return [...new Set(all.flatMap((paths) => paths ?? []))];
  }

  /** True for the parameter that is given what a schema of the tool describes, so that it cannot be the context. */
  function isInput(param: Node): boolean {
    const value = graph.value(param);
    if (value.kind === 'param' && value.index === 1) return isBesideTemplate(graph.fileOf(param), value.fn);
    const fn = value.kind === 'param' && value.index === 0 ? functionAt(graph.fileOf(param), value.fn) : undefined;
    withSchema ??= new Set(
      tools().flatMap(({ call, handlers, option }) =>
        // `tool('whoami', 'Who is asking', (extra) => …)`: a text at that place is a description, and the tool takes nothing.
        call && option('schema').state === 'set' && !option('schema').texts?.length ? handlers.map(({ id }) => id) : [],
      ),
    );
    return fn !== undefined && withSchema.has(fnNode(fn));
  }

  // `registerResource(name, new ResourceTemplate('desk://{id}'), info, (uri, { id }) => …)`: the variables come before the context.
  function isBesideTemplate({ facts }: LoadedFile, fn: number): boolean {
    const isOf = (id: number, wanted: (value: Value) => boolean): boolean => {
      const value = facts.values[peel(facts.values, id)];
      return value !== undefined && wanted(value);
    };
    return valuesOf(facts, 'call').some(
      ([{ args }]) =>
        args.some((arg) => isOf(arg.value, (value) => value.kind === 'function' && value.fn === fn)) &&
        args.some((arg) => isOf(arg.value, (value) => value.kind === 'call' && value.isNew === true)),
    );
  }

  /** True where the schema of a tool lets the caller choose how the fields of that field are called. */
  function takesAnyName(param: Node, name: string): boolean {
    const value = graph.value(param);
    const fn = value.kind === 'param' ? functionAt(graph.fileOf(param), value.fn) : undefined;
    return (
      fn !== undefined &&
      tools().some(
        ({ call, handlers }) =>
          call !== undefined &&
          handlers.some(({ id }) => id === fnNode(fn)) &&
          slotsOf(call, 'schema').some((slot) => slot.kind === 'value' && schemas.takesAnyName(slot.node, name)),
      )
    );
  }

  function schemasOf(fn: Fn, index: number): (FieldPath[] | undefined)[] {
    const made = tools().filter(({ call, handlers }) => call && handlers.some(({ id }) => id === fnNode(fn)));
    if (made.length === 0) return index === 0 ? seenIn(schemaBeside(fn)) : [];
    return made.flatMap(({ call, handlers, option }) => {
      if (!call || option('schema').state === 'absent' || inputOf(call) !== index) return [];
      const seen = seenIn(slotsOf(call, 'schema'));
      return handlers.length === 1 && seen.length === 1 ? seen : [undefined];
    });
  }

  function seenIn(slots: Slot[]): FieldPath[][] {
    return slots.flatMap((slot) => {
      const free = slot.kind === 'value' ? schemas.freePaths(slot.node) : undefined;
      return free ? [free] : [];
    });
  }

  // Most hand over first what the model chose: `execute(input, context)`, `execute(callId, input)`.
  function inputOf({ row: { input = '' } }: ApiCall): number {
    return Number(/\d+/.exec(input)?.[0] ?? 0);
  }

  return { freePaths, isInput, takesAnyName };
}
