/** What the test says by which a request goes on: a setting, a session, a part of the path, or no credential at all. */
import type { Pass } from '../../context.ts';
import { alternatives, receiver } from '../../facts/backward.ts';
import type { Value } from '../../facts/facts.ts';
import { type Graph, type Node, reachedFrom } from '../graph.ts';
import { credential } from './gates.ts';

interface PassKindsInput {
  graph: Graph;
  isSetting(node: Node): boolean;
  /** The variable of the environment that the value is read from. */
  environmentName(node: Node): string | undefined;
}

const off = new Set<unknown>(['false', '0', 'off', 'no', false]);
const on = new Set<unknown>(['true', '1', 'on', 'yes', true]);
const sessionName = /^(?:mcp[-_]?)?session[-_]?id$/i;
const reading = /^(?:get|header|has)$/;
const address = /^(?:path|pathname|url|originalUrl|href|route)$/;

export interface PassKinds {
  /** The kind of pass that the test opens; undefined where it says nothing of who is calling. */
  kindOf(test: Node): Pass['kind'] | undefined;
  /** True for what is read from a credential of the request, by its name. */
  isCredential(node: Node): boolean;
}

/** Answers about tests. */
export function createPassKinds({ graph, isSetting, environmentName }: PassKindsInput): PassKinds {
  function kindOf(test: Node, depth: number): Pass['kind'] | undefined {
    const value = graph.value(test);
    if (depth > 8) return undefined;
    const onward = (id: number): Pass['kind'] | undefined => kindOf(graph.sibling(test, id), depth + 1);
    switch (value.kind) {
      case 'logical':
        return onward(value.left) ?? onward(value.right);
      case 'unary':
        return value.op === '!' ? ofMissing(graph.sibling(test, value.value)) : undefined;
      case 'binary':
        return ofComparison(value, test);
      case 'call':
        return ofCall(value, test);
      case 'variable':
        return value.values.length === 1 ? onward(value.values[0] ?? 0) : undefined;
      case 'member':
        return isSetting(test) && /dis|skip|no_?auth|bypass|insecure|unsafe|allow_?anon|dev/i.test(value.name)
          ? 'switch'
          : undefined;
      default:
        return undefined;
    }
  }

  // `sessionId && sessions.has(sessionId)`: what the request names is no proof of who sends it.
  function ofSession(test: Node): 'session' | undefined {
    const { values } = graph.fileOf(test).facts;
    const reached = reachedFrom(graph, test, (value) => {
      if (value.kind === 'logical') return [value.left, value.right];
      if (value.kind === 'element') return [...(value.key === undefined ? [] : [value.key]), value.base];
      if (value.kind !== 'call') return alternatives(value);
      const callee = values[value.callee];
      return callee?.kind === 'member' && reading.test(callee.name) ? value.args.map((arg) => arg.value) : [];
    });
    return reached.some((at) => isNamed(graph.value(at), sessionName)) ? 'session' : undefined;
  }

  // `!req.headers.authorization`, `!config.token`
  function ofMissing(node: Node): Pass['kind'] | undefined {
    if (isSetting(node)) return 'unset';
    return isCredential(node) ? 'missing-credential' : undefined;
  }

  function ofComparison({ op, left, right }: Value & { kind: 'binary' }, test: Node): Pass['kind'] | undefined {
    const [a, b] = [graph.sibling(test, left), graph.value(graph.sibling(test, right))];
    const isEqual = op === '===' || op === '==';
    if (!isEqual && op !== '!==' && op !== '!=') return undefined;
    const text = b.kind === 'literal' ? b.value : undefined;
    if (environmentName(a) === 'NODE_ENV') return isEqual ? undefined : 'environment';
    if (isSetting(a)) {
      if (
        isEqual
          ? off.has(text) || (b.kind === 'literal' && text === undefined)
          : typeof text === 'string' || on.has(text)
      )
        return 'unset';
      return isEqual && on.has(text) ? 'switch' : undefined;
    }
    const isNone = b.kind === 'literal' && (text === undefined || text === null);
    return isEqual && isNone && isCredential(a) ? 'missing-credential' : undefined;
  }

  // `req.path.includes('.well-known')` holds for `/mcp?.well-known` too.
  function ofCall({ callee }: Value & { kind: 'call' }, test: Node): Pass['kind'] | undefined {
    const value = graph.value(graph.sibling(test, callee));
    if (value.kind !== 'member' || value.name !== 'includes') return undefined;
    const base = graph.value(graph.sibling(test, value.base));
    return base.kind === 'member' && address.test(base.name) ? 'path-part' : undefined;
  }

  function isCredential(node: Node): boolean {
    const { values } = graph.fileOf(node).facts;
    const reached = reachedFrom(graph, node, (value) => {
      if (value.kind === 'element') return value.key === undefined ? [] : [value.key];
      if (value.kind === 'logical') return [value.left];
      if (value.kind !== 'call') return alternatives(value);
      return [...value.args.map((arg) => arg.value), ...receiver(values, value)];
    });
    return reached.some((at) => isNamed(graph.value(at), credential) || isPlainlyNamed(graph.value(at)));
  }

  return { kindOf: (test) => kindOf(test, 0) ?? ofSession(test), isCredential };
}

// By the name of a member, or the text by which one is asked for.
function isNamed(value: Value, name: RegExp): boolean {
  if (value.kind === 'member') return name.test(value.name);
  return value.kind === 'literal' && typeof value.value === 'string' && name.test(value.value);
}

function isPlainlyNamed(value: Value): boolean {
  return value.kind === 'member' && /^(?:token|header)$/i.test(value.name);
}
