/** The tools of the project: what a model may call, in the words of each SDK or of the project itself. */
import type { ApiCall, FunctionRef, Option, Tool } from '../../context.ts';
import type { Place } from '../../finding.ts';
import type { Definitions } from '../resolve/definitions.ts';
import type { Functions } from '../behaviour/functions.ts';
import { fnNode, type Graph, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from '../evaluate/options.ts';
import type { Slot } from '../evaluate/slots.ts';
import type { Schemas } from '../evaluate/schemas.ts';
import { createDescriptions, type Described } from './tool-descriptions.ts';
import { createToolInputs } from './tool-inputs.ts';
import { createToolSchemas } from './tool-schemas.ts';

interface ToolsInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  functions: Functions;
  definitions: Definitions;
  schemas: Schemas;
  calls(...kinds: ('tool' | 'tool-dispatch' | 'tool-loader' | 'mcp-connect' | 'mcp-server')[]): ApiCall[];
  slotsOf(call: ApiCall, name: string): Slot[];
  isTest(path: string): boolean;
}

/** A tool that a call of a library may have made. */
interface Found extends Described {
  call?: ApiCall;
}

/** Answers which tools there are. */
export function createTools(input: ToolsInput) {
  const { graph, linked, options, functions, schemas, calls, slotsOf, isTest } = input;
  const read = createToolSchemas(input);
  const { describedIn, filed, propertyOf, putInto, schemaBeside } = createDescriptions(input);
  let memo: Tool[] | undefined;

  function tools(): Tool[] {
    memo ??= findAll().map(describe);
    return memo;
  }

  function findAll(): Found[] {
    const made = calls('tool').flatMap(ofCall);
    if (made.length === 0 && !isServing()) return graph.first.flatMap((file) => filed(file));
    const known = new Set(made.flatMap((tool) => tool.handlers.map((fn) => fn.id)));
    const all = graph.first.flatMap((file) => describedIn(file));
    const byName = new Map(all.flatMap((tool) => namesOf(tool).map((name) => [name, tool] as const)));
    const names = new Set(made.flatMap(namesOf));
    const defined = all.filter(
      (tool) => !tool.handlers.some((fn) => known.has(fn.id)) && !namesOf(tool).some((name) => names.has(name)),
    );
    // A list of tools says what there is, and the object with the same name what is done.
    const whole = made.map((tool) => {
      const [name, ...others] = tool.handlers.length === 0 ? namesOf(tool) : [];
      const handlers = name === undefined || others.length > 0 ? undefined : byName.get(name)?.handlers;
      return handlers ? { ...tool, handlers } : tool;
    });
    return [...whole, ...defined];
  }

  // Whatever answers for them: `server.fallbackRequestHandler = …`, or a route that knows the methods by name.
  function isServing(): boolean {
    if (calls('tool-dispatch', 'tool-loader', 'mcp-connect', 'mcp-server').length > 0) return true;
    return graph.first.some(({ facts }) => facts.values.some((v) => v.kind === 'literal' && v.value === 'tools/call'));
  }

  function namesOf(tool: Found): string[] {
    return options.summary([tool.slots('name')]).texts ?? (tool.key === undefined ? [] : [tool.key]);
  }

  // `for (const t of all) server.registerTool(t.name, t, t.handler)`: one call, and a tool for each object behind it.
  function ofCall(call: ApiCall): Found[] {
    const handlers = call.functionsAt('handler');
    const own: Found = { at: call.at, call, slots: (option) => slotsOf(call, option), handlers };
    const name = call.option('name');
    if (handlers.length <= 1 && (name.texts ?? []).length <= 1) return [own];
    return handlers.map((fn) => {
      const object = objectHolding(fn);
      if (object === undefined) return ofMaker(own, fn);
      const slots = (option: string): Slot[] => propertyOf(object, option) ?? slotsOf(call, option);
      return { at: graph.place(object), call, slots, handlers: [fn] };
    });
  }

  // `defineTool('delete_file', { description }, async () => …)`: a function of the project that puts the parts together.
  function ofMaker(own: Found, ref: FunctionRef): Found {
    const fn = functions.fnOf(ref);
    const use = fn && linked.usesOf(fnNode(fn)).find(({ kind }) => kind === 'argument');
    const maker = fn && use?.kind === 'argument' ? graph.sibling(fnNode(fn), use.call) : undefined;
    const value = maker === undefined ? undefined : graph.value(maker);
    if (maker === undefined || value?.kind !== 'call' || linked.targets(maker).functions.length === 0)
      return { ...own, handlers: [ref] };
    const given = value.args.map((arg) => graph.sibling(maker, arg.value));
    const [name] = given.filter((node) => linked.resolve.text(node) !== undefined);
    const slots = (option: string): Slot[] => {
      if (option === 'name' && name !== undefined) return [{ kind: 'value', node: name }];
      const [found] = given.flatMap((node) => {
        const inside = propertyOf(node, option);
        return inside ? [inside] : [];
      });
      return found ?? own.slots(option);
    };
    return { ...own, slots, handlers: [ref], at: name === undefined ? own.at : graph.place(name) };
  }

  // The object literal in which the function, or a variable that holds it, is written.
  function objectHolding(ref: FunctionRef): Node | undefined {
    const fn = functions.fnOf(ref);
    return fn && putInto(fnNode(fn));
  }

  function describe({ at, call, slots, handlers, key }: Found): Tool {
    const evaluated = new Map<string, Option>();
    const option = (name: string): Option => {
      let found = evaluated.get(name);
      if (!found) evaluated.set(name, (found = options.summary([slots(name)])));
      return found;
    };
    const [text, ...others] = option('name').texts ?? [];
    const name = others.length === 0 ? (text ?? key ?? keyOf(call)) : undefined;
    return {
      at: (others.length === 0 && option('name').at) || at,
      handlers,
      wrapped: () => slots('handler').flatMap((slot) => (slot.kind === 'value' ? wrappedIn(slot.node, handlers) : [])),
      option,
      ...(call ? { call } : {}),
      ...(name === undefined ? {} : { name }),
      hint: (hint) => {
        const found = slots('annotations').filter((slot) => slot.kind !== 'value' || !isFunction(slot.node));
        return options.summary([options.within(found, [{ kind: 'member', names: [hint] }])]);
      },
      fields: () => fieldsOf(slots('schema')),
      keywords: (keyword) => read.keywords(slots('schema'), keyword),
      openings: () => read.openings(slots('schema')),
      reads: () => read.reads(handlers),
    };
  }

  // Written at the tool, kept in a variable, or imported.
  function wrappedIn(node: Node, handlers: readonly FunctionRef[], depth = 0): FunctionRef[] {
    const value = graph.value(node);
    const onward = (next: Node): FunctionRef[] => wrappedIn(next, handlers, depth + 1);
    if (depth > 6) return [];
    if (value.kind === 'variable') return value.values.flatMap((id) => onward(graph.sibling(node, id)));
    if (value.kind === 'cast') return onward(graph.sibling(node, value.value));
    if (value.kind === 'import') return linked.exporter(node).flatMap(onward);
    if (value.kind !== 'call' || linked.targets(node).functions.length === 0) return [];
    const given = linked.resolve.origins(node).flatMap((o) => (o.kind === 'function' ? [fnNode(o.fn)] : []));
    if (!handlers.some(({ id }) => given.includes(id))) return [];
    return value.args.flatMap((arg) =>
      linked.resolve
        .origins(graph.sibling(node, arg.value))
        .flatMap((o) => (o.kind === 'function' ? [functions.refOf(o.fn)] : [])),
    );
  }

  // The handler stands where annotations may stand, written there or imported.
  function isFunction(node: Node): boolean {
    return linked.resolve.origins(node).some(({ kind }) => kind === 'function');
  }

  // `{ deleteFile: tool({ … }) }`, `const deleteFile = tool({ … })`
  function keyOf(call: ApiCall | undefined): string | undefined {
    if (!call) return undefined;
    for (const use of linked.usesOf(call.call.id)) {
      if (use.kind === 'put' && use.name !== undefined) return use.name;
      const to = use.kind === 'copy' ? graph.value(graph.sibling(call.call.id, use.to)) : undefined;
      if (to?.kind === 'variable') return to.name;
    }
    return undefined;
  }

  function fieldsOf(slots: Slot[]): { name: string; at: Place }[] | undefined {
    const all = slots.flatMap((slot) => {
      const found = slot.kind === 'value' ? schemas.fields(slot.node) : undefined;
      return found ? [found] : [];
    });
    const [only] = all;
    return only && [...only].map(([name, node]) => ({ name, at: graph.place(node) }));
  }

  function readsOnly(): boolean {
    const own = tools().filter((tool) => !isTest(tool.at.file));
    return own.length > 0 && own.every(onlyReads);
  }

  // One call of a helper that registers tools for others may say nothing, or something that nobody can see.
  function onlyReads(tool: Tool): boolean {
    const { state, texts } = tool.hint('readOnlyHint');
    return state === 'set' && texts?.every((text) => text === 'true') === true;
  }

  return { tools, ...createToolInputs({ graph, schemas, tools, slotsOf, schemaBeside }), readsOnly };
}
