/** What a function gives back, at all of its calls or at one of them. */
import type { TypeRef } from '../../facts/facts.ts';
import { argumentAt } from '../link/arguments.ts';
import { type Fn, type Graph, type Node, nodeOf } from '../graph.ts';
import { ofEach, type Origin, unknown } from '../origin.ts';
import { isTelling } from './call-origins.ts';

interface ReturnsInput {
  graph: Graph;
  origins(node: Node): Origin[];
  typeOrigins(file: Fn['file'], type: TypeRef): Origin[];
  /** What was found of the value, with what its written type says where that is not enough. */
  typed(node: Node, found: Origin[], type: TypeRef | undefined): Origin[];
}

/** Returns what answers with all that a function can give back, arguments of the call put in place of its parameters. */
export function createReturns({ graph, origins, typeOrigins, typed }: ReturnsInput) {
  function returned(fn: Fn, call?: Node): Origin[] {
    const found = ofEach(fn.fact.returns, (r) => passedBack(fn, r.value, call) ?? origins(nodeOf(fn.file, r.value)));
    const { returnType } = fn.fact;
    // What comes out of a library of which no row speaks is what the program says that it is.
    if (found.some(isTelling) || !returnType) return found.length ? found : unknown;
    const written = typeOrigins(fn.file, returnType);
    return written.length ? written : found.length ? found : unknown;
  }

  // `flag('--host', '0.0.0.0')`, which gives its second argument back: that of this call, and of no other.
  function passedBack({ file, id }: Fn, value: number, call: Node | undefined): Origin[] | undefined {
    const taken = file.facts.values[value];
    // `flag(name, standard = '')`, where the call leaves it out.
    const standard = taken?.kind === 'logical' && taken.op === 'default' ? taken : undefined;
    const param = standard ? file.facts.values[standard.left] : taken;
    if (call === undefined || param?.kind !== 'param' || param.fn !== id || param.isRest) return undefined;
    const passed = argumentAt(graph, call, param.index);
    if (passed.kind === 'absent') return standard ? origins(nodeOf(file, standard.right)) : [];
    if (passed.kind !== 'value') return undefined;
    return typed(nodeOf(file, standard ? standard.left : value), origins(passed.node), param.type);
  }

  return returned;
}
