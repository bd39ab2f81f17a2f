/** What a function means by what it returns early: yes, or no. */
import type { Value } from '../../facts/facts.ts';
import { type Graph, type Node, ownerOf, peeled } from '../graph.ts';

/** `isFinal` where the value itself means that its caller may go on, or may not; else the caller has to be asked. */
export interface Meaning {
  says: boolean;
  isFinal: boolean;
}

const approving = /^(is_?)?(ok|valid|safe|allow(ed)?|success|permit(ted)?|pass(ed)?|approved)$/i;
const refusing = /^(is_?)?(block(ed)?|danger(ous)?|den(y|ied)|error|invalid|unsafe|forbidden|rejected)$/i;

/** What a returned value means: `false`, `{ safe: false, reason }`, a message where the other ways give nothing. */
export function meaningOf(graph: Graph, returned: Node): Meaning | undefined {
  const node = peeled(graph, returned);
  const value = graph.value(node);
  if (value.kind === 'literal' && typeof value.value === 'boolean') return { says: value.value, isFinal: false };
  if (value.kind === 'object') return ofFields(graph, node);
  const isMessage = isSaying(value);
  if (!isMessage && !isNothing(value)) return undefined;
  const fn = ownerOf(graph, node);
  const others = fn?.fact.returns.map((each) => graph.value(peeled(graph, graph.sibling(node, each.value)))) ?? [];
  if (isMessage) return others.some(isNothing) ? { says: false, isFinal: true } : undefined;
  return { says: others.some(isSaying), isFinal: true };
}

function ofFields(graph: Graph, node: Node): Meaning | undefined {
  const value = graph.value(node);
  const fields = value.kind === 'object' ? value.properties : [];
  const said = fields.flatMap((field) => {
    if (field.name === undefined || field.kind === 'setter') return [];
    const written = graph.value(graph.sibling(node, field.value));
    if (written.kind !== 'literal' || typeof written.value !== 'boolean') return [];
    if (approving.test(field.name)) return [written.value];
    return refusing.test(field.name) ? [!written.value] : [];
  });
  const [only, ...others] = said;
  return only === undefined || others.length > 0 ? undefined : { says: only, isFinal: true };
}

function isSaying(value: Value): boolean {
  if (value.kind === 'template') return true;
  return value.kind === 'literal' && typeof value.value === 'string' && value.value !== '';
}

function isNothing(value: Value): boolean {
  if (value.kind === 'literal') return value.value === undefined || value.value === null;
  return value.kind === 'global' && value.name === 'undefined';
}
