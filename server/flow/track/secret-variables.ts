/** Secrets that come in with the environment, whichever way a program reads it. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { Value } from '../../facts/facts.ts';
import { nameKind } from '../../models/credential-names.ts';
import { calleeName, type LoadedFile, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** Returns what knows a value of a file for a variable of the environment that is named for a secret. */
export function createSecretVariables(linked: Pick<Linked, 'resolve'>) {
  // `process.env.API_KEY`, `const { API_KEY } = process.env`, `Deno.env.get('API_KEY')`, `c.env.API_KEY`
  function isSecretVariable(file: LoadedFile, id: number, value: Value): boolean {
    const isNamed =
      value.kind === 'member'
        ? value.name === value.name.toUpperCase() && nameKind(value.name) !== undefined
        : value.kind === 'call' && calleeName(file, id) === 'get' && value.args.length === 1;
    if (!isNamed || isPublicHalf(file, value)) return false;
    const found = linked.resolve.origins(nodeOf(file, id));
    const isUnknown = found.every((o) => o.kind === 'unknown' || (o.kind === 'api' && o.api.states.length === 0));
    if (value.kind === 'member' && isUnknown) return isBinding(file, value.base);
    return found.length > 0 && found.every((o) => o.kind === 'environment' && nameKind(o.name) !== undefined);
  }

  // `DINGTALK_APP_KEY` beside `DINGTALK_APP_SECRET` says which application asks, in the address that the browser is sent to.
  function isPublicHalf(file: LoadedFile, value: Value): boolean {
    if (value.kind !== 'member' || !/(^|_)APP_KEY$/.test(value.name)) return false;
    const secret = value.name.replace(/KEY$/, 'SECRET');
    return valuesOf(file.facts, 'member').some(([other]) => other.name === secret);
  }

  // What a worker, or a schema over the environment, hands to the program: `env`, `this.env`, `c.env`.
  function isBinding(file: LoadedFile, id: number): boolean {
    const value = file.facts.values[id];
    if (value?.kind === 'cast') return isBinding(file, value.value);
    return value !== undefined && 'name' in value && /^(env|bindings)$/i.test(value.name);
  }

  return isSecretVariable;
}
