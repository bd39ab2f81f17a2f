/** Tokens that are taken apart by hand, without a look at their signature. */
import { backwardSlice, throughReads } from '../../facts/backward.ts';
import type { Value, ValueId } from '../../facts/facts.ts';
import { calleeName, type Graph, idOf, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** True for `JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())`, `JSON.parse(atob(…))`. */
export function isDecodeIdiom(graph: Graph, linked: Linked, call: Node): boolean {
  const value = graph.value(call);
  if (value.kind !== 'call' || value.args.length !== 1) return false;
  const callee = graph.value(graph.sibling(call, value.callee));
  if (callee.kind !== 'member' || callee.name !== 'parse') return false;
  const base = graph.value(graph.sibling(call, callee.base));
  if (base.kind !== 'global' || base.name !== 'JSON') return false;
  const file = graph.fileOf(call);
  const { values } = file.facts;
  const steps = backwardSlice(values, value.args[0]?.value ?? idOf(call), (step) => parts(values, step));
  const calls = steps.flatMap((id) => {
    const step = values[id];
    if (step?.kind !== 'call') return [];
    const texts = step.args.map((arg) => linked.resolve.text(graph.sibling(call, arg.value)));
    return [{ name: calleeName(file, id), texts }];
  });
  const isEncoded = calls.some(
    ({ name, texts }) =>
      name === 'atob' || /base64|b64/i.test(name) || texts.some((text) => /^base64(?:url)?$/.test(text ?? '')),
  );
  return isEncoded && calls.some(({ name, texts }) => name === 'split' && texts.includes('.'));
}

function parts(values: readonly Value[], value: Value): readonly ValueId[] {
  if (value.kind === 'template') return value.parts;
  const args = value.kind === 'call' ? value.args.map((arg) => arg.value) : [];
  return [...args, ...throughReads(values)(value)];
}
