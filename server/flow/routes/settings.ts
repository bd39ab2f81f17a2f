/** What a program is told from outside: variables of the environment, configuration, what a factory is given. */
import { argumentAt } from '../link/arguments.ts';
import { type Fn, fnNode, functionAt, type Graph, type Node, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const settings = /^(?:config|configuration|options?|opts|settings?|env|environment|flags?|secrets?)$/i;
const settingsCall = /(?:config|configuration|settings?|options|env)s?$/i;
const given =
  /token|api_?key|secret|password|credential|^key$|^(?:require|enforce|enable)\w*auth|auth\w*(?:required|enabled)$/i;
// What a server that is an object was made with.
const own = /^_?(?:(?:auth|access|bearer|shared|server|mcp)_?)?(?:api_?key|token|secret|key|password|credential)s?$/i;
// What a function is told that callers have to know.
const expected = /(?:token|key|secret|password|credential)s?$/i;
const maxDepth = 8;

/** Answers about settings. */
export function createSettings(graph: Graph, linked: Linked) {
  // Functions that call each other say nothing new the second time.
  const open = new Set<Node>();

  function environmentName(node: Node): string | undefined {
    const [origin] = linked.resolve.origins(node);
    return origin?.kind === 'environment' ? origin.name : undefined;
  }

  function isSetting(node: Node): boolean {
    const value = graph.value(node);
    if (environmentName(node) !== undefined) return true;
    if (value.kind === 'variable')
      return value.values.length > 0 && value.values.every((id) => isSetting(graph.sibling(node, id)));
    if (value.kind === 'logical') return isSetting(graph.sibling(node, value.left));
    // What a function that makes middleware was given is a setting of whoever mounts it.
    if (value.kind === 'param') {
      const fn = functionAt(graph.fileOf(node), value.fn);
      return (
        (given.test(value.name) && makesFunction(fn)) || (expected.test(value.name) && isHandedIn(fn, value.index))
      );
    }
    if (value.kind !== 'member') return false;
    if (isOfSettingsCall(graph.sibling(node, value.base))) return true;
    const base = graph.value(graph.sibling(node, value.base));
    if (base.kind === 'this') return own.test(value.name);
    if (base.kind === 'import')
      return settings.test(base.name) || /(?:^|\/)(?:config|settings|env)\b/i.test(base.specifier);
    return (base.kind === 'member' || base.kind === 'variable' || base.kind === 'param') && settings.test(base.name);
  }

  // `isAllowed(request, env.API_KEY)`, by every caller.
  function isHandedIn(fn: Fn | undefined, index: number): boolean {
    const calls = fn ? linked.callers(fnNode(fn)) : [];
    if (!fn || calls.length === 0 || open.has(fnNode(fn))) return false;
    open.add(fnNode(fn));
    const found = calls.every((call) => {
      const passed = argumentAt(graph, call, index);
      return passed.kind === 'value' && isSetting(peeled(graph, passed.node));
    });
    open.delete(fnNode(fn));
    return found;
  }

  function makesFunction(fn: Fn | undefined): boolean {
    return fn?.fact.returns.some(({ value }) => fn.file.facts.values[value]?.kind === 'function') === true;
  }

  // `loadConfig().server.apiKey`
  function isOfSettingsCall(from: Node, depth = 0): boolean {
    const node = peeled(graph, from);
    const value = graph.value(node);
    if (depth > maxDepth) return false;
    if (value.kind === 'member') return isOfSettingsCall(graph.sibling(node, value.base), depth + 1);
    if (value.kind === 'logical') return isOfSettingsCall(graph.sibling(node, value.left), depth + 1);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    if (value.kind !== 'call' || value.args.length > 0 || !callee) return false;
    return 'name' in callee && settingsCall.test(callee.name);
  }

  return { isSetting, environmentName };
}
