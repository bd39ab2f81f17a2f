/** The names under which infrastructure as code keeps a text: an attribute, a parameter, or a neighbour that says what the value is. */
import type { Entry, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, itemsOf, textOf, valueAt } from '../documents/tree.ts';
import { isCredentialHeader, nameKind } from '../models/credential-names.ts';

/** The texts of a template or of its parameters whose name says that a credential stands there. */
export function* namedSettings(root: Tree): Generator<{ text: TextTree; name: string }> {
  yield* inside(root, []);
}

// What a map calls the value that it holds: `{ name: 'api-key', value: … }`, `variable "api_key" { default = … }`.
const values = /^(?:value|default|defaultValue|ParameterValue)$/i;
const names = ['name', 'Name', 'key', 'Key', 'displayName', 'display_name', 'ParameterKey'];
// Blocks whose label is the name of one value; that of others only names the block.
const declaring = new Set(['variable', 'param', 'var']);

function* inside(tree: Tree, holders: readonly string[]): Generator<{ text: TextTree; name: string }> {
  for (const item of itemsOf(tree)) yield* inside(item, holders);
  const own = names.flatMap((key) => textOf(valueAt(tree, key)) ?? []);
  for (const entry of entriesOf(tree)) {
    const { key, value } = entry;
    const label = declaring.has(key) ? entry.labels?.[0]?.value : undefined;
    if (value.kind === 'text') {
      const said = values.test(key) ? [...own, ...holders] : [label ?? besideOf(tree, entry) ?? key];
      const name = said.find((one) => nameKind(one) !== undefined || isCredentialHeader(one));
      if (name !== undefined) yield { text: value, name };
    }
    // What stands in `properties` is of the resource that is named around it.
    else yield* inside(value, key === 'properties' ? [...own, ...holders] : [label ?? key]);
  }
}

/** The text of `secretName` for `secretValue`. */
function besideOf(tree: Tree, { key }: Entry): string | undefined {
  const [, stem, word] = /^(\w+?)(_?[vV])alue$/.exec(key) ?? [];
  return stem === undefined ? undefined : textOf(valueAt(tree, `${stem}${word === '_v' ? '_n' : 'N'}ame`));
}
