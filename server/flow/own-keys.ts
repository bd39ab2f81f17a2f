/** Keys with which a package signs tokens itself. */
import { calleeName, type Graph, idOf, type LoadedFile, type Node } from './graph.ts';

const signing = /^(jwt_?)?sign(_?jwt|_?token|async)?$/i;
// What a key that signs is called; `key` alone says too little.
const keyName = /secret|.key|key.|jwt|hmac|salt/i;
const maxDepth = 6;

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
    for (const arg of value.args.slice(value.args.length > 1 ? 1 : 0)) gather(file, arg.value, names, 0);
    return names;
  }

  function gather(file: LoadedFile, id: number, names: Set<string>, depth: number): void {
    const value = file.facts.values[id];
    if (!value || depth > maxDepth) return;
    const onward = (next: number): void => gather(file, next, names, depth + 1);
    if (value.kind === 'member' || value.kind === 'param' || value.kind === 'variable' || value.kind === 'import')
      if (keyName.test(value.name)) names.add(value.name);
    switch (value.kind) {
      case 'variable':
      case 'choice':
        return value.values.forEach(onward);
      case 'call':
        return value.args.forEach((arg) => onward(arg.value));
      case 'object':
        return value.properties.forEach((property) => onward(property.value));
      case 'cast':
      case 'await':
        return onward(value.value);
      case 'logical':
        onward(value.left);
        return onward(value.right);
      default:
        return;
    }
  }

  return { isOwn };
}
