/** What a tracked value does at a call: enters a function, arrives at a sink, is carried on by a library, or stops. */
import type { Place } from '../../finding.ts';
import { close, none, type States, step, stepArgument } from '../../models/states.ts';
import { lastArgument } from '../link/arguments.ts';
import { called, element, type FieldPath, headOf, isIndex, namesOf, taken, under } from '../field-path.ts';
import { calleeName, type Fn, fnNode, functionAt, idOf, type Node, nodeOf, ownerOf } from '../graph.ts';
import { createForeignClients, requesting } from './foreign-clients.ts';
import { createLibrary } from './library.ts';
import type { Api } from '../origin.ts';
import type { Walk } from './walk.ts';
import { bare, type ExitPoint, type Hop, type Tracked } from './tracked.ts';

// Where clients nest their credentials; the same words inside a context or a state say nothing.
const nesting =
  /^(\d+|\[\]|\(\)|.*(auth|credential|header|config|option|client|http|request|init|default|transport|connection|fetch|oauth|token|param|setting).*)$/i;
const loggerName = /^(_?log|_?logger|.*(Logger|Log))$/;
const writing = /^(trace|debug|verbose|silly|info|notice|log|warn|warning|error|fatal|critical)$/;

/** Returns the steps of the walk that have to do with calls. */
export function createCalls(walk: Walk, exchangeHelpers: string[]) {
  const { graph, linked, catalog } = walk;
  const rootOf = (key: string): States => {
    const root = catalog.root(key);
    return root ? close([root]) : none;
  };
  const library = createLibrary(walk);
  const foreign = createForeignClients(walk);
  const unmodelled = rootOf('unmodelled');
  const unresolved = rootOf('unresolved');
  const unknownLogger = rootOf('logger');

  function argument(state: Tracked, call: Node, index: number, isSpread: boolean, at: Place): void {
    const value = graph.value(call);
    if (value.kind !== 'call' || isExchange(call)) return;
    const path = isSpread ? taken(state.path, element) : state.path;
    if (path === undefined) return;
    let targets = linked.targets(call);
    // Who calls this function may say what it calls, unless that does not depend on callers.
    const mayGrow = targets.isUnresolved && !linked.resolve.isSettled(graph.sibling(call, value.callee));
    if (mayGrow && linked.bringImporters(graph.fileOf(call))) targets = linked.targets(call);
    // `f(...args)`: what lies at a known place of the list is that argument.
    const head = isSpread ? headOf(state.path) : element;
    const place = isIndex(head) ? index + Number(head) : undefined;
    for (const fn of targets.functions)
      if (place === undefined) intoParameter(state, fn, call, index, isSpread, at, path);
      else intoParameter(state, fn, call, place, false, at, path);
    for (const api of targets.apis) atApi(state, call, api, index, path, at);
    const isSeen = targets.functions.length > 0 || targets.classes.length > 0;
    if (!isSeen) library.anyMethod(state, call, index, path);
    if (index === 0) settle(state, graph.sibling(call, value.callee), path);
    if (!isSeen && targets.apis.every((api) => api.states.length === 0) && isLogging(call))
      library.sinksAt(state, stepArgument(unknownLogger, index, value.args.length), path, at, call);
    if (!isSeen && targets.apis.length === 0 && requesting.test(calleeName(graph.fileOf(call), idOf(call))))
      library.sinksAt(state, stepArgument(unresolved, index, value.args.length), path, at, call);
  }

  // `this.logger.info(…)`, `req.log.warn(…)`, `log.debug(…)`
  function isLogging(call: Node): boolean {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (callee?.kind !== 'member' || !writing.test(callee.name)) return false;
    const base = graph.value(graph.sibling(call, callee.base));
    return 'name' in base && typeof base.name === 'string' && loggerName.test(base.name);
  }

  // `new Promise((resolve) => resolve(token))`: what the callback is given is what the promise gives.
  function settle(state: Tracked, callee: Node, path: FieldPath): void {
    const param = graph.value(callee);
    const fn = param.kind === 'param' && param.index === 0 ? functionAt(graph.fileOf(callee), param.fn) : undefined;
    if (!fn) return;
    for (const use of linked.usesOf(fnNode(fn))) {
      const made = use.kind === 'argument' ? graph.sibling(callee, use.call) : undefined;
      const value = made === undefined ? undefined : graph.value(made);
      if (made === undefined || value?.kind !== 'call' || !value.isNew) continue;
      const constructed = graph.value(graph.sibling(callee, value.callee));
      if (constructed.kind !== 'global' || constructed.name !== 'Promise') continue;
      walk.add({ entry: state.entry, node: made, path }, state, {
        at: graph.place(callee),
        note: 'given by this promise',
      });
    }
  }

  function intoParameter(
    state: Tracked,
    fn: Fn,
    call: Node,
    index: number,
    isSpread: boolean,
    at: Place,
    path: FieldPath,
  ): void {
    const { params } = fn.fact;
    const lastIndex = params.length - 1;
    params.forEach((id, position) => {
      const param = fn.file.facts.values[id];
      const isRest = param?.kind === 'param' && param.isRest === true && position === lastIndex;
      const isMeant = isRest ? index >= position : isSpread ? position >= index : position === index;
      const next = isRest ? under(isSpread ? element : String(index - position), path) : path;
      if (!isMeant || next === undefined || param?.kind !== 'param') return;
      const to = fn.fact.name ? `\`${fn.fact.name}\`` : 'a function';
      const as = param.name ? ` as \`${param.name}\`` : '';
      const hop = { at, note: `passed to ${to}${as}`, ...(isSpread ? {} : bare(path)) };
      walk.enter(fn, nodeOf(fn.file, id), state, call, hop, next);
    });
  }

  function atApi(state: Tracked, call: Node, api: Api, index: number | 'this', path: FieldPath, at: Place): void {
    const value = graph.value(call);
    if (value.kind !== 'call') return;
    if (api.states.length === 0) {
      if (index !== 'this' && foreign.isClient(call, api)) {
        // Its options are not known: a credential may lie at any depth of them.
        const states = stepArgument(unmodelled, index, value.args.length);
        const names = namesOf(path);
        for (let i = 0; i < names.length; i++) {
          if (names.slice(0, i).every((name) => nesting.test(name)))
            library.sinksAt(state, states, names.slice(i).join('/'), at, call);
        }
        if (names.length === 0 && foreign.isNamedClient(call, api)) library.sinksAt(state, states, path, at, call);
      }
      library.anyMethod(state, call, index, path);
      return;
    }
    const last = lastArgument(graph.fileOf(call).facts.values, value.args);
    const states = stepArgument(api.states, index, value.args.length, last);
    library.sinksAt(state, states, path, at, call);
    // What comes out of a sanitizer is another value: nothing of this one goes on.
    if (api.states.some((s) => s.sanitizers.some((row) => !row.for))) return;
    const isCarried = library.carry(state, call, api.states, index, path);
    library.channelIn(state, states, path);
    if (!isCarried) library.anyMethod(state, call, index, path);
  }

  /** The object is read through a getter: the tracked field is in its `this`. */
  function getter(state: Tracked, member: Node): void {
    const fn = linked.getter(member);
    if (fn) intoThis(state, fn, member);
  }

  function intoThis(state: Tracked, fn: Fn, call: Node): void {
    const [first] = walk.thisOf(fn);
    const name = fn.fact.name;
    const hop = { at: graph.place(call), note: name ? `used by \`${name}\`` : 'used by this method' };
    if (first !== undefined) walk.enter(fn, first, state, call, hop, state.path);
  }

  function receiver(state: Tracked, call: Node): void {
    if (isExchange(call)) return;
    const targets = linked.targets(call);
    for (const fn of targets.functions) intoThis(state, fn, call);
    for (const api of targets.apis) atApi(state, call, api, 'this', state.path, graph.place(call));
    if (targets.functions.length === 0 && targets.apis.length === 0) library.anyMethod(state, call, 'this', state.path);
  }

  // What a callback returns to the library that called it: on to the library's result, or into a sink.
  function callbackReturn(state: Tracked, fn: Fn, hop: Hop): void {
    for (const usage of linked.usages(fnNode(fn))) {
      const states = step(usage.states, 'return');
      const path = state.path;
      library.sinksAt({ ...state, previous: state, hop }, states, path, hop.at, undefined);
      library.channelIn(state, states, path);
    }
    // What it is declared to return may be the answer that a library's type describes.
    for (const origin of fn.fact.returnType ? linked.resolve.typeOrigins(fn.file, fn.fact.returnType) : [])
      if (origin.kind === 'api')
        library.sinksAt({ ...state, previous: state, hop }, origin.api.states, state.path, hop.at, undefined);
    for (const use of linked.usesOf(fnNode(fn))) {
      if (use.kind !== 'argument') continue;
      const call = graph.sibling(fnNode(fn), use.call);
      const path = under(called, state.path);
      if (path === undefined) continue;
      const { apis, functions } = linked.targets(call);
      for (const api of apis) library.carry(state, call, api.states, use.index, path);
      if (functions.length === 0) library.anyMethod(state, call, use.index, path);
    }
  }

  /** Replays at a call what the callee did with the value. */
  function comeBack(exit: ExitPoint, call: Node, from: Tracked, isOpen = false): void {
    const value = graph.value(call);
    const { entry } = from;
    const through = isOpen ? undefined : exit.state;
    const add = (node: Node, isMutation: boolean, note?: string): void =>
      walk.add(
        { entry, node, path: exit.path, isMutation },
        from,
        note === undefined ? undefined : { at: graph.place(call), note },
        through,
      );
    if (exit.to === 'return') {
      if (value.kind === 'member' || (value.kind === 'call' && !value.isNew)) add(call, false);
      return;
    }
    if (value.kind !== 'call') return;
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
      const at: Tracked = { ...from, previous: from, through: through ?? from.through };
      if (owner) walk.storeOnThis(owner, exit.path, at);
    }
  }

  function isExchange(call: Node): boolean {
    if (exchangeHelpers.length === 0) return false;
    const name = calleeName(graph.fileOf(call), idOf(call));
    return name !== '' && exchangeHelpers.some((helper) => helper === name || helper.endsWith(`#${name}`));
  }

  return {
    argument,
    receiver,
    getter,
    comeBack,
    callbackReturn,
    ...library,
  };
}
