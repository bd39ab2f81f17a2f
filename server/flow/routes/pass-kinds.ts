/** What the test says by which a request goes on: a setting, a session, a part of the path, or no credential at all. */
import type { Pass } from '../../context.ts';
import { alternatives, receiver, throughReads } from '../../facts/backward.ts';
import type { Value } from '../../facts/facts.ts';
import { type Graph, type Node, peeled, reachedFrom } from '../graph.ts';
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
const here = /^(?:localhost|127\.0\.0\.1|\[?::1\]?)(?::|$)/i;
const address = /^(?:path|pathname|url|originalUrl|href|route)$/;

export interface PassKinds {
  /** The kind of pass that the test opens; undefined where it says nothing of who is calling. */
  kindOf(test: Node): Pass['kind'] | undefined;
  /** True when the test holds only for a request that names a session. */
  namesSession(test: Node): boolean;
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
      case 'logical': {
        const sides = [graph.sibling(test, value.left), graph.sibling(test, value.right)];
        const other = value.op === '&&' ? sides.find((side, at) => isDevelopment(sides[1 - at] ?? side)) : undefined;
        // Beside it stands what lets in only there, and by a look at more than a variable.
        if (other !== undefined) return kindOf(other, depth + 1) && 'switch';
        return onward(value.left) ?? onward(value.right);
      }
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
      if (callee?.kind !== 'member') return [];
      if (callee.name === 'trim') return [callee.base];
      return reading.test(callee.name) ? value.args.map((arg) => arg.value) : [];
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
    if (isDevelopment(test)) return 'switch';
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

  function isDevelopment(test: Node): boolean {
    const value = graph.value(peeled(graph, test));
    if (value.kind !== 'binary' || !/^===?$/.test(value.op)) return false;
    const [name, word] = [graph.sibling(test, value.left), graph.value(graph.sibling(test, value.right))];
    return (
      environmentName(name) === 'NODE_ENV' &&
      word.kind === 'literal' &&
      /^(?:dev|development|local)$/.test(String(word.value))
    );
  }

  // `req.headers.host?.startsWith('localhost')`: the caller writes what stands in this header.
  function ofHost(test: Node): 'host' | undefined {
    const node = peeled(graph, test);
    const value = graph.value(node);
    const sides = (ids: readonly number[]): Node[] => ids.map((id) => graph.sibling(node, id));
    if (value.kind === 'logical')
      return value.op === '||' && sides([value.left, value.right]).some(ofHost) ? 'host' : undefined;
    if (value.kind === 'binary')
      return /^===?$/.test(value.op) && isHere(sides([value.left]), sides([value.right])) ? 'host' : undefined;
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    if (value.kind !== 'call' || callee?.kind !== 'member' || !/^(?:startsWith|includes)$/.test(callee.name))
      return undefined;
    const [base, given] = [[graph.sibling(node, callee.base)], sides(value.args.map((arg) => arg.value))];
    if (isHere(base, given)) return 'host';
    const list = base
      .map((at) => graph.value(peeled(graph, at)))
      .flatMap((at) => (at.kind === 'array' ? at.elements : []));
    return isHere(given, sides(list.map((element) => element.value))) ? 'host' : undefined;
  }

  function isHere(read: readonly Node[], words: readonly Node[]): boolean {
    const isLocal = words.some((word) => {
      const text = graph.value(word);
      return text.kind === 'literal' && typeof text.value === 'string' && here.test(text.value);
    });
    return isLocal && read.some(isHostHeader);
  }

  // `req.headers.host`, `req.hostname`, `req.get('host')`
  function isHostHeader(node: Node): boolean {
    const { values } = graph.fileOf(node).facts;
    return reachedFrom(graph, node, throughReads(values)).some((at) => {
      const value = graph.value(at);
      if (value.kind === 'member') {
        const base = graph.value(graph.sibling(at, value.base));
        return base.kind === 'member'
          ? base.name === 'headers' && /^(?:x-forwarded-)?host$/.test(value.name)
          : base.kind === 'param' && /^host(?:name)?$/.test(value.name);
      }
      if (value.kind !== 'call') return false;
      const callee = graph.value(graph.sibling(at, value.callee));
      const [name] = value.args.map((arg) => graph.value(graph.sibling(at, arg.value)));
      return (
        callee.kind === 'member' &&
        reading.test(callee.name) &&
        name?.kind === 'literal' &&
        /^host$/i.test(String(name.value))
      );
    });
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

  return {
    kindOf: (test) => kindOf(test, 0) ?? ofSession(test) ?? ofHost(test),
    namesSession: (test) => ofSession(test) !== undefined,
    isCredential,
  };
}

// By the name of a member, or the text by which one is asked for.
function isNamed(value: Value, name: RegExp): boolean {
  if (value.kind === 'member') return name.test(value.name);
  return value.kind === 'literal' && typeof value.value === 'string' && name.test(value.value);
}

function isPlainlyNamed(value: Value): boolean {
  return value.kind === 'member' && /^(?:token|header)$/i.test(value.name);
}
