/** What libraries and the platform offer under a name, by the rows of the models. */
import type { Catalog } from '../../models/catalog.ts';
import { close, none, stepMember } from '../../models/states.ts';
import type { Target } from '../modules/exports.ts';
import { type Api, type Origin, unknown } from '../origin.ts';

/** Returns the lookups of packages and of globals. */
export function createOffered(catalog: Catalog) {
  const globals = new Map<string, Origin[]>();

  function packageApi(target: Target & { kind: 'package' }): Api {
    const root = catalog.root(`package:${target.name}`);
    const label =
      target.member === '*' || target.member === 'default' ? target.name : `${target.name}.${target.member}`;
    if (!root) return { package: target.name, states: none, label };
    // CommonJS interop: the module object and its default export are one and the same to most packages.
    const both = close(root.default ? [root, root.default] : [root]);
    const states = target.member === '*' || target.member === 'default' ? both : stepMember(both, target.member);
    return { package: target.name, states, label };
  }

  function globalOrigins(name: string): Origin[] {
    if (name === 'undefined') return unknown;
    let found = globals.get(name);
    if (!found) {
      const root = catalog.root(`global:${name}`);
      found = [{ kind: 'api', api: { package: 'globals', states: root ? close([root]) : none, label: name } }];
      globals.set(name, found);
    }
    return found;
  }

  return { packageApi, globalOrigins };
}
