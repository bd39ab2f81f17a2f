/** Calls that verify, decode or introspect a token, or that gate an endpoint, with their options evaluated. */
import type { ClaimUse, FunctionRef, Option, Verification } from '../../context.ts';
import { valuesOf } from '../../facts/by-kind.ts';
import type { VerifierRow } from '../../models/model.ts';
import type { Claims } from './claims.ts';
import { isDecodeIdiom } from './decode-idiom.ts';
import { type FieldPath, under } from '../field-path.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { type CallSites, relative } from '../evaluate/optioned-calls.ts';
import type { Options } from '../evaluate/options.ts';
import { createOwnKeys } from './own-keys.ts';
import type { Slot } from '../evaluate/slots.ts';

interface VerificationsInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  claims: Claims;
  selected: readonly LoadedFile[];
  sites: CallSites;
}

const none: Option = { state: 'absent', names: [] };
const decodeIdiom: VerifierRow = { kind: 'token-decode', path: '', claims: 'ReturnValue', token: 'Argument[0]' };

/** Answers about verifications in the selected files. */
export function createVerifications(input: VerificationsInput) {
  const { graph, linked, options, claims, selected, sites } = input;
  const ownKeys = createOwnKeys({ graph, selected });
  let memo: Verification[] | undefined;

  function verifications(...kinds: VerifierRow['kind'][]): Verification[] {
    memo ??= findAll();
    return memo.filter((v) => kinds.includes(v.row.kind));
  }

  function findAll(): Verification[] {
    const rowsByCall = new Map(sites.find((state) => state.verifiers).map(({ call, rows }) => [call, rows]));
    const found: Verification[] = [];
    for (const file of selected) {
      for (const id of file.facts.calls) {
        const call = nodeOf(file, id);
        const rows = rowsByCall.get(call) ?? [];
        for (const row of rows) found.push(describe(row, call));
        if (rows.length === 0 && isDecodeIdiom(graph, linked, call)) found.push(describe(decodeIdiom, call));
      }
    }
    return found;
  }

  function describe(row: VerifierRow, call: Node): Verification {
    const places = placesOf(row);
    const read = (paths: string[] | undefined): Option => {
      const found = paths ? options.read(call, paths.map(relative)) : none;
      return found.state === 'absent' && isWrittenElsewhere(row, call) ? { state: 'unknown', names: [] } : found;
    };
    const delegates: FunctionRef[] = [];
    let hasUnknownDelegate = false;
    for (const path of row.delegate ?? []) {
      for (const slot of options.slots(call, relative(path))) {
        if (slot.kind === 'absent') continue;
        const refs = slot.kind === 'value' ? delegateFunctions(slot.node) : [];
        if (refs.length) delegates.push(...refs);
        else hasUnknownDelegate = true;
      }
    }
    return {
      ...sites.describe(call, places),
      row,
      audience: read(row.audience),
      issuer: read(row.issuer),
      algorithms: read(row.algorithms),
      requiredClaims: read(row.requiredClaims),
      delegates: delegates.map((fn) => ({ fn, at: fn.at })),
      hasUnknownDelegate,
      otherOptions: optionTexts(call),
      isSelfMinted: ownKeys.isOwn(call, row.elsewhere !== undefined),
      isConstantToken: row.token !== undefined && options.slots(call, relative(row.token)).every(isConstant),
    };
  }

  // `JwtModule.register({ verifyOptions: { audience } })`: what a call lacks may stand there.
  function isWrittenElsewhere({ elsewhere }: VerifierRow, call: Node): boolean {
    if (elsewhere === undefined) return false;
    const packageOf = (path: string): string => graph.resolver.packageOf(path)?.dir ?? '';
    const own = packageOf(graph.fileOf(call).path);
    return selected.some(
      ({ path, facts }) =>
        packageOf(path) === own &&
        valuesOf(facts, 'object').some(([object]) =>
          object.properties.some(({ name = '' }) => elsewhere.includes(name)),
        ),
    );
  }

  const isConstant = (slot: Slot): boolean => slot.kind === 'value' && linked.resolve.text(slot.node) !== undefined;

  function optionTexts(call: Node): string[] {
    const value = graph.value(call);
    const arg = value.kind === 'call' ? (value.args[2] ?? value.args[1]) : undefined;
    const found = arg && linked.resolve.origins(graph.sibling(call, arg.value)).find((o) => o.kind === 'value');
    const object = found?.kind === 'value' ? graph.value(found.node) : undefined;
    if (found?.kind !== 'value' || object?.kind !== 'object') return [];
    return object.properties.flatMap((p) =>
      p.name === 'typ' ? (linked.resolve.text(graph.sibling(found.node, p.value)) ?? []) : [],
    );
  }

  // The verifier may be a function, or an object or class instance with `verifyAccessToken`.
  function delegateFunctions(node: Node): FunctionRef[] {
    return linked.resolve.origins(node).flatMap((origin) => {
      const found =
        origin.kind === 'function'
          ? [origin]
          : linked.resolve.memberOf(origin, 'verifyAccessToken').filter((o) => o.kind === 'function');
      return found.flatMap((o) => {
        if (o.kind !== 'function') return [];
        const { fact, file } = o.fn;
        const hasName = fact.nameEnd > fact.nameStart;
        return [
          {
            id: nodeOf(file, fact.value),
            name: fact.name,
            at: {
              file: file.path,
              start: hasName ? fact.nameStart : fact.start,
              end: hasName ? fact.nameEnd : fact.start + 1,
            },
          },
        ];
      });
    });
  }

  function claimUses(v: Verification, names: string[]): ClaimUse[] {
    return [v.row.claims ?? 'ReturnValue', v.row.wholeClaims].flatMap((said) => {
      const [node, path] = said === undefined ? [undefined, ''] : claimsPlace(v, said);
      return node === undefined ? [] : claims.uses(node, path, names);
    });
  }

  function claimsLeave(v: Verification): boolean {
    const [node, path] = claimsPlace(v, v.row.claims ?? 'ReturnValue');
    return node !== undefined && claims.leave(node, path);
  }

  function claimsPlace(v: Verification, said: string): [Node | undefined, FieldPath] {
    const tokens = relative(said);
    const [head, ...rest] = tokens;
    const path = rest
      .filter((t) => t.kind === 'member')
      .reduceRight<FieldPath>(
        (p, t) => (t.kind === 'member' && t.names !== '*' ? (under(t.names[0] ?? '', p) ?? p) : p),
        '',
      );
    if (head?.kind === 'return' || head?.kind === 'instance') return [v.call.id, path];
    const value = graph.value(v.call.id);
    const [parameter] = rest;
    if (
      head?.kind !== 'argument' ||
      value.kind !== 'call' ||
      typeof head.index === 'string' ||
      parameter?.kind !== 'parameter'
    )
      return [undefined, ''];
    const index = 'list' in head.index ? (head.index.list[0] ?? 0) : head.index.from;
    const arg = value.args[index];
    const origin =
      arg && linked.resolve.origins(graph.sibling(v.call.id, arg.value)).find((o) => o.kind === 'function');
    const position =
      typeof parameter.index === 'string'
        ? 0
        : 'list' in parameter.index
          ? (parameter.index.list[0] ?? 0)
          : parameter.index.from;
    const id = origin?.kind === 'function' ? origin.fn.fact.params[position] : undefined;
    return origin?.kind === 'function' && id !== undefined ? [nodeOf(origin.fn.file, id), path] : [undefined, ''];
  }

  return { verifications, claimUses, claimsLeave };
}

function placesOf({ audience, issuer, algorithms, requiredClaims, metadata }: VerifierRow): Verification['places'] {
  const places = Object.entries({ audience, issuer, algorithms, requiredClaims, metadata });
  return Object.fromEntries(places.flatMap(([name, paths]) => (paths ? [[name, paths] as const] : [])));
}
