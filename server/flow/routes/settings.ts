/** What a program is told from outside: variables of the environment, configuration, what a factory is given. */
import { type Fn, functionAt, type Graph, type Node } from '../graph.ts';
import type { Linked } from '../links.ts';

const settings = /^(?:config|configuration|options?|opts|settings?|env|environment|flags?|secrets?)$/i;
const settingsCall = /(?:config|configuration|settings?|options|env)s?$/i;
const given =
  /token|api_?key|secret|password|credential|^key$|^(?:require|enforce|enable)\w*auth|auth\w*(?:required|enabled)$/i;
// What a server that is an object was made with.
const own = /^_?(?:(?:auth|access|bearer|shared|server|mcp)_?)?(?:api_?key|token|secret|key|password|credential)s?$/i;
const maxDepth = 8;

/** Answers about settings. */
export function createSettings(graph: Graph, linked: Linked) {
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
    if (value.kind === 'param')
      return given.test(value.name) && makesFunction(functionAt(graph.fileOf(node), value.fn));
    if (value.kind !== 'member') return false;
    if (isOfSettingsCall(graph.sibling(node, value.base), 0)) return true;
    const base = graph.value(graph.sibling(node, value.base));
    if (base.kind === 'this') return own.test(value.name);
    if (base.kind === 'import')
      return settings.test(base.name) || /(?:^|\/)(?:config|settings|env)\b/i.test(base.specifier);
    return (base.kind === 'member' || base.kind === 'variable' || base.kind === 'param') && settings.test(base.name);
  }

  function makesFunction(fn: Fn | undefined): boolean {
    return fn?.fact.returns.some(({ value }) => fn.file.facts.values[value]?.kind === 'function') === true;
  }

  // `loadConfig().server.apiKey`
  function isOfSettingsCall(node: Node, depth: number): boolean {
    const value = graph.value(node);
    if (depth > maxDepth) return false;
    const onward = (id: number): boolean => isOfSettingsCall(graph.sibling(node, id), depth + 1);
    switch (value.kind) {
      case 'member':
        return onward(value.base);
      case 'variable':
        return value.values.length === 1 && onward(value.values[0] ?? 0);
      case 'logical':
        return onward(value.left);
      case 'await':
      case 'cast':
        return onward(value.value);
      case 'call': {
        const callee = graph.value(graph.sibling(node, value.callee));
        return value.args.length === 0 && 'name' in callee && settingsCall.test(callee.name);
      }
      default:
        return false;
    }
  }

  return { isSetting, environmentName };
}
