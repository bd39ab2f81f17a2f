/** Which calls open the port behind which applications and functions answer. */
import type { ApiCall, FunctionRef } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Functions } from '../behaviour/functions.ts';
import type { Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
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

const loopback = /^(?:localhost|127(?:\.\d+){3}|::1|\[::1\])$/;
const everywhere = /^(?:0\.0\.0\.0|::|\[::\]|0|)$/;

/** Who can reach the ports: this machine alone, everybody, or nobody can tell. */
export function boundTo(listens: readonly ApiCall[]): 'loopback' | 'everywhere' | 'unknown' {
  const all = listens.map(hostOf);
  if (all.length === 0) return 'unknown';
  if (all.every((host) => host === 'loopback')) return 'loopback';
  return all.some((host) => host === 'everywhere') ? 'everywhere' : 'unknown';
}

function hostOf(call: ApiCall): 'loopback' | 'everywhere' | 'unknown' {
  const { state, texts = [] } = call.option('host');
  if (state === 'absent') {
    const byDefault = call.row.defaults?.['host'];
    return byDefault !== undefined && loopback.test(byDefault) ? 'loopback' : 'everywhere';
  }
  // A constant beside a setting is what the program takes when nobody sets anything.
  if (texts.some((text) => loopback.test(text))) return 'loopback';
  return state === 'set' && texts.length > 0 && texts.every((text) => everywhere.test(text)) ? 'everywhere' : 'unknown';
}
