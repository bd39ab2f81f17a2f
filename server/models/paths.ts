/** Every access path that a model holds. */
import type { Model } from './model.ts';

/** The paths of all rows, channels and types of the model. */
export function pathsOf(model: Model): string[] {
  const { sources, sinks, propagators, sanitizers, verifiers, roles, scopes, calls } = model;
  const rows = [sources, sinks, propagators, sanitizers, verifiers, roles, scopes, calls];
  const channels = (model.channels ?? []).flatMap((row) => [...row.in, ...row.out]);
  const types = Object.values(model.types ?? {}).flat();
  return [...rows.flatMap((list) => (list ?? []).map((row) => row.path)), ...channels, ...types];
}
