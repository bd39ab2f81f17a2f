/** What verifiers hand on to an MCP server: objects with a token, a client and scopes. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { FunctionRef, ObjectView } from '../../context.ts';
import type { Place } from '../../finding.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Fn, type LoadedFile, nodeOf } from '../graph.ts';

/** An object literal that looks like the AuthInfo of an MCP server, with the function that makes it. */
export interface AuthInfo {
  object: ObjectView;
  holder?: FunctionRef;
  /** Where its token comes from. */
  tokenAt?: Place;
}

interface AuthInfosInput {
  functions: Functions;
  selected: readonly LoadedFile[];
  /** True where verifiers may stand in files that nobody has looked at. */
  isAlone: boolean;
}

/** Answers about such objects in the selected files. */
export function createAuthInfos({ functions, selected, isAlone }: AuthInfosInput) {
  let replaced: boolean | undefined;

  /** Object literals with a token, a client and scopes: what a verifier hands to an MCP server. */
  function authInfos(): AuthInfo[] {
    const found: AuthInfo[] = [];
    for (const file of selected) {
      for (const [value, id] of valuesOf(file.facts, 'object')) {
        const names = new Set(value.properties.map((p) => p.name));
        if (!names.has('token') || !names.has('clientId') || !names.has('scopes')) continue;
        const node = nodeOf(file, id);
        const holder = functions.functionHolding(node);
        const tokenAt = wrapped(file, value.properties.find((p) => p.name === 'token')?.value);
        found.push({
          object: functions.objectView(node),
          ...(holder ? { holder } : {}),
          ...(tokenAt ? { tokenAt } : {}),
        });
      }
    }
    return found;
  }

  // The expression that a variable got, and not the name that is read.
  function wrapped(file: LoadedFile, id: number | undefined): Place | undefined {
    const value = id === undefined ? undefined : file.facts.values[id];
    if (!value) return undefined;
    const [only, ...others] = value.kind === 'variable' ? value.values : [];
    if (only !== undefined && others.length === 0) return wrapped(file, only);
    return { file: file.path, start: value.start, end: value.end };
  }

  /** True when every verifier of the project that is seen hands on another token than the one that it was given; of a part in which none is seen nobody can say that one does not. */
  function replacesToken(): boolean {
    return (replaced ??= areReplaced());
  }

  function areReplaced(): boolean {
    const tokens = functions.functions('token-verifier').flatMap(({ fn }) =>
      functions.returnedObjects(fn).flatMap(({ at }) => {
        const own = functions.fnOf(fn);
        const object = own?.file.facts.values.find(
          (v) => v.kind === 'object' && v.start === at.start && v.end === at.end,
        );
        const token = object?.kind === 'object' ? object.properties.find((p) => p.name === 'token') : undefined;
        return own && token ? [{ own, id: token.value }] : [];
      }),
    );
    return (isAlone || tokens.length > 0) && tokens.every(({ own, id }) => isOfAnother(own, id));
  }

  // A field of something that was looked up: not the parameter, nor a part of it.
  function isOfAnother(fn: Fn, id: number): boolean {
    const value = fn.file.facts.values[id];
    if (value?.kind === 'logical') return isOfAnother(fn, value.left);
    if (value?.kind === 'cast' || value?.kind === 'await') return isOfAnother(fn, value.value);
    return value?.kind === 'member' && fn.file.facts.values[value.base]?.kind !== 'param';
  }

  return { authInfos, replacesToken };
}
