/** Which functions of the project judge tokens, what they look at, and who calls them. */
import type { Flow, FunctionRef, JudgingNames, ValueRef, Verification } from '../../context.ts';
import { callsWithin } from '../../facts/within.ts';
import { decidesByOutcome } from './answers.ts';
import type { Functions } from '../behaviour/functions.ts';
import { calleeName, type Fn, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { tellingCallers } from '../link/telling-callers.ts';
import { runsBefore } from '../track/overwrites.ts';

interface VerifiersInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  verifications(): Verification[];
  isTest(path: string): boolean;
  /** What asks who is calling before an endpoint of MCP or A2A answers. */
  gates(): FunctionRef[];
  /** Calls that a tracked inbound token was handed to. */
  inboundCalls(): ReadonlySet<Node>;
}

const verifierName =
  /(verif|validat|authenticat|introspect|check_?token|check_?auth|auth_?middleware|require_?auth|resolve_?(token|user|auth)|bearer_?auth|token_?info)/i;

/** Answers about functions that judge tokens. */
export function createVerifiers(input: VerifiersInput) {
  const { graph, linked, functions } = input;
  let roleNodes: Set<Node> | undefined;
  let gateNodes: Set<Node> | undefined;

  /** True when a library calls the function to judge a token, or its name says that it does. */
  function isVerifier(fn: FunctionRef): boolean {
    roleNodes ??= new Set(
      functions.functions('token-verifier').flatMap(({ fn: verifier }) => functions.reach(verifier).map((r) => r.id)),
    );
    return roleNodes.has(fn.id) || verifierName.test(fn.name);
  }

  /** True when the flow ends in a request that is made to judge the token. */
  function isVerifying(flow: Flow): boolean {
    const holder = flow.call && functions.functionHolding(flow.call.id);
    if (!holder) return false;
    const judging = [holder, ...callersOf(holder)];
    if (judging.some((fn) => isVerifier(fn) || isOnlyCheck(fn))) return true;
    return flow.call !== undefined && decidesByOutcome(graph, linked, flow.call.id);
  }

  // What stands before an agent's endpoint and has no other way to tell who is calling.
  function isOnlyCheck(fn: FunctionRef): boolean {
    gateNodes ??= new Set(input.gates().map(({ id }) => id));
    return gateNodes.has(fn.id) && verificationsWithin(fn).length === 0;
  }

  function callersOf(fn: FunctionRef): FunctionRef[] {
    const own = functions.fnOf(fn);
    const calls = own ? tellingCallers(graph, linked, own, input.isTest) : [];
    return calls.flatMap((call) => functions.functionHolding(call) ?? []);
  }

  /** True when a function that calls it, two calls up, compares something named so. */
  function callersCompare(fn: FunctionRef, name: RegExp): boolean {
    return callersTwoUp(fn).some((caller) => functions.comparesNamed(caller, name));
  }

  /** Verifications inside the function and the functions that it calls. */
  function verificationsWithin(fn: FunctionRef): Verification[] {
    const inside = new Set(functions.reach(fn).map((ref) => ref.id));
    return input
      .verifications()
      .filter((v) => v.row.kind !== 'token-decode' && v.within !== undefined && inside.has(v.within.id));
  }

  /** True when a function that calls it verifies a token too. */
  function callersVerify(fn: FunctionRef): boolean {
    return callersTwoUp(fn).some(
      (caller) =>
        verificationsWithin(caller).length > 0 || functions.mentions(caller, /introspect|userinfo|tokeninfo/i),
    );
  }

  /** True when a function that calls it, two calls up, or one that those call, calls something named so. */
  function callersCall(fn: FunctionRef, name: RegExp): boolean {
    return callersTwoUp(fn).some((caller) => callsNamed(caller, name, fn));
  }

  const looksAtAudience = (v: Verification): boolean =>
    v.row.kind === 'token-verification' && (v.audience.state === 'set' || v.audience.state === 'unknown');

  const isHandedToken = (fn: Fn, call: number): boolean =>
    input.inboundCalls().has(nodeOf(fn.file, call)) ||
    functions.handsNamed(fn, call, /token|bearer|jwt|authorization/i);

  /** True when a verification that looks at the audience has run on every way to the call, here or in a caller. */
  function isVerifiedBefore(call: ValueRef, depth = 0): boolean {
    const holder = functions.functionHolding(call.id);
    const own = holder && functions.fnOf(holder);
    if (!own || depth > 2) return false;
    const isEarlier = (start: number): boolean =>
      start < call.at.start && runsBefore(own.file.facts, start, call.at.start);
    const isVerifying = (id: number): boolean => {
      const node = nodeOf(own.file, id);
      if (input.verifications().some((v) => v.call.id === node && looksAtAudience(v))) return true;
      if (!isHandedToken(own, id)) return false;
      return linked
        .targets(node)
        .functions.some((fn) => verificationsWithin(functions.refOf(fn)).some(looksAtAudience));
    };
    const isHere = callsWithin(own.file.facts, own.fact).some((id) => {
      const value = own.file.facts.values[id];
      return value !== undefined && isEarlier(value.start) && isVerifying(id);
    });
    return (
      isHere ||
      linked.callers(holder.id).some((site) => isVerifiedBefore({ id: site, at: graph.place(site) }, depth + 1))
    );
  }

  // Of what it calls, only that counts which the token is handed to: a server that is made beside it calls many things.
  function judgesToken(fn: FunctionRef, names: JudgingNames, seen = new Set<Node>()): boolean {
    const own = functions.fnOf(fn);
    if (!own || seen.has(fn.id) || seen.size > 20) return false;
    seen.add(fn.id);
    const { facts } = own.file;
    if (input.verifications().some((v) => v.row.kind !== 'token-decode' && v.within?.id === fn.id)) return true;
    if (functions.comparesHere(fn, /token|key|secret/i)) return true;
    return callsWithin(facts, own.fact).some((id) => {
      const call = nodeOf(own.file, id);
      if (names.alone.test(calleeName(own.file, id))) return true;
      if (!isHandedToken(own, id)) return false;
      if (names.withToken.test(calleeName(own.file, id))) return true;
      return linked.targets(call).functions.some((target) => judgesToken(functions.refOf(target), names, seen));
    });
  }

  /** True when some other function of the project, in the role of middleware or verifier, verifies tokens. */
  function isVerifiedElsewhere(fn: FunctionRef): boolean {
    const gates = [...functions.functions('middleware'), ...functions.functions('token-verifier')];
    return gates.some(({ fn: gate }) => gate.id !== fn.id && verificationsWithin(gate).length > 0);
  }

  /** True when the token that the call looks at came in with a request. */
  function receivesInboundToken(v: Verification): boolean {
    return input.inboundCalls().has(v.call.id) || nested(v.call.id).some((call) => input.inboundCalls().has(call));
  }

  // `JSON.parse(atob(token.split('.')[1]))`: the token goes into the innermost call.
  function nested(call: Node): Node[] {
    const at = graph.place(call);
    const file = graph.fileOf(call);
    return callsWithin(file.facts, at).map((id) => nodeOf(file, id));
  }

  /** True when the function, or one that it calls, calls something named so. */
  function callsNamed(fn: FunctionRef, name: RegExp, except?: FunctionRef): boolean {
    return functions.reach(fn).some((ref) => {
      const own = functions.fnOf(ref);
      if (!own) return false;
      const names = callsWithin(own.file.facts, own.fact).map((id) => calleeName(own.file, id));
      return names.some((called) => called !== except?.name && name.test(called));
    });
  }

  /** The npm scope that the project and the package or host of the sink share: one vendor on both sides. */
  function firstParty(flow: Flow): string | undefined {
    const own = graph.resolver.packageOf(flow.sink.file)?.name;
    const scope = own?.startsWith('@') ? own.slice(1, own.indexOf('/')) : undefined;
    if (!own || !scope || scope.length < 4) return undefined;
    const packages = flow.call ? linked.targets(flow.call.id).apis.map((api) => api.package) : [];
    if (packages.some((name) => name.startsWith(`@${scope}/`))) return scope;
    const word = scope.replace(/-(ai|io|dev|hq|inc|labs|cloud)$/, '').replaceAll('-', '');
    return flow.destination.texts.some((text) => /^https?:\/\/[^/]*/.exec(text)?.[0].replaceAll('-', '').includes(word))
      ? scope
      : undefined;
  }

  function callersTwoUp(fn: FunctionRef): FunctionRef[] {
    const direct = callersOf(fn);
    return [...direct, ...direct.flatMap(callersOf)];
  }

  return {
    callersOf: callersTwoUp,
    isVerifier,
    isVerifying,
    callersCompare,
    verificationsWithin,
    callersVerify,
    callersCall,
    isVerifiedBefore: (call: ValueRef) => isVerifiedBefore(call),
    judgesToken: (fn: FunctionRef, names: JudgingNames) => judgesToken(fn, names),
    isVerifiedElsewhere,
    receivesInboundToken,
    callsNamed: (fn: FunctionRef, name: RegExp) => callsNamed(fn, name),
    firstParty,
  };
}
