/** What a tracked value does at a call: enters a function, arrives at a sink, is carried on by a library, or stops. */
import type { Place } from '../finding.ts';
import type { PathToken } from '../models/model.ts';
import type { CompiledPropagator, State } from '../models/catalog.ts';
import { close, matchesIndex, none, type States, step, stepArgument, stepMember } from '../models/states.ts';
import { type FieldPath, itself, element, namesOf, taken, under, called } from './field-path.ts';
import { type Fn, fnNode, functionAt, type Node, nodeOf, ownerOf } from './graph.ts';
import type { Api, Origin } from './origin.ts';
import type { Walk } from './track.ts';
import type { ExitPoint, Hop, Tracked } from './tracked.ts';

/** Returns the steps of the walk that have to do with calls. */
export function createCalls(walk: Walk, exchangeHelpers: string[]) {
  const { graph, linked, catalog } = walk;
  const { resolve } = linked;
  const rootOf = (key: string): States => {
    const root = catalog.root(key);
    return root ? close([root]) : none;
  };
  const anyStates = rootOf('any');
  const unmodelled = rootOf('unmodelled');
  const unresolved = rootOf('unresolved');
  const channelOuts = new Map<string, { node: Node; path: FieldPath }[]>();

  function argument(state: Tracked, call: Node, index: number, isSpread: boolean, at: Place): void {
    const value = graph.value(call);
    if (value.kind !== 'call' || isExchange(call)) return;
    const path = isSpread ? taken(state.path, element) : state.path;
    if (path === undefined) return;
    const targets = linked.targets(call);
    for (const fn of targets.functions) intoParameter(state, fn, call, index, isSpread, at, path);
    for (const api of targets.apis) atApi(state, call, api, index, path, at);
    const isSeen = targets.functions.length > 0 || targets.classes.length > 0;
    if (!isSeen) anyMethod(state, call, index, path);
    if (!isSeen && targets.apis.length === 0) sinksAt(state, stepArgument(unresolved, index, value.args.length), path, at, call);
  }

  function intoParameter(state: Tracked, fn: Fn, call: Node, index: number, isSpread: boolean, at: Place, path: FieldPath): void {
    const { params } = fn.fact;
    const lastIndex = params.length - 1;
    params.forEach((id, position) => {
      const param = fn.file.facts.values[id];
      const isRest = param?.kind === 'param' && param.isRest === true && position === lastIndex;
      const isMeant = isRest ? index >= position : isSpread ? position >= index : position === index;
      const next = isRest ? under(element, path) : path;
      if (!isMeant || next === undefined || param?.kind !== 'param') return;
      const to = fn.fact.name ? `\`${fn.fact.name}\`` : 'a function';
      const as = param.name ? ` as \`${param.name}\`` : '';
      walk.enter(fn, nodeOf(fn.file, id), state, call, { at, note: `passed to ${to}${as}` }, next);
    });
  }

  function atApi(state: Tracked, call: Node, api: Api, index: number | 'this', path: FieldPath, at: Place): void {
    const value = graph.value(call);
    if (value.kind !== 'call') return;
    if (api.states.length === 0) {
      if (index !== 'this' && isForeignClient(call, api)) sinksAt(state, stepArgument(unmodelled, index, value.args.length), path, at, call);
      anyMethod(state, call, index, path);
      return;
    }
    const states = stepArgument(api.states, index, value.args.length);
    sinksAt(state, states, path, at, call);
    const isCarried = carry(state, call, api.states, index, path);
    channelIn(state, states, path);
    if (!isCarried) anyMethod(state, call, index, path);
  }

  // A package that no model knows: its constructors and factories take credentials, its plain functions may do anything.
  function isForeignClient(call: Node, api: Api): boolean {
    const value = graph.value(call);
    if (value.kind !== 'call' || api.package === 'globals') return false;
    if (catalog.knows(api.package)) return value.isNew === true;
    return value.isNew === true || /(create|make|get|init|build|connect|new|from)[A-Z_]?|client|sdk|api/i.test(api.label.split('.').at(-1) ?? '');
  }

  function receiver(state: Tracked, call: Node): void {
    if (isExchange(call)) return;
    const targets = linked.targets(call);
    for (const fn of targets.functions) {
      const [first] = walk.thisOf(fn);
      const name = fn.fact.name;
      const hop = { at: graph.place(call), note: name ? `used by \`${name}\`` : 'used by this method' };
      if (first !== undefined) walk.enter(fn, first, state, call, hop, state.path);
    }
    for (const api of targets.apis) atApi(state, call, api, 'this', state.path, graph.place(call));
    if (targets.functions.length === 0 && targets.apis.length === 0) anyMethod(state, call, 'this', state.path);
  }

  // Methods of strings, arrays, Maps and promises, by name, where nothing better is known of the receiver.
  function anyMethod(state: Tracked, call: Node, index: number | 'this', path: FieldPath): void {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (callee?.kind !== 'member') return;
    carry(state, call, stepMember(anyStates, callee.name), index, path);
  }

  function sinksAt(state: Tracked, states: States, path: FieldPath, at: Place, call: Node | undefined): void {
    let here = states;
    const names = namesOf(path);
    for (let i = 0; here.length > 0; i++) {
      const rest = names.slice(i);
      if (rest.every((name) => name === called)) {
        for (const s of here) for (const sink of s.sinks) walk.arrive({ row: sink.row, state, at, ...(call === undefined ? {} : { call }), ...(sink.url ? { url: sink.url } : {}) });
      }
      const name = names[i];
      if (name === undefined) return;
      here = name === element ? close(here.flatMap((s) => [...s.members.values(), ...(s.element ? [s.element] : [])])) : stepMember(here, name);
    }
  }

  // Applies every row whose input is this argument (or the receiver); true when one did.
  function carry(state: Tracked, call: Node, states: States, index: number | 'this', path: FieldPath): boolean {
    let isCarried = false;
    for (const s of states) {
      for (const row of s.propagators) {
        const rest = inputOf(row, call, index, path);
        if (rest !== undefined) isCarried = deliver(state, call, row.to, rest) || isCarried;
      }
    }
    return isCarried;
  }

  function inputOf(row: CompiledPropagator, call: Node, index: number | 'this', path: FieldPath): FieldPath | undefined {
    const [head, ...tokens] = row.from;
    const value = graph.value(call);
    if (head?.kind !== 'argument' || value.kind !== 'call' || !matchesIndex(head.index, index, value.args.length)) return undefined;
    return consume(tokens, call, path);
  }

  function consume(tokens: PathToken[], call: Node, path: FieldPath): FieldPath | undefined {
    let rest: FieldPath | undefined = path;
    for (const token of tokens) {
      if (rest === undefined) return undefined;
      if (token.kind === 'return') rest = taken(rest, called);
      else {
        const from: FieldPath = rest;
        rest = fieldsOf(token, call).map((name) => taken(from, name)).find((found) => found !== undefined);
      }
    }
    return rest;
  }

  function fieldsOf(token: PathToken, call: Node): string[] {
    if (token.kind === 'element') return [element];
    if (token.kind === 'member') return token.names === '*' ? [element] : token.names;
    if (token.kind === 'key') return [keyText(call, token.argument) ?? element];
    return [];
  }

  function keyText(call: Node, index: number): string | undefined {
    const value = graph.value(call);
    const arg = value.kind === 'call' ? value.args[index] : undefined;
    return arg && resolve.text(graph.sibling(call, arg.value));
  }

  function deliver(state: Tracked, call: Node, to: PathToken[], path: FieldPath): boolean {
    const [head, ...tokens] = to;
    const value = graph.value(call);
    if (!head || value.kind !== 'call') return false;
    if (head.kind === 'argument' && tokens[0]?.kind === 'parameter') return intoCallback(state, call, head, tokens, path);
    const full = prefix(tokens, call, path);
    if (full === undefined) return false;
    const { entry } = state;
    if (head.kind === 'return' || head.kind === 'instance') walk.add({ entry, node: call, path: full }, state);
    else if (head.kind === 'argument') {
      for (const node of argumentNodes(call, head)) walk.add({ entry, node, path: full, isMutation: true }, state, { at: graph.place(call), note: 'kept here' });
    }
    return true;
  }

  function prefix(tokens: PathToken[], call: Node, path: FieldPath): FieldPath | undefined {
    let full: FieldPath | undefined = path;
    for (const token of tokens.toReversed()) {
      if (full === undefined) return undefined;
      full = token.kind === 'return' ? under(called, full) : under(fieldsOf(token, call)[0] ?? element, full);
    }
    return full;
  }

  function argumentNodes(call: Node, token: PathToken & { kind: 'argument' }): Node[] {
    const value = graph.value(call);
    if (value.kind !== 'call') return [];
    if (token.index === 'this') {
      const callee = graph.value(graph.sibling(call, value.callee));
      return callee.kind === 'member' ? [graph.sibling(call, callee.base)] : [];
    }
    return value.args.flatMap((arg, i) => (matchesIndex(token.index, i, value.args.length) ? [graph.sibling(call, arg.value)] : []));
  }

  function intoCallback(state: Tracked, call: Node, head: PathToken & { kind: 'argument' }, tokens: PathToken[], path: FieldPath): boolean {
    const [parameter, ...rest] = tokens;
    const full = prefix(rest, call, path);
    if (parameter?.kind !== 'parameter' || full === undefined) return false;
    for (const arg of argumentNodes(call, head)) {
      for (const origin of resolve.origins(arg)) {
        if (origin.kind !== 'function') continue;
        origin.fn.fact.params.forEach((id, i) => {
          if (matchesIndex(parameter.index, i, origin.fn.fact.params.length)) walk.add({ entry: state.entry, node: nodeOf(origin.fn.file, id), path: full }, state);
        });
      }
    }
    return true;
  }

  // What a callback returns to the library that called it: on to the library's result, or into a sink.
  function callbackReturn(state: Tracked, fn: Fn, hop: Hop): void {
    for (const usage of linked.usages(fnNode(fn))) {
      const states = step(usage.states, 'return');
      const path = state.path;
      sinksAt({ ...state, previous: state, hop }, states, path, hop.at, undefined);
      channelIn(state, states, path);
    }
    for (const use of linked.usesOf(fnNode(fn))) {
      if (use.kind !== 'argument') continue;
      const call = graph.sibling(fnNode(fn), use.call);
      const path = under(called, state.path);
      if (path === undefined) continue;
      const { apis, functions } = linked.targets(call);
      for (const api of apis) carry(state, call, api.states, use.index, path);
      if (functions.length === 0) anyMethod(state, call, use.index, path);
    }
  }

  /** Replays at a call what the callee did with the value. */
  function comeBack(exit: ExitPoint, call: Node, from: Tracked, isOpen = false): void {
    const value = graph.value(call);
    if (value.kind !== 'call') return;
    const { entry } = from;
    const through = isOpen ? undefined : exit.state;
    const add = (node: Node, isMutation: boolean, note?: string): void =>
      walk.add({ entry, node, path: exit.path, isMutation }, from, note === undefined ? undefined : { at: graph.place(call), note }, through);
    if (exit.to === 'return') {
      if (!value.isNew) add(call, false);
      return;
    }
    if (exit.to !== 'this') {
      const arg = value.args[exit.to];
      if (arg && !arg.isSpread) add(graph.sibling(call, arg.value), true);
      return;
    }
    if (value.isNew) return add(call, true);
    const callee = graph.value(graph.sibling(call, value.callee));
    if (callee.kind === 'member') add(graph.sibling(call, callee.base), true);
    else if (callee.kind === 'super') {
      const owner = ownerOf(graph, call);
      const at: Tracked = { ...from, previous: from, ...(through ? { through } : {}) };
      if (owner) walk.storeOnThis(owner, exit.path, at);
    }
  }

  function isExchange(call: Node): boolean {
    if (exchangeHelpers.length === 0) return false;
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    const name = callee && 'name' in callee ? callee.name : callee?.kind === 'function' ? functionAt(graph.fileOf(call), callee.fn)?.fact.name : undefined;
    return name !== undefined && exchangeHelpers.some((helper) => helper === name || helper.endsWith(`#${name}`));
  }

  function apiStates(origins: Origin[]): States {
    return close(origins.flatMap((o): readonly State[] => (o.kind === 'api' ? o.api.states : [])));
  }

  /** The changed object belongs to a library: the change may be a sink or enter a channel. */
  function mutatedApi(state: Tracked): void {
    const states = apiStates(resolve.origins(state.node));
    if (states.length === 0) return;
    sinksAt(state, states, state.path, state.hop?.at ?? graph.place(state.node), undefined);
    channelIn(state, states, state.path);
  }

  /** The changed object came out of a call: go back into the object it came from. */
  function mutatedResult(state: Tracked): void {
    const value = graph.value(state.node);
    if (value.kind !== 'call') return;
    const { functions, apis } = linked.targets(state.node);
    for (const fn of functions) {
      if (value.isNew) continue;
      for (const r of fn.fact.returns) walk.add({ entry: state.entry, node: nodeOf(fn.file, r.value), path: state.path, isMutation: true }, state);
    }
    for (const api of apis) {
      for (const s of api.states) {
        for (const row of s.propagators) {
          const [head, ...tokens] = row.from;
          if (row.to.length !== 1 || row.to[0]?.kind !== 'return' || head?.kind !== 'argument') continue;
          const full = prefix(tokens, state.node, state.path);
          if (full === undefined) continue;
          for (const node of argumentNodes(state.node, head)) walk.add({ entry: state.entry, node, path: full, isMutation: true }, state);
        }
      }
    }
  }

  function channelIn(state: Tracked, states: States, path: FieldPath): void {
    let here = states;
    const names = namesOf(path);
    for (let i = 0; i <= names.length && here.length > 0; i++) {
      for (const s of here) {
        for (const { row } of s.channelIns) {
          const rest = names.slice(i).join('/');
          for (const out of channelOuts.get(row.name) ?? []) {
            const full = out.path === itself ? rest : rest === itself ? out.path : `${out.path}/${rest}`;
            if (out.node !== state.node) walk.add({ entry: state.entry, node: out.node, path: full }, state);
          }
        }
      }
      here = stepMember(here, names[i] ?? '');
    }
  }

  return {
    argument,
    receiver,
    comeBack,
    callbackReturn,
    mutatedApi,
    mutatedResult,
    /** Names a place where what entered a channel comes out again. */
    openChannel(name: string, node: Node, path: FieldPath): void {
      const list = channelOuts.get(name);
      if (list) list.push({ node, path });
      else channelOuts.set(name, [{ node, path }]);
    },
  };
}
