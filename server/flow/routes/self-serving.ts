/** Servers that open a port and speak MCP by themselves: who asks who is calling is an option of theirs. */
import type { ApiCall, Gate } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Definitions } from '../resolve/definitions.ts';
import type { Graph, Node } from '../graph.ts';
import type { Before } from './layers.ts';

interface SelfServingInput {
  graph: Graph;
  definitions: Definitions;
  calls(...kinds: CallKind[]): ApiCall[];
}

/** A server of its own, with what stands before its tools. */
export interface SelfServing extends Before {
  call: ApiCall;
}

/** Answers which servers serve by themselves. */
export function createSelfServing({ graph, definitions, calls }: SelfServingInput) {
  function selfServing(): SelfServing[] {
    const made = new Map(calls('mcp-app').map((call) => [call.call.id, call]));
    return calls('mcp-listen').map((call) => {
      const asking = [call, ...receiver(call.call.id).flatMap((node) => made.get(node) ?? [])];
      const options = asking.filter(({ row }) => row.options['auth']).map(asked);
      // Who asks must be seen to be nobody: the server made out of sight, or options handed in, may say otherwise.
      const isWhole = options.length > 0 && options.every((option) => option.isSeen);
      return { call, gates: options.flatMap((option) => option.gates), isWhole, path: undefined, apps: [] };
    });
  }

  function asked(call: ApiCall): { gates: Gate[]; isSeen: boolean } {
    const { state, at = call.at } = call.option('auth');
    const gates = call.functionsAt('auth').map((fn): Gate => ({ kind: 'auth', at: fn.at, fn }));
    if (gates.length > 0) return { gates, isSeen: true };
    return { gates: state === 'set' ? [{ kind: 'auth', at }] : [], isSeen: state === 'set' || state === 'absent' };
  }

  function receiver(call: Node): Node[] {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (value.kind !== 'call' || callee?.kind !== 'member') return [];
    return definitions.of(graph.sibling(graph.sibling(call, value.callee), callee.base));
  }

  return { selfServing };
}
