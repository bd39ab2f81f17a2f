/** Errors that hold the request which failed, with the credential that it was sent with, where they are caught. */
import type { TryFact } from '../../facts/branching.ts';
import type { Span } from '../../finding.ts';
import { backwardSlice, operands } from '../../facts/backward.ts';
import { callsWithin } from '../../facts/within.ts';
import { isCredentialHeader } from '../../models/credential-names.ts';
import type { CallRow, SourceRow } from '../../models/model.ts';
import type { Definitions } from '../resolve/definitions.ts';
import { calleeName, type Fn, type Graph, idOf, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { relative } from '../evaluate/optioned-calls.ts';
import type { Options } from '../evaluate/options.ts';
import type { FoundPath } from './paths.ts';
import type { Seed } from '../track/tracked.ts';

const maxCalls = 2;
const maxSpreads = 3;
const row: SourceRow = { kind: 'failed-request', path: '', note: 'credential of a request that failed' };
const path = 'config/headers/authorization';

interface FailedRequestsInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  definitions: Definitions;
}

/** Answers where such errors are caught. */
export function createFailedRequests({ graph, linked, options, definitions }: FailedRequestsInput) {
  const rowsOf = (call: Node, kind: CallRow['kind']): CallRow[] =>
    linked.targets(call).apis.flatMap((api) => api.states.flatMap((s) => s.calls.filter((each) => each.kind === kind)));

  /** What is caught around requests that visibly carry a credential. */
  function seeds(files: readonly LoadedFile[]): Seed[] {
    return files.flatMap((file) =>
      file.facts.tries.flatMap((each): Seed[] => {
        if (each.caught === undefined || !isHandedOn(nodeOf(file, each.caught))) return [];
        const calls = callsIn(file, each).filter((call) => !isCaughtInside(file, call, each));
        if (!calls.some((call) => isSentWithCredential(nodeOf(file, call), 0))) return [];
        return [{ node: nodeOf(file, each.caught), path, row, isConvention: false }];
      }),
    );
  }

  // Of most errors nothing but the message is read.
  function isHandedOn(caught: Node): boolean {
    return linked.usesOf(caught).some(({ kind }) => kind !== 'take' && kind !== 'operand' && kind !== 'test');
  }

  function callsIn({ facts }: LoadedFile, { start, end }: Span): number[] {
    return facts.calls.filter((id) => {
      const call = facts.values[id];
      return call !== undefined && call.start >= start && call.end <= end;
    });
  }

  function isCaughtInside({ facts }: LoadedFile, call: number, outer?: TryFact): boolean {
    const at = facts.values[call];
    return facts.tries.some(
      ({ start, end, catchStart }) =>
        at !== undefined &&
        catchStart !== undefined &&
        at.start >= start &&
        at.end <= end &&
        (outer === undefined || (start > outer.start && end < outer.end)),
    );
  }

  function isSentWithCredential(call: Node, depth: number): boolean {
    const [request] = rowsOf(call, 'failing-request');
    if (request) return hasCredential(call, request) || clientsOf(call).some(isOfClient);
    return depth < maxCalls && linked.targets(call).functions.some((fn) => sendsInside(fn, depth + 1));
  }

  function sendsInside(fn: Fn, depth: number): boolean {
    return callsWithin(fn.file.facts, fn.fact).some(
      (id) => !isCaughtInside(fn.file, id) && isSentWithCredential(nodeOf(fn.file, id), depth),
    );
  }

  function clientsOf(call: Node): Node[] {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (value.kind !== 'call' || !callee) return [];
    const client = callee.kind === 'member' ? graph.sibling(call, callee.base) : graph.sibling(call, value.callee);
    return definitions.of(client).filter((node) => graph.value(node).kind === 'call');
  }

  function isOfClient(client: Node): boolean {
    const [made] = rowsOf(client, 'request-client');
    return made !== undefined && !makesErrorsOfItsOwn(client) && hasCredential(client, made);
  }

  // `client.interceptors.response.use(undefined, (error) => …)`: what is caught may be another error.
  function makesErrorsOfItsOwn(client: Node): boolean {
    const { facts } = graph.fileOf(client);
    return facts.calls.some((id) => {
      const call = facts.values[id];
      const callee = call?.kind === 'call' ? facts.values[call.callee] : undefined;
      const of = callee?.kind === 'member' && callee.name === 'use' ? facts.values[callee.base] : undefined;
      return call?.kind === 'call' && call.args.length > 1 && of?.kind === 'member' && of.name === 'response';
    });
  }

  function hasCredential(call: Node, { options: places }: CallRow): boolean {
    const slots = (places['headers'] ?? []).flatMap((place) => options.slots(call, relative(place)));
    return slots.some((slot) => slot.kind === 'value' && isWithCredential(slot.node, 0));
  }

  function isWithCredential(headers: Node, depth: number): boolean {
    return definitions.of(headers).some((node) => {
      const value = graph.value(node);
      if (value.kind !== 'object') return false;
      return value.properties.some((p) => {
        const held = graph.sibling(node, p.value);
        if (p.kind === 'spread') return depth < maxSpreads && isWithCredential(held, depth + 1);
        return p.name !== undefined && isCredentialHeader(p.name) && graph.value(held).kind !== 'literal';
      });
    });
  }

  /** True for a way that such an error does not go whole: it is asked for, as by `error instanceof Error`, or made a text. */
  function isOtherError({ chain, arrival, root }: FoundPath): boolean {
    if (root.seed?.row !== row) return false;
    const isRefuted = chain.some(({ node, previous }) => {
      const value = graph.value(node);
      if (value.kind === 'call' && /^(?:String|toString)$/.test(calleeName(graph.fileOf(node), idOf(node))))
        return true;
      if (value.kind !== 'conditional' || !previous || value.whenTrue === value.whenFalse) return false;
      return asksForError(graph.fileOf(node), value.test) === (idOf(previous.node) === value.whenFalse);
    });
    const places = [arrival.at, ...chain.flatMap(({ hop }) => hop?.at ?? [])];
    return isRefuted || places.some(({ file, ...span }) => isBehindLook(graph.file(file), span));
  }

  function isBehindLook(file: LoadedFile | undefined, { start, end }: Span): boolean {
    return (
      file?.facts.guards.some((guard) => {
        const asks = asksForError(file, guard.test);
        if (asks === undefined) return false;
        const isIn = (from = Infinity, to = -1): boolean => start >= from && end <= to;
        const isThen = isIn(guard.thenStart, guard.thenEnd);
        const isElse = isIn(guard.elseStart, guard.elseEnd);
        const fn = file.facts.functions[guard.owner];
        const isAfter = start >= guard.end && guard.thenExit !== undefined && fn !== undefined && end <= fn.end;
        return asks ? isElse || isAfter : isThen;
      }) === true
    );
  }

  // Whether it is such an error where the test holds (true), or where it does not (false).
  function asksForError(file: LoadedFile, test: number): boolean | undefined {
    const { values } = file.facts;
    const value = values[test];
    if (value?.kind === 'unary' && value.op === '!') {
      const inner = asksForError(file, value.value);
      return inner === undefined ? undefined : !inner;
    }
    const isAsked = backwardSlice(values, test, operands).some((id) => {
      const part = values[id];
      if (part?.kind === 'call') return calleeName(file, id) === 'isAxiosError';
      const of = part?.kind === 'binary' && part.op === 'instanceof' ? values[part.right] : undefined;
      return of !== undefined && 'name' in of && typeof of.name === 'string' && /^(?:Axios)?Error$/.test(of.name);
    });
    return isAsked ? true : undefined;
  }

  return { seeds, isOtherError };
}
