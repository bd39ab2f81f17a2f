/** Scopes where they are requested: in calls that the models name, in authorization URLs and in published metadata. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { ScopeRequest } from '../../context.ts';
import type { Place } from '../../finding.ts';
import type { Property } from '../../facts/facts.ts';
import type { ScopeRow } from '../../models/model.ts';
import { scopeCatalog } from '../../models/scopes.ts';
import { close, stepArgument, stepMember, type States } from '../../models/states.ts';
import type { Graph, LoadedFile, Node } from '../graph.ts';
import { nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from '../evaluate/options.ts';
import { createTexts } from '../evaluate/texts.ts';

interface ScopeInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  selected: readonly LoadedFile[];
}

/** Stands for every name in the path to an option. */
const anyName = '*';
const advertised: ScopeRow = { provider: 'any', flow: 'advertised', path: '' };
const requested: ScopeRow = { provider: 'any', flow: 'delegated', path: '' };
const advertisedNames = new Set(['scopes_supported', 'scopesSupported']);
const requestedNames = new Set(['scope', 'scopes']);
const requestSiblings =
  /^(redirect_?uri|response_?type|redirectUrl|callback_?url|code_?challenge|authorization_?endpoint|access_?type|prompt)$/i;

/** Answers which scopes the selected files request. */
export function createScopeRequests({ graph, linked, options, selected }: ScopeInput) {
  const texts = createTexts(graph, linked);
  let memo: ScopeRequest[] | undefined;

  function scopeRequests(): ScopeRequest[] {
    memo ??= [...selected].flatMap(inFile);
    return memo;
  }

  function inFile(file: LoadedFile): ScopeRequest[] {
    const found = new Map<string, ScopeRequest>();
    const add = (row: ScopeRow, node: Node, requestedAt: Place, beside: string[] = []): void => {
      for (const { text, at } of texts.of(node)) {
        for (const piece of text.split(/[\s,]+/)) {
          if (piece && !piece.includes('\u0000')) {
            const key = `${piece}|${requestedAt.file}|${requestedAt.start}`;
            if (!found.has(key)) found.set(key, { row, scope: piece, at, requestedAt, beside });
          }
        }
      }
    };
    for (const id of file.facts.calls) inCall(nodeOf(file, id), add);
    for (const [value] of valuesOf(file.facts, 'object')) {
      for (const p of value.properties) {
        if (p.name === undefined || p.kind !== 'value') continue;
        const row = rowOf(p, value.properties);
        const node = nodeOf(file, p.value);
        const beside = value.properties.flatMap((other) => other.name ?? []);
        if (row) add(ofHost(row, value, file), node, { file: file.path, start: p.start, end: p.end }, beside);
      }
    }
    return [...found.values()];
  }

  // A scope by itself is a word; the authorization server that it goes to says whose word it is.
  function ofHost(row: ScopeRow, near: { start: number; end: number; owner: number }, file: LoadedFile): ScopeRow {
    if (row.provider !== 'any') return row;
    const own = file.facts.functions[near.owner];
    const providers = new Set(
      valuesOf(file.facts, 'template', 'literal').flatMap(([value]) => {
        if (own && (value.start < own.start || value.end > own.end)) return [];
        const text = value.kind === 'template' ? value.texts[0] : value.value;
        return typeof text === 'string' ? (scopeCatalog().providerOf(text) ?? []) : [];
      }),
    );
    const [only] = providers;
    return only !== undefined && providers.size === 1 ? { ...row, provider: only } : row;
  }

  function rowOf(p: Property, all: Property[]): ScopeRow | undefined {
    if (p.name === undefined) return undefined;
    if (advertisedNames.has(p.name)) return advertised;
    if (requestedNames.has(p.name) && all.some((other) => other.name !== undefined && requestSiblings.test(other.name)))
      return requested;
    return undefined;
  }

  function inCall(call: Node, add: (row: ScopeRow, node: Node, at: Place) => void): void {
    const value = graph.value(call);
    if (value.kind !== 'call') return;
    for (const api of linked.targets(call).apis) {
      if (api.states.length === 0) continue;
      value.args.forEach((arg, index) => {
        below(stepArgument(api.states, index, value.args.length), [], (row, names) => {
          const path = [
            { kind: 'argument' as const, index: { list: [index] } },
            ...names.map((name) => ({ kind: 'member' as const, names: name === anyName ? ('*' as const) : [name] })),
          ];
          for (const slot of options.slots(call, path)) {
            if (slot.kind === 'value') add(ofHost(row, value, graph.fileOf(call)), slot.node, graph.place(call));
          }
          return arg;
        });
      });
    }
  }

  function below(states: States, names: string[], yieldRow: (row: ScopeRow, names: string[]) => void): void {
    for (const state of states) for (const row of state.scopes) yieldRow(row, names);
    if (names.length >= 4) return;
    const keys = new Set(states.flatMap((s) => [...s.members.keys()]));
    for (const key of keys) below(stepMember(states, key), [...names, key], yieldRow);
    const any = close(states.flatMap((s) => s.anyMember ?? []));
    if (any.length > 0) below(any, [...names, anyName], yieldRow);
  }

  return { scopeRequests };
}
