/** Keys with which a package signs tokens itself. */
import { alternatives, backwardSlice } from '../facts/backward.ts';
import type { Value, ValueId, ValueKind } from '../facts/facts.ts';
import { calleeName, type Graph, idOf, type LoadedFile, type Node } from './graph.ts';

const signing = /^(jwt_?)?sign(_?jwt|_?token|async)?$/i;
// What a key that signs is called; `key` alone says too little.
const keyName = /secret|.key|key.|jwt|hmac|salt/i;
const named = new Set<ValueKind>(['member', 'param', 'variable', 'import']);

// What a call is given and what an object holds may be the key.
function parts(value: Value): readonly ValueId[] {
  if (value.kind === 'call') return value.args.map((arg) => arg.value);
  return value.kind === 'object' ? value.properties.map((property) => property.value) : alternatives(value);
}

/** Answers whether tokens that a call judges may be of the same package. */
export function createOwnKeys({ graph, selected }: { graph: Graph; selected: readonly LoadedFile[] }) {
  const byPackage = new Map<string, Set<string>>();

  const packageOf = (file: LoadedFile): string => graph.resolver.packageOf(file.path)?.dir ?? '';

  /** True where the same file signs tokens, or the same package does with a key of the same name: such a key is no public one. */
  function isOwn(call: Node): boolean {
    const file = graph.fileOf(call);
    if (file.facts.calls.some((id) => signing.test(calleeName(file, id)))) return true;
    const names = keyNames(file, idOf(call));
    if (names.size === 0) return false;
    const own = signingNames(packageOf(file));
    return [...names].some((name) => own.has(name));
  }

  function signingNames(dir: string): Set<string> {
    let found = byPackage.get(dir);
    if (found) return found;
    byPackage.set(dir, (found = new Set()));
    for (const file of selected) {
      if (packageOf(file) !== dir) continue;
      for (const id of file.facts.calls)
        if (signing.test(calleeName(file, id))) for (const name of keyNames(file, id)) found.add(name);
    }
    return found;
  }

  // The first of several arguments is the token, or what it will say.
  function keyNames(file: LoadedFile, call: number): Set<string> {
    const names = new Set<string>();
    const value = file.facts.values[call];
    if (value?.kind !== 'call') return names;
    for (const arg of value.args.slice(value.args.length > 1 ? 1 : 0)) {
      for (const id of backwardSlice(file.facts.values, arg.value, parts)) {
        const read = file.facts.values[id];
        if (read && named.has(read.kind) && 'name' in read && keyName.test(read.name)) names.add(read.name);
      }
    }
    return names;
  }

  return { isOwn };
}
