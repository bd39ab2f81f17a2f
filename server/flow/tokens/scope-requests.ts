/** Scopes where they are requested: in calls that the models name, in authorization URLs and in published metadata. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { ScopeRequest } from '../../context.ts';
import type { Place } from '../../finding.ts';
import type { Property, ValueId } from '../../facts/facts.ts';
import type { ScopeRow } from '../../models/model.ts';
import { scopeCatalog } from '../../models/scopes.ts';
import { close, stepArgument, stepMember, type States } from '../../models/states.ts';
import type { Graph, LoadedFile, Node } from '../graph.ts';
import { nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from '../evaluate/options.ts';
import { createTexts, type TextAt } from '../evaluate/texts.ts';

interface ScopeInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  selected: readonly LoadedFile[];
}

/** Takes the scopes of a value, or of a text, as requested at a place. */
type Adding = (row: ScopeRow, from: Node | TextAt, at: Place, beside?: string[]) => void;

const unknownText = '\u0000';
/** Stands for every name in the path to an option. */
const anyName = '*';
const advertised: ScopeRow = { provider: 'any', flow: 'advertised', path: '' };
const requested: ScopeRow = { provider: 'any', flow: 'delegated', path: '' };
const advertisedNames = new Set(['scopes_supported', 'scopesSupported']);
const requestedNames = new Set(['scope', 'scopes']);
const requestSiblings =
  /^(redirect_?uri|response_?type|redirectUrl|callback_?url|code_?challenge|auth(?:ori[sz](?:e|ation))?_?(?:ur[il]|endpoint)|access_?type|prompt)$/i;
// An authorization request that is written as one text.
const inQuery = /[?&](?:user_)?scope=([^&#\s]*)/g;
// Some encode the blanks themselves before the library does.
const between = /(?:[\s,]|%20)+/;

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
    const add: Adding = (row, from, requestedAt, beside = []) => {
      for (const { text, at } of typeof from === 'object' ? [from] : texts.of(from)) {
        for (const piece of text.split(between)) {
          if (piece && !piece.includes(unknownText)) {
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
    for (const [value, id] of valuesOf(file.facts, 'literal', 'template')) {
      const text = value.kind === 'template' ? value.texts.join(unknownText) : value.value;
      if (typeof text === 'string' && text.includes('scope=') && /[?&]client_id=/.test(text))
        inAddress(nodeOf(file, id), text, value.kind === 'template' ? value.parts : [], add);
    }
    return [...found.values()];
  }

  // `https://github.com/login/oauth/authorize?client_id=${id}&scope=repo`
  function inAddress(node: Node, text: string, parts: ValueId[], add: Adding): void {
    const provider = scopeCatalog().providerOf(text);
    const row = provider === undefined ? requested : { ...requested, provider };
    const at = graph.place(node);
    for (const { 1: written = '', index } of text.matchAll(inQuery)) {
      add(row, { text: plain(written), at }, at, ['client_id']);
      const first = text.slice(0, index).split(unknownText).length - 1;
      const held = parts.slice(first, first + written.split(unknownText).length - 1);
      for (const part of held) add(row, graph.sibling(node, part), at, ['client_id']);
    }
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

  function inCall(call: Node, add: Adding): void {
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

// As a query says it: `repo%20read:user`, `repo+read:user`.
function plain(written: string): string {
  const spaced = written.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
