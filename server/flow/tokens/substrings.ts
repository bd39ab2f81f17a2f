/** Where one scope is looked for inside the text of all, so that a part of another one will do. */
import type { SubstringTest } from '../../context.ts';
import { alternatives, peel } from '../../facts/backward.ts';
import { valuesOf } from '../../facts/by-kind.ts';
import type { Facts, Value } from '../../facts/facts.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type LoadedFile, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Origin } from '../origin.ts';

const scopeList = /^(?:granted|token)?scopes?$/i;
const scopeText = /^(?:scope|scp)$/;
// Words of the protocol: a client asks for them, and nothing is behind them.
const unguarded = /^(?:openid|offline_access|profile|email)$/;
const inside = /^(?:includes|indexOf|search|match|startsWith|endsWith)$/;

const listMethod = /^(?:join|every|some|map|filter|forEach|find|push|length)$/;
// Verifiers of Okta give `scp` as a list, those of Microsoft as a text.
const listing = /okta/i;

interface SubstringsInput {
  linked: Linked;
  selected: readonly LoadedFile[];
  functions: Functions;
  isTest(path: string): boolean;
}

/** A finder of such tests; a list of scopes, or a text that was split, is none. */
export function createSubstrings({ linked, selected, functions, isTest }: SubstringsInput) {
  function scopeSubstrings(): SubstringTest[] {
    return selected.filter(({ path }) => !isTest(path)).flatMap(inFile);
  }

  function inFile(file: LoadedFile): SubstringTest[] {
    const { facts } = file;
    return facts.calls.flatMap((id): SubstringTest[] => {
      const call = facts.values[id];
      const callee = call?.kind === 'call' ? facts.values[call.callee] : undefined;
      const [only] = call?.kind === 'call' ? call.args : [];
      if (call?.kind !== 'call' || callee?.kind !== 'member' || call.args.length !== 1 || !only) return [];
      const isPattern = callee.name === 'test' && facts.values[callee.base]?.kind === 'regex';
      if (!isPattern && !inside.test(callee.name)) return [];
      const looked = isPattern ? only.value : callee.base;
      if (!isScopeText(facts, looked, 0) || isAnchored(facts.values[isPattern ? callee.base : only.value])) return [];
      if (!isPattern && !isScope(facts.values[only.value])) return [];
      if (isList(file, looked)) return [];
      const within = functions.functionHolding(nodeOf(file, id));
      return [
        {
          at: { file: file.path, start: call.start, end: call.end },
          method: callee.name,
          ...(within ? { within } : {}),
        },
      ];
    });
  }

  // What the declaration of another file says, or what else the file does with a field of the name.
  function isList(file: LoadedFile, looked: number): boolean {
    const { values } = file.facts;
    const read = members(values, looked);
    const isDeclared = read.some(({ base, name }) =>
      typesOf(file, base).some(
        (o) => o.kind === 'type' && o.type.members.some((m) => m.name === name && m.type?.isArray),
      ),
    );
    return isDeclared || read.some(({ name }) => isUsedAsList(file, name) || (name === 'scp' && speaksOf(file)));
  }

  function typesOf(file: LoadedFile, id: number): Origin[] {
    const node = nodeOf(file, id);
    const made = file.facts.values[peel(file.facts.values, id)];
    const called = made?.kind === 'call' ? linked.targets(nodeOf(file, peel(file.facts.values, id))).functions : [];
    const returned = called.flatMap((fn) =>
      fn.fact.returnType ? linked.resolve.typeOrigins(fn.file, fn.fact.returnType) : [],
    );
    return [...returned, ...linked.resolve.origins(node)];
  }

  function isUsedAsList({ facts: { values } }: LoadedFile, name: string): boolean {
    const isOne = (id: number): boolean => members(values, id).some((member) => member.name === name);
    return values.some((value) => {
      if (value.kind === 'member') return listMethod.test(value.name) && isOne(value.base);
      if (value.kind === 'binary')
        return value.op === 'instanceof' && isOne(value.left) && isArray(values[value.right]);
      const callee = value.kind === 'call' ? values[value.callee] : undefined;
      const [first] = value.kind === 'call' ? value.args : [];
      return callee?.kind === 'member' && callee.name === 'isArray' && first !== undefined && isOne(first.value);
    });
  }

  function speaksOf({ facts }: LoadedFile): boolean {
    return (
      facts.specifiers.some((specifier) => listing.test(specifier)) ||
      valuesOf(facts, 'member', 'variable', 'param', 'global').some(([value]) => listing.test(value.name))
    );
  }

  return { scopeSubstrings };
}

// The fields that are read, behind casts, defaults and variables.
function members(values: readonly Value[], id: number, depth = 0): { base: number; name: string }[] {
  const value = values[id];
  if (value?.kind === 'member' && scopeText.test(value.name)) return [{ base: value.base, name: value.name }];
  if (!value || depth > 6) return [];
  return alternatives(value).flatMap((next) => members(values, next, depth + 1));
}

function isArray(value: Value | undefined): boolean {
  return value?.kind === 'global' && value.name === 'Array';
}

// A member that is named so, or a variable that was one, and is not said to be a list.
function isScopeText(facts: Facts, id: number, depth: number): boolean {
  const value = facts.values[id];
  if (!value || depth > 6) return false;
  const onward = (next: number): boolean => isScopeText(facts, next, depth + 1);
  switch (value.kind) {
    case 'member':
      return scopeText.test(value.name) && !isRequest(facts.values[value.base]) && !isListed(facts, value.base);
    case 'variable':
      return value.values.length === 1 && !value.type?.isArray && value.values.every(onward);
    case 'cast':
      return !value.type?.isArray && onward(value.value);
    case 'logical':
      return onward(value.left) && isText(facts.values[value.right]);
    case 'call': {
      const callee = facts.values[value.callee];
      const [first] = value.args;
      // `auth.scopes.join(' ')`: the list was whole scopes, the text is none.
      if (callee?.kind === 'member' && callee.name === 'join') return isScopeList(facts.values[callee.base]);
      return callee?.kind === 'global' && callee.name === 'String' && first !== undefined && onward(first.value);
    }
    default:
      return false;
  }
}

function isScopeList(value: Value | undefined): boolean {
  return value !== undefined && 'name' in value && typeof value.name === 'string' && scopeList.test(value.name);
}

// `scope: string[]` in a type that is written for what the member is taken from.
function isListed(facts: Facts, base: number, depth = 0): boolean {
  const value = facts.values[base];
  if (!value || depth > 6) return false;
  const type = value.kind === 'param' || value.kind === 'variable' || value.kind === 'cast' ? value.type : undefined;
  const declared = type?.members ?? facts.types.find(({ name }) => name === type?.name)?.members ?? [];
  if (declared.some((m) => scopeText.test(m.name) && m.type?.isArray)) return true;
  return value.kind === 'variable' && value.values.some((id) => isListed(facts, id, depth + 1));
}

// What is asked for was granted to nobody: `authRequest.scope`, `oauthReqInfo.scope`, `req.query.scope`.
function isRequest(value: Value | undefined): boolean {
  return (
    value !== undefined &&
    'name' in value &&
    typeof value.name === 'string' &&
    /(?:req(?:uest)?(?:info)?|query|params)$/i.test(value.name)
  );
}

// `':'` and the like are looked for in a single scope.
function isScope(value: Value | undefined): boolean {
  if (value?.kind === 'literal')
    return typeof value.value === 'string' && /[a-z]{2}/i.test(value.value) && !unguarded.test(value.value);
  if (value?.kind === 'regex') return /[a-z]{2}/i.test(value.source);
  return value !== undefined && 'name' in value && /scope|required|needed|wanted|expected|permission/i.test(value.name);
}

function isText(value: Value | undefined): boolean {
  return value?.kind === 'literal' && typeof value.value === 'string';
}

// `/(^| )files:read( |$)/` looks at whole scopes.
function isAnchored(value: Value | undefined): boolean {
  return value?.kind === 'regex' && (/[\^$]|\\b|\\s/.test(value.source) || value.source.includes('(?:'));
}
