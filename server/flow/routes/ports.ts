/** Which calls open the port behind which applications and functions answer. */
import type { ApiCall, FunctionRef } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Functions } from '../functions.ts';
import type { Node } from '../graph.ts';
import type { Linked } from '../links.ts';
import type { Apps } from './apps.ts';

export interface PortsInput {
  linked: Linked;
  apps: Apps;
  functions: Functions;
  calls(...kinds: CallKind[]): ApiCall[];
}

/** The functions of the project that stand at a value, bound or not. */
export function functionsAt(
  { linked, functions }: Pick<PortsInput, 'linked' | 'functions'>,
  node: Node,
): FunctionRef[] {
  return linked.resolve.origins(node).flatMap((o) => (o.kind === 'function' ? [functions.refOf(o.fn)] : []));
}

/** The calls that open a port for one of the applications or functions, or for a server that is made of one. */
export function listensOn(input: PortsInput, onApps: readonly Node[], handlers: readonly FunctionRef[]): ApiCall[] {
  const { apps, calls } = input;
  const servers = new Set(onApps);
  const isHandler = (node: Node): boolean =>
    functionsAt(input, node).some((fn) => handlers.some(({ id }) => id === fn.id));
  const isOurs = (item: Node): boolean => apps.asApp(item).some((app) => servers.has(app)) || isHandler(item);
  for (const made of calls('server')) if (apps.items(made, 'handlers').some(isOurs)) servers.add(made.call.id);
  return calls('listen').filter(
    (call) => apps.of(call.call.id).some(({ app }) => servers.has(app)) || apps.items(call, 'app').some(isOurs),
  );
}
