/** What the handlers of tools are given as their first parameter. */
import type { ApiCall, Tool } from '../context.ts';
import { type Fn, fnNode, functionAt, type Graph, type Node } from './graph.ts';
import type { Schemas } from './schemas.ts';
import type { Slot } from './slots.ts';

interface ToolInputsInput {
  graph: Graph;
  schemas: Schemas;
  tools(): Tool[];
  slotsOf(call: ApiCall, name: string): Slot[];
}

/** Answers about parameters of the project's functions. */
export function createToolInputs({ graph, schemas, tools, slotsOf }: ToolInputsInput) {
  let withSchema: Set<Node> | undefined;

  /** The fields of a handler's first parameter that can be any text, where a schema is checked before it is called. */
  function freeFields(param: Node): string[] | undefined {
    const value = graph.value(param);
    const fn = value.kind === 'param' && value.index === 0 ? functionAt(graph.fileOf(param), value.fn) : undefined;
    const all = fn ? schemasOf(fn) : [];
    if (all.length === 0 || all.includes(undefined)) return undefined;
    return [...new Set(all.flatMap((names) => names ?? []))];
  }

  /** True for the parameter that is given what a schema of the tool describes, so that it cannot be the context. */
  function isInput(param: Node): boolean {
    const value = graph.value(param);
    const fn = value.kind === 'param' && value.index === 0 ? functionAt(graph.fileOf(param), value.fn) : undefined;
    withSchema ??= new Set(
      tools().flatMap(({ call, handlers, option }) =>
        // `tool('whoami', 'Who is asking', (extra) => …)`: a text at that place is a description, and the tool takes nothing.
        call && option('schema').state === 'set' && !option('schema').texts?.length ? handlers.map(({ id }) => id) : [],
      ),
    );
    return fn !== undefined && withSchema.has(fnNode(fn));
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

  function schemasOf(fn: Fn): (string[] | undefined)[] {
    return tools().flatMap(({ call, handlers, option }) => {
      if (!call || option('schema').state === 'absent' || !handlers.some(({ id }) => id === fnNode(fn))) return [];
      const seen = slotsOf(call, 'schema').flatMap((slot) => {
        const free = slot.kind === 'value' ? schemas.freeFields(slot.node) : undefined;
        return free ? [free] : [];
      });
      return handlers.length === 1 && seen.length === 1 ? seen : [undefined];
    });
  }

  return { freeFields, isInput, takesAnyName };
}
