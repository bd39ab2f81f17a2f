/** Who calls whom, which functions a library calls in which role, and which classes stand behind an interface. */
import { visitValues } from '../../facts/by-kind.ts';
import type { Argument } from '../../facts/facts.ts';
import type { Catalog } from '../../models/catalog.ts';
import { none, type States, stepArgument } from '../../models/states.ts';
import { lastArgument } from './arguments.ts';
import { type Fn, fnNode, type Graph, idOf, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import { createCallGraph, type Usage } from './call-graph.ts';
import { createClasses } from './classes.ts';
import { createGetters } from './getters.ts';
import { type Near, nearIn } from './near.ts';
import type { Importers } from '../../input/importers.ts';
import { createTypeLinks } from './type-links.ts';
import { createModuleReaders } from '../modules/module-readers.ts';
import { createPlacement } from './placement.ts';
import { createResolve, type Resolve } from '../resolve/resolve.ts';
import { createTargets, type Targets } from './targets.ts';
import { type Use, type Uses, usesOf } from '../track/uses.ts';
import { isExported } from '../modules/exports.ts';

export interface Links {
  callers(fn: Node): readonly Node[];
  usages(fn: Node): readonly Usage[];
  /** Where the value goes inside its file. */
  usesOf(node: Node): readonly Use[];
  implementations(key: string): readonly Node[];
}

export interface Linked extends Links {
  resolve: Resolve;
  /** The import values, and members of imported modules, that read the value from other files. */
  importers(node: Node): readonly Node[];
  /** The values that an import reads, if they stand in the program. */
  exporter(node: Node): readonly Node[];
  targets(call: Node): Targets;
  /** The getter of the project that a member read runs. */
  getter(member: Node): Fn | undefined;
  /** The setter of the project that a store to a member of the object runs. */
  setter(base: Node, name: string): Fn | undefined;
  /** What `this` is for a class that extends one of a library. */
  thisStates(node: Node): States;
  /** True when only a parameter's name led to these states. */
  isConvention(states: States): boolean;
  /** The files that hold a function which stands where a library expects one. */
  placedFiles(): LoadedFile[];
  /** Adds the calls of files that came in late. */
  link(files: LoadedFile[]): void;
  /** Reads the files that import this one, as far as they have to do with it; true when there were any. */
  bringImporters(file: LoadedFile): boolean;
}

const nothing: readonly never[] = [];
const maxRounds = 4;

interface LinksInput {
  graph: Graph;
  catalog: Catalog;
  importersOf(path: string): Importers;
  isTest(path: string): boolean;
  /** Called before a call is linked; it may throw. */
  checkpoint?: () => void;
}

/** Links the files: repeats until no further caller or usage becomes known, at most four times. */
export function createLinks({ graph, catalog, importersOf, isTest, checkpoint }: LinksInput): Linked {
  const callGraph = createCallGraph();
  const moduleReaders = createModuleReaders({ graph, importersOf });
  const linkedFiles = new Map<LoadedFile, 'whole' | 'partly'>();
  const broughtIn = new Set<LoadedFile>();
  const usesByFile = new Map<LoadedFile, Uses>();

  const links: Links = {
    callers: callGraph.callers,
    usages: callGraph.usages,
    usesOf: (node) => usesIn(graph.fileOf(node)).of(idOf(node)),
    implementations: callGraph.implementations,
  };
  const resolve = createResolve({ graph, catalog, links, isTest, ...(checkpoint ? { checkpoint } : {}) });

  const getters = createGetters(graph, resolve);
  const classes = createClasses(graph, catalog, resolve);
  const { targets, forgetOpen } = createTargets(graph, resolve, classes);
  const placement = createPlacement(graph, resolve, classes, (fn, usage) => {
    callGraph.addUsage(fnNode(fn), usage);
  });

  const linkTypes = createTypeLinks({
    graph,
    resolve,
    classes,
    placement,
    implement: callGraph.addImplementation,
  });

  function linkCall(call: Node): void {
    const value = graph.value(call);
    if (value.kind !== 'call') return;
    const { functions, apis } = targets(call);
    for (const fn of functions) {
      callGraph.addCaller(fnNode(fn), call);
      placeByContext(fn, call, value.args);
    }
    for (const api of apis) {
      if (api.states.length === 0) continue;
      const last = lastArgument(graph.fileOf(call).facts.values, value.args);
      value.args.forEach((arg, index) => {
        const states = stepArgument(api.states, index, value.args.length, last);
        if (states.length) placement.place(graph.sibling(call, arg.value), states, api.package);
      });
    }
  }

  // `define('x', (args, extra) => …)`: the parameter of `define` says what the callback is.
  function placeByContext(fn: Fn, call: Node, args: readonly Argument[]): void {
    args.forEach((arg, index) => {
      const id = fn.fact.params[index];
      const param = id === undefined ? undefined : fn.file.facts.values[id];
      if (param?.kind !== 'param' || !param.type || arg.isSpread) return;
      for (const origin of resolve.typeOrigins(fn.file, param.type)) {
        if (origin.kind === 'api')
          placement.place(graph.sibling(call, arg.value), origin.api.states, origin.api.package);
      }
    });
  }

  function link(files: LoadedFile[], matters?: (path: string) => boolean): void {
    const fresh = files.filter((file) => !linkedFiles.has(file) || (!matters && linkedFiles.get(file) === 'partly'));
    if (fresh.length === 0) return;
    const nearBy = new Map<LoadedFile, Near>();
    for (const file of fresh) {
      linkedFiles.set(file, matters ? 'partly' : 'whole');
      const near = matters && nearIn(graph, file, matters);
      if (near) nearBy.set(file, near);
      getters.collect(file);
      moduleReaders.note(file, (id) => near?.value(id) ?? true);
    }
    let pending = fresh.flatMap((file) => {
      const near = nearBy.get(file);
      const calls = near ? file.facts.calls.filter((call) => near.value(call)) : file.facts.calls;
      return calls.map((call) => nodeOf(file, call));
    });
    for (let round = 0; round < maxRounds; round++) {
      for (const file of fresh) linkTypes(file, nearBy.get(file));
      for (const call of pending) {
        checkpoint?.();
        linkCall(call);
      }
      if (!matters) for (const file of fresh) linkGetters(file);
      const growth = callGraph.takeGrowth();
      // Four of five callers that come in late say nothing new, and all that was looked up stays.
      if (!growth || !(growth.isOfRoles || resolve.isGivenMore(growth.called))) break;
      resolve.forget();
      forgetOpen();
      pending = pending.filter(mayChange);
    }
  }

  function bringImporters(file: LoadedFile): boolean {
    if (broughtIn.has(file)) return false;
    broughtIn.add(file);
    const { importers: paths, sources } = importersOf(file.path);
    const found = paths.flatMap((path) => graph.file(path) ?? []);
    const isNear = new Set(sources);
    // A file that imports two of them has more to tell than either asks for.
    const known = found.filter((f) => linkedFiles.has(f));
    link(
      found.filter((f) => !linkedFiles.has(f)),
      (path) => isNear.has(path),
    );
    link(known);
    return found.length > 0;
  }

  // Further callers may tell more of what is called, or of what is handed over where that says what it is.
  function mayChange(call: Node): boolean {
    const value = graph.value(call);
    if (value.kind !== 'call') return false;
    if (!resolve.isSettled(graph.sibling(call, value.callee))) return true;
    const { functions, apis } = targets(call);
    const isPlacing = apis.some(({ states }) => states.length > 0) || functions.some(hasTypedParameter);
    return isPlacing && value.args.some((arg) => !resolve.isSettled(graph.sibling(call, arg.value)));
  }

  function hasTypedParameter({ file, fact }: Fn): boolean {
    return fact.params.some((id) => {
      const param = file.facts.values[id];
      return param?.kind === 'param' && param.type !== undefined;
    });
  }

  function linkGetters(file: LoadedFile): void {
    visitValues(file.facts, ['member'], ({ name }, id) => {
      const getter = getters.isName(name) ? getters.of(nodeOf(file, id)) : undefined;
      if (getter) callGraph.addCaller(fnNode(getter), nodeOf(file, id));
    });
  }

  function usesIn(file: LoadedFile): Uses {
    let uses = usesByFile.get(file);
    if (!uses) usesByFile.set(file, (uses = usesOf(file.facts)));
    return uses;
  }

  return {
    ...links,
    thisStates(node) {
      const value = graph.value(node);
      const fact =
        value.kind === 'this' && value.cls !== undefined ? graph.fileOf(node).facts.classes[value.cls] : undefined;
      return fact ? classes.inherited(graph.sibling(node, fact.value)) : none;
    },
    isConvention: (states) => states.some((state) => catalog.conventions.has(state)),
    resolve,
    targets,
    getter: getters.of,
    setter: getters.setterOf,
    callers(fn) {
      bringImporters(graph.fileOf(fn));
      return links.callers(fn);
    },
    importers(node) {
      // What is exported under no name, nobody imports.
      if (!isExported(graph.fileOf(node), idOf(node))) return nothing;
      bringImporters(graph.fileOf(node));
      return moduleReaders.of(node);
    },
    bringImporters,
    placedFiles: () => [...new Set(callGraph.used().map((fn) => graph.fileOf(fn)))],
    link: (files) => link(files),
    exporter: moduleReaders.read,
  };
}
