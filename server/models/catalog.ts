/** All models compiled into one automaton: a value of a library is a set of states, and each use of it is a step. */
import { triggerWords } from './words.ts';
import { parseAccessPath, parseRelativePath } from './access-path.ts';
import type { AccessPath, ArgumentIndex, CallRow, Model, PathToken, SinkRow, SourceRow } from './model.ts';
import { pathsOf } from './paths.ts';
import type { State } from './state.ts';
import { gather } from '../gather.ts';

export type { CompiledPropagator, CompiledSink, Relative, State } from './state.ts';

export interface Catalog {
  /** The state where a path with this root begins; undefined when no row begins there. */
  root(key: string): State | undefined;
  /** True when some row speaks of the package. */
  knows(packageName: string): boolean;
  /** Words of which at least one stands in every file where a source, verifier, role or scope request can be. */
  words: string[];
  /** The states that only a parameter's name leads to, where no type tells (`Named:req` in the globals). */
  conventions: ReadonlySet<State>;
}

/** Header names are compared in lower case (RFC 9110 section 5.1); every other field name as written. */
export function canonicalField(name: string): string {
  // Asked for every field that a flow meets: most names have not even the length of one of these.
  if (!headerLengths.has(name.length)) return name;
  const lower = name.toLowerCase();
  return headerNames.has(lower) ? lower : name;
}

const maxStatesOfModel = 2 ** 20;
const toolArgument: SourceRow = {
  kind: 'tool-argument',
  path: '',
  note: 'argument that the model chose',
  deep: true,
};
const toolResult: SinkRow = { kind: 'tool-result', path: '', note: 'given to the model by a tool', deep: true };
const headerNames = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-forwarded-authorization']);
const headerLengths = new Set([...headerNames].map(({ length }) => length));

/** Compiles the models; throws AccessPathError when a path is malformed (the validator reports those with their place). */
export function createCatalog(models: Model[]): Catalog {
  const roots = new Map<string, State>();
  const packages = new Set<string>();
  let count = 0;
  let base = 0;

  // Numbers follow the order of the models, whichever is compiled first: what depends on them depends on no file.
  const newState = (): State => ({
    id: base + count++,
    members: new Map(),
    arguments: [],
    parameters: [],
    withArguments: [],
    keys: [],
    types: [],
    sources: [],
    sinks: [],
    propagators: [],
    sanitizers: [],
    verifiers: [],
    roles: [],
    scopes: [],
    calls: [],
    channelIns: [],
    channelOuts: [],
  });
  const rootState = (key: string): State => {
    let state = roots.get(key);
    if (!state) roots.set(key, (state = newState()));
    return state;
  };

  const rootKeys = (path: AccessPath, packageNames: string[]): string[] => {
    const { root } = path;
    switch (root.kind) {
      case 'package':
        return packageNames.map((name) => `package:${name}`);
      case 'type':
        return root.name.includes('#')
          ? [`type:${root.name}`]
          : packageNames.map((name) => `type:${name}#${root.name}`);
      case 'exported':
        return root.name.includes('#')
          ? [`exported:${root.name}`]
          : packageNames.map((name) => `exported:${name}#${root.name}`);
      case 'global':
        return [`global:${root.name}`];
      default:
        return [root.kind];
    }
  };

  const place = (text: string, packageNames: string[]): State[] => {
    const path = parseAccessPath(text);
    return rootKeys(path, packageNames).flatMap((key) => walk([rootState(key)], path.tokens));
  };
  const walk = (from: State[], tokens: PathToken[]): State[] => {
    let states = from;
    for (const token of tokens) states = states.flatMap((state) => extend(state, token));
    return states;
  };
  const extend = (state: State, token: PathToken): State[] => {
    switch (token.kind) {
      case 'member':
        if (token.names === '*') return [(state.anyMember ??= newState())];
        return token.names.map((raw) => {
          const name = canonicalField(raw);
          let next = state.members.get(name);
          if (!next) state.members.set(name, (next = newState()));
          return next;
        });
      case 'default':
        return [(state.default ??= newState())];
      case 'argument':
        return [indexed(state.arguments, token.index)];
      case 'parameter':
        return [indexed(state.parameters, token.index)];
      case 'withArgument':
        return token.texts.map((text) => {
          const found = state.withArguments.find((w) => w.argument === token.argument && w.text === text);
          if (found) return found.to;
          const to = newState();
          state.withArguments.push({ argument: token.argument, text, to });
          return to;
        });
      case 'key': {
        const found = state.keys.find((k) => k.argument === token.argument);
        if (found) return [found.to];
        const to = newState();
        state.keys.push({ argument: token.argument, to });
        return [to];
      }
      case 'return':
        return [(state.return ??= newState())];
      case 'instance':
        return [(state.instance ??= newState())];
      case 'element':
        return [(state.element ??= newState())];
    }
  };
  const indexed = (list: { index: ArgumentIndex; to: State }[], index: ArgumentIndex): State => {
    const text = JSON.stringify(index);
    const found = list.find((entry) => JSON.stringify(entry.index) === text);
    if (found) return found.to;
    const to = newState();
    list.push({ index, to });
    return to;
  };

  function compile(model: Model): void {
    const names = model.packages;
    for (const [type, paths] of Object.entries(model.types ?? {})) {
      // Rows of another package say what its type is.
      if (type.includes('#')) ensure(type.slice(0, type.indexOf('#')));
      const targets = type.includes('#')
        ? [rootState(`type:${type}`)]
        : names.map((n) => rootState(`type:${n}#${type}`));
      for (const path of paths) for (const state of place(path, names)) state.types.push(...targets);
    }
    for (const row of model.sources ?? []) for (const state of place(row.path, names)) state.sources.push(row);
    for (const row of model.sinks ?? []) {
      const url = row.url === undefined ? {} : { url: parseRelativePath(row.url) };
      const when = row.when === undefined ? {} : { when: parseRelativePath(row.when) };
      for (const state of place(row.path, names)) state.sinks.push({ row, ...url, ...when });
    }
    for (const row of model.propagators ?? []) {
      const compiled = { row, from: parseRelativePath(row.from), to: parseRelativePath(row.to) };
      for (const state of place(row.path, names)) state.propagators.push(compiled);
    }
    for (const row of model.sanitizers ?? []) for (const state of place(row.path, names)) state.sanitizers.push(row);
    for (const row of model.verifiers ?? []) for (const state of place(row.path, names)) state.verifiers.push(row);
    for (const row of model.roles ?? []) for (const state of place(row.path, names)) state.roles.push(row);
    for (const row of model.scopes ?? []) for (const state of place(row.path, names)) state.scopes.push(row);
    for (const row of model.calls ?? []) {
      for (const state of place(row.path, names)) state.calls.push(row);
      if (row.kind === 'tool') compileTool(row, names);
    }
    for (const row of model.channels ?? []) {
      for (const path of row.in) for (const state of place(path, names)) state.channelIns.push({ row });
      for (const path of row.out) for (const state of place(path, names)) state.channelOuts.push({ row });
    }
  }

  // The function that becomes a tool has its role by that, and what it is given was chosen by a model.
  function compileTool({ path, options, input = 'Parameter[0]' }: CallRow, names: string[]): void {
    for (const handler of options['handler'] ?? []) {
      for (const state of place(`${path}.${handler}`, names)) {
        state.roles.push({ role: 'tool-handler', path });
        for (const entered of walk([state], parseRelativePath(input))) entered.sources.push(toolArgument);
        for (const given of walk([state], [{ kind: 'return' }])) given.sinks.push({ row: toolResult });
      }
    }
  }

  // Most programs use few of the packages: the rows of the others are never compiled.
  const waiting = new Map<string, Model[]>();
  const compiled = new Set<Model>();
  function ensure(packageName: string): void {
    for (const model of waiting.get(packageName) ?? []) {
      if (compiled.has(model)) continue;
      compiled.add(model);
      const before = base;
      base = models.indexOf(model) * maxStatesOfModel;
      compile(model);
      base = before;
    }
  }

  for (const model of models) {
    for (const name of model.packages) packages.add(name);
    // Rows may also speak of another package's types.
    const others = pathsOf(model).flatMap((path) => /^([^.[\]#]+)#/.exec(path)?.[1] ?? []);
    for (const name of new Set([...model.packages, ...others])) gather(waiting, name, model);
  }
  for (const model of models)
    if (model.packages.includes('globals') || speaksOfGlobals(model)) ensure(model.packages[0] ?? '');

  return {
    root(key) {
      const name = packageOf(key);
      if (name !== undefined) ensure(name);
      return roots.get(key);
    },
    knows: (name) => packages.has(name),
    words: triggerWords(models),
    conventions: new Set([...roots].flatMap(([key, state]) => (key.startsWith('type:globals#Named:') ? [state] : []))),
  };
}

// `package:jose`, `type:express#App`, `exported:@scope/name#Class`
function packageOf(key: string): string | undefined {
  const [kind, rest] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  if (kind === 'package') return rest;
  return kind === 'type' || kind === 'exported' ? rest.slice(0, rest.lastIndexOf('#')) : undefined;
}

// Rows that apply without any import, in the model of a package.
function speaksOfGlobals(model: Model): boolean {
  return pathsOf(model).some((path) =>
    /^(Global\[|Any\b|Named:|Unmodelled\b|Unresolved\b|UnknownLogger\b|globals#)/.test(path),
  );
}
