/** Keys with which a package signs tokens itself. */
import { alternatives, backwardSlice } from '../../facts/backward.ts';
import type { Value, ValueId, ValueKind } from '../../facts/facts.ts';
import { calleeName, type Graph, idOf, type LoadedFile, type Node } from '../graph.ts';

// `EncryptJWT` of jose is made with the key that `jwtDecrypt` takes.
const signing = /^(jwt_?)?sign(_?jwt|_?token|async)?$|^encrypt$/i;
// What a key that signs is called; `key` alone says too little.
const keyName = /secret|.key|key.|jwt|hmac|salt/i;
// A key that both sides hold.
const shared = /secret/i;
const settingName = /^[\w.]*secret[\w.]*$/i;
const named = new Set<ValueKind>(['member', 'param', 'variable', 'import']);

interface Keys {
  names: Set<string>;
  /** True for a secret that is written as a text, so that whoever judges with it may sign with it. */
  isText: boolean;
  /** True where tokens are signed with a key that was given to the signer before: `this.jwt.sign(claims)`. */
  isGiven?: true;
}

// What a call is given and what an object holds may be the key.
function parts(value: Value): readonly ValueId[] {
  if (value.kind === 'call') return value.args.map((arg) => arg.value);
  return value.kind === 'object' ? value.properties.map((property) => property.value) : alternatives(value);
}

/** Answers whether tokens that a call judges may be of the same package. */
export function createOwnKeys({ graph, selected }: { graph: Graph; selected: readonly LoadedFile[] }) {
  const byPackage = new Map<string, Keys>();

  const packageOf = (file: LoadedFile): string => graph.resolver.packageOf(file.path)?.dir ?? '';

  /**
   * True where the same file signs tokens, or the same package does with a key of the same name or with a text as this one
   * is: such a key is no public one. A signer and a judge that were both given their key before (`isGiven`) share it.
   */
  function isOwn(call: Node, isGiven: boolean): boolean {
    const file = graph.fileOf(call);
    if (file.facts.calls.some((id) => signing.test(calleeName(file, id)))) return true;
    const { names, isText } = keysOf(file, idOf(call));
    const own = signingKeys(packageOf(file));
    if (names.size === 0 && !isText) return isGiven && own.isGiven === true;
    return (
      (isText && own.isText) || [...names].some((name) => own.names.has(name) || (own.isGiven && shared.test(name)))
    );
  }

  function signingKeys(dir: string): Keys {
    let found = byPackage.get(dir);
    if (found) return found;
    byPackage.set(dir, (found = { names: new Set(), isText: false }));
    for (const file of selected) {
      if (packageOf(file) !== dir) continue;
      for (const id of file.facts.calls) {
        if (!signing.test(calleeName(file, id))) continue;
        const { names, isText } = keysOf(file, id);
        for (const name of names) found.names.add(name);
        found.isText ||= isText;
        if (names.size === 0 && isOfSigner(file, id)) found.isGiven = true;
      }
    }
    return found;
  }

  // `this.jwtService.signAsync({ sub })`, `reply.jwtSign({ sub })`
  function isOfSigner({ facts: { values } }: LoadedFile, id: number): boolean {
    const value = values[id];
    const callee = value?.kind === 'call' ? values[value.callee] : undefined;
    if (callee?.kind === 'member' && callee.name === 'jwtSign') return true;
    const signer = callee?.kind === 'member' ? values[callee.base] : undefined;
    return signer !== undefined && 'name' in signer && /jwt/i.test(signer.name) && signer.kind === 'member';
  }

  // The first of several arguments is the token, or what it will say, or the options of a strategy with its key.
  function keysOf(file: LoadedFile, call: number): Keys {
    const keys: Keys = { names: new Set(), isText: false };
    const value = file.facts.values[call];
    if (value?.kind !== 'call') return keys;
    const [first, ...others] = value.args.map((arg) => arg.value);
    const given = others.length > 0 ? [...others, ...secretsIn(file, first)] : first === undefined ? [] : [first];
    for (const start of given) {
      for (const id of backwardSlice(file.facts.values, start, parts)) {
        const read = file.facts.values[id];
        if (read && named.has(read.kind) && 'name' in read && keyName.test(read.name)) keys.names.add(read.name);
        // `config.get('JWT_SECRET')`
        if (read?.kind === 'literal' && typeof read.value === 'string' && settingName.test(read.value))
          keys.names.add(read.value);
        keys.isText ||= isEncoded(file, id);
      }
    }
    return keys;
  }

  // `new JwtStrategy({ secretOrKey: settings.secret }, found)`
  function secretsIn({ facts: { values } }: LoadedFile, first: ValueId | undefined): ValueId[] {
    if (first === undefined) return [];
    return backwardSlice(values, first, alternatives).flatMap((id) => {
      const value = values[id];
      if (value?.kind !== 'object') return [];
      return value.properties.flatMap((p) => (p.name !== undefined && shared.test(p.name) ? [p.value] : []));
    });
  }

  // `new TextEncoder().encode(secret)`
  function isEncoded({ facts: { values } }: LoadedFile, id: number): boolean {
    const value = values[id];
    const callee = value?.kind === 'call' ? values[value.callee] : undefined;
    const encoder = callee?.kind === 'member' && callee.name === 'encode' ? values[callee.base] : undefined;
    const made = encoder?.kind === 'call' ? values[encoder.callee] : undefined;
    return made?.kind === 'global' && made.name === 'TextEncoder';
  }

  return { isOwn };
}
