/** What Terraform repeats a declaration for, and Bicep an object. */
import type { Document, Tree } from '../../documents/document.ts';
import { entriesOf, itemsOf, valueAt, walk } from '../../documents/tree.ts';
import type { CallContext } from './module-calls.ts';
import { isBeside, type References } from './references.ts';

const deepest = 4;

/** What stands there, names followed; of `each.value` and `list[count.index]` all that the declaration is repeated for. */
export function valuesAt(document: Document, root: Tree, tree: Tree | undefined, { resolve }: References): Tree[] {
  if (!tree) return [];
  const source = tree.kind === 'expression' ? tree.source : '';
  const [, list] = /^([\w.]+)\[count\.index\]$/.exec(source) ?? [];
  if (list !== undefined && tree.kind === 'expression')
    return itemsOf(resolve(document, { ...tree, source: list, parts: [] }));
  const [, part, key] = /^each\.(value|key)(?:\.([A-Za-z_]\w*))?$/.exec(source) ?? [];
  if (part === undefined) return [resolve(document, tree)];
  const given = valueAt(root, 'for_each');
  const all = given ? joined(document, given, resolve) : [];
  const values = all.flatMap((set) => [
    ...itemsOf(set),
    ...(part === 'value' ? entriesOf(set).map(({ value }) => value) : []),
  ]);
  return key === undefined ? values : values.flatMap((value) => valueAt(value, key) ?? []);
}

/** The lists and maps that make up a set: `toset(concat(var.basic, ["…"]))`. */
function joined(document: Document, tree: Tree, resolve: References['resolve'], depth = 0): Tree[] {
  const found = resolve(document, tree);
  const isJoin = found.kind === 'call' && /^(?:toset|tolist|concat|setunion|distinct|merge)$/.test(found.name);
  return isJoin && depth < deepest ? found.args.flatMap((each) => joined(document, each, resolve, depth + 1)) : [found];
}

/** The same where a call of the module gives the values; it may be repeated itself. */
export function valuesGiven(document: Document, root: Tree, tree: Tree, { call, caller }: CallContext): Tree[] {
  return valuesAt(document, root, tree, caller.within(call)).flatMap((found) =>
    found.kind === 'expression' && isBeside(call.document, found)
      ? valuesAt(call.document, call.params, found, caller)
      : [found],
  );
}

/** `[for role in roles: { … }]` of Bicep: what a name of the loop is for each item of a list that stands in the document. */
export function loopedOver(document: Document, tree: Tree, loop: Tree | undefined, { resolve }: References): Tree[] {
  if (document.syntax !== 'bicep' || loop?.kind !== 'expression') return [];
  const header = /^\[\s*for\s+(?:\(\s*(\w+)\s*,\s*\w+\s*\)|(\w+))\s+in\s+([A-Za-z_]\w*)\s*:/.exec(loop.source);
  const [, first, second, list = ''] = header ?? [];
  const name = first ?? second;
  if (name === undefined) return [];
  const items = itemsOf(resolve(document, { ...loop, source: list, parts: [] }));
  return [...walk(tree)].flatMap(({ tree: used }) => {
    if (used.kind !== 'expression') return [];
    if (used.source === name) return items;
    return used.source.startsWith(`${name}.`)
      ? items.flatMap((item) => valueAt(item, used.source.slice(name.length + 1)) ?? [])
      : [];
  });
}
