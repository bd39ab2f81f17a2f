/** What a value is to those who call the program: a credential of theirs, who they are, or something else that they sent. */
import { alternatives } from '../../facts/backward.ts';
import { argumentAt } from '../link/arguments.ts';
import { type Fn, fnNode, functionAt, type Graph, idOf, type Node, ownerOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** Of the caller's: what proves who they are, what says so, or any part of what they sent. */
export type Brought = 'secret' | 'identity' | 'part';

/** Where a function is entered: an agent or a chat takes whatever is handed to it for the caller's. */
export type Entrance = 'agent' | 'chat' | 'http';

interface Found {
  brought: Brought;
  from: Entrance;
}

/** What was read on the way up to the request. */
interface Read {
  isSecret: boolean;
  isIdentity: boolean;
  /** A field of the body or the query: what somebody typed in, or a code that a login brought along. */
  isSent: boolean;
}

const secrets = /authori[sz]ation|token|assertion|api_?-?key|^jwt$|^bearer$/i;
const identities = /^(?:headers?|cookies?|user|auth|authInfo|session|principal|locals|claims)$/i;
const sent = /^(?:query|searchParams|body|params|url|nextUrl|json|text|formData|data|files?)$/i;
const exchanges = /^(?:get|exchange|acquire)(?:User)?(?:Turn)?Token(?:OnBehalfOf|Silent|$)/;
const maxDepth = 16;
const rank: readonly Brought[] = ['part', 'identity', 'secret'];

interface BroughtInput {
  graph: Graph;
  linked: Linked;
  entered(fn: Node): Entrance | undefined;
}

/** Returns the question what of a caller the value in the function is, as far as it can be followed back. */
export function createBrought({ graph, linked, entered }: BroughtInput) {
  function of(fn: Fn, id: number, depth = 0, read: Read = nothing): Found | undefined {
    const value = fn.file.facts.values[id];
    if (!value || depth > maxDepth) return undefined;
    const onward = (next: number, further: Read = read): Found | undefined => of(fn, next, depth + 1, further);
    switch (value.kind) {
      case 'param':
        return handed(functionAt(fn.file, value.fn), value.index, depth + 1, read);
      case 'member':
        return onward(value.base, reading(read, value.name));
      case 'element':
        return onward(value.base, reading(read, textAt(fn, value.key)));
      case 'template':
        return most(value.parts.map((part) => onward(part)));
      case 'object':
        return most(value.properties.map((p) => onward(p.value)));
      case 'variable':
      case 'choice': {
        const all = value.values.map((one) => onward(one));
        return all.length > 0 && all.every((one) => one !== undefined) ? most(all) : undefined;
      }
      case 'call': {
        const callee = fn.file.facts.values[value.callee];
        const name = callee?.kind === 'member' ? callee.name : '';
        const next = exchanges.test(name) ? { ...read, isSecret: true } : read;
        const asked = /^(?:get|header)$/.test(name) ? reading(next, textAt(fn, value.args[0]?.value)) : next;
        return most([
          ...value.args.map((arg) => onward(arg.value, next)),
          callee?.kind === 'member' ? onward(callee.base, reading(asked, name)) : undefined,
        ]);
      }
      default:
        return most(alternatives(value).map((one) => onward(one)));
    }
  }

  function handed(fn: Fn | undefined, index: number, depth: number, read: Read): Found | undefined {
    if (!fn || depth > maxDepth) return undefined;
    const from = entered(fnNode(fn));
    if (from !== undefined) {
      const known = read.isSecret ? 'secret' : 'identity';
      const brought = (read.isSecret || read.isIdentity) && !read.isSent ? known : 'part';
      return from === 'http' && brought === 'part' ? undefined : { brought, from };
    }
    return most(
      linked.callers(fnNode(fn)).map((call) => {
        const passed = argumentAt(graph, call, index);
        const caller = ownerOf(graph, call);
        return passed.kind === 'value' && caller !== undefined
          ? of(caller, idOf(passed.node), depth + 1, read)
          : undefined;
      }),
    );
  }

  function textAt(fn: Fn, id: number | undefined): string {
    const value = id === undefined ? undefined : fn.file.facts.values[id];
    return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : '';
  }

  /** True for a text that is the same whoever calls: a constant, or what every caller of the function hands over as one. */
  function isFixed(fn: Fn, id: number, depth = 0): boolean {
    const value = fn.file.facts.values[id];
    if (!value || depth > maxDepth) return false;
    switch (value.kind) {
      case 'literal':
        return true;
      case 'template':
        return value.parts.every((part) => isFixed(fn, part, depth + 1));
      case 'variable':
        return value.values.length > 0 && value.values.every((one) => isFixed(fn, one, depth + 1));
      case 'param': {
        const own = functionAt(fn.file, value.fn);
        const calls = own ? linked.callers(fnNode(own)) : [];
        return (
          own !== undefined &&
          entered(fnNode(own)) === undefined &&
          calls.length > 0 &&
          calls.every((call) => {
            const passed = argumentAt(graph, call, value.index);
            const caller = ownerOf(graph, call);
            return passed.kind === 'value' && caller !== undefined && isFixed(caller, idOf(passed.node), depth + 1);
          })
        );
      }
      default:
        return false;
    }
  }

  return { of, isFixed };
}

const nothing: Read = { isSecret: false, isIdentity: false, isSent: false };

function reading(read: Read, name: string): Read {
  return {
    isSecret: read.isSecret || secrets.test(name),
    isIdentity: read.isIdentity || identities.test(name),
    isSent: read.isSent || sent.test(name),
  };
}

function most(all: readonly (Found | undefined)[]): Found | undefined {
  return all.reduce((best, one) => {
    if (!best || !one) return best ?? one;
    return rank.indexOf(one.brought) > rank.indexOf(best.brought) ? one : best;
  }, undefined);
}
