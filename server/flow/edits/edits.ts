/** Answers how a fix is written: edits that keep layout, quotes and comments, or nothing. */
import type { FunctionRef, OptionedCall, SourceEdits, Verification } from '../../context.ts';
import type { Edit, Place } from '../../finding.ts';
import { parseRelativePath } from '../../models/access-path.ts';
import { type Fn, type Graph, idOf, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { alsoCompareAudience } from './active-guard.ts';
import { audienceCode } from './audience.ts';
import { claimsCode } from './claims-code.ts';
import { createCode } from './code.ts';
import { exchangeOnWay } from './exchange.ts';
import { dropHeaders } from './headers.ts';
import { addItem, removeItem, type TextEdit } from './lists.ts';
import { constructOther } from './other-export.ts';
import { ownUrlCode } from './own-url.ts';
import { putInPlace, redact } from './redact.ts';
import { requireValue } from './require.ts';
import { createSettings, thrower, throwInstead } from './settings.ts';
import { createSites, type Site } from './sites.ts';
import { inQuotes, quoteOf } from './source-text.ts';
import { callStub } from './stub.ts';
import { giveHint } from './tool-hints.ts';
import { verifyLike } from './verify-like.ts';

interface EditsInput {
  graph: Graph;
  linked: Linked;
  /** The decoded text of a file that was read. */
  text(file: string): string;
  claimUses(verification: Verification, names: string[]): unknown[];
  verifications(kind: 'token-verification'): Verification[];
  fnOf(ref: FunctionRef): Fn | undefined;
  isTest(path: string): boolean;
  /** URLs of the project's own servers. */
  resources: readonly string[];
}

/** A writer of edits over the linked program. */
export function createEdits(input: EditsInput): SourceEdits {
  const { graph, linked, text: textOf, claimUses } = input;
  const sites = createSites(graph, linked, textOf);
  const code = createCode(graph, textOf);
  const { settingCode } = createSettings(graph);

  function siteOf(c: OptionedCall, option: string): Site | undefined {
    const paths = c.places[option]?.map(parseRelativePath);
    return (
      paths &&
      sites.siteOf(
        c.call.id,
        paths,
        c.element && { node: c.element.id, depth: parseRelativePath(c.element.list).length },
      )
    );
  }

  function edits(file: string, written: TextEdit[] | undefined): Edit[] | undefined {
    const quote = quoteOf(textOf(file));
    return written?.map((edit) => ({ file, ...edit, text: inQuotes(edit.text, quote) }));
  }

  function giveOption(v: OptionedCall, option: string, value: string): Edit[] | undefined {
    const at = siteOf(v, option);
    if (!at) return undefined;
    const { file } = at;
    const text = textOf(file.path);
    if (at.kind === 'written') return edits(file.path, replaceWritten(text, at, value));
    const [name, ...inner] = at.names;
    const item = name === undefined ? value : `${name}: ${nested(inner, value)}`;
    if (at.kind === 'missing') return edits(file.path, addItem(text, at.list, item));
    const argument = name === undefined ? value : `{ ${item} }`;
    if (at.kind === 'argument') return edits(file.path, addItem(text, at.list, argument));
    return edits(file.path, [{ start: at.at, end: at.at, text: `${argument}, ` }]);
  }

  function replaceOption(c: OptionedCall, option: string, value: string): Edit[] | undefined {
    const at = siteOf(c, option);
    if (at?.kind !== 'written') return undefined;
    return edits(at.file.path, replaceWritten(textOf(at.file.path), at, value));
  }

  function dropOption(c: OptionedCall, option: string): Edit[] | undefined {
    const at = siteOf(c, option);
    if (at?.kind !== 'written' || !at.owner) return undefined;
    const { list, index } = at.owner;
    return edits(at.file.path, removeItem(textOf(at.file.path), list, index));
  }

  function renameOption(c: OptionedCall, option: string, name: string, value: string): Edit[] | undefined {
    const at = siteOf(c, option);
    const start = at?.kind === 'written' ? at.owner?.list.starts[at.owner.index] : undefined;
    if (at?.kind !== 'written' || start === undefined) return undefined;
    return edits(at.file.path, [{ start, end: at.end, text: `${name}: ${value}` }]);
  }

  function requireOption(v: OptionedCall, option: string, message: string): Edit[] | undefined {
    const at = siteOf(v, option);
    if (at?.kind !== 'written' || isLiteral(at.value)) return undefined;
    const text = textOf(at.file.path);
    return edits(at.file.path, requireValue(graph, text, at, thrower(message)));
  }

  // A literal does not depend on a setting: something else can be undefined, or nothing was ever set.
  function isLiteral(node: Node): boolean {
    const value = graph.value(node);
    if (value.kind === 'variable') return value.values.every((id) => isLiteral(graph.sibling(node, id)));
    return value.kind === 'literal';
  }

  function addToOption(v: OptionedCall, option: string, word: string): Edit[] | undefined {
    const at = siteOf(v, option);
    if (at?.kind !== 'written') return undefined;
    const { file, start, end, value, property } = at;
    const text = textOf(file.path);
    const list = graph.value(value);
    if (list.kind === 'array' && graph.fileOf(value) === file && list.start >= start && list.end <= end)
      return edits(file.path, addItem(text, sites.listOf(value), `'${word}'`));
    const written = text.slice(start, end);
    if (!/^[\w$]+(?:\.[\w$]+)*$/.test(written)) return undefined;
    const isShort = written === property && !text.slice(0, start).trimEnd().endsWith(':');
    const spread = `[...${written}, '${word}']`;
    return edits(file.path, [isShort ? { start: end, end, text: `: ${spread}` } : { start, end, text: spread }]);
  }

  function arrayOf(node: Node): Node | undefined {
    const arrays = linked.resolve
      .origins(node)
      .flatMap((o) => (o.kind === 'value' && graph.value(o.node).kind === 'array' ? [o.node] : []));
    return arrays.length === 1 ? arrays[0] : undefined;
  }

  function objectAt(at: Place): Node | undefined {
    const file = graph.file(at.file);
    const id = file?.facts.values.findIndex((v) => v.kind === 'object' && v.start === at.start && v.end === at.end);
    return file && id !== undefined && id >= 0 ? nodeOf(file, id) : undefined;
  }

  function optionCode(v: OptionedCall, option: string, near: Place): string | undefined {
    const at = siteOf(v, option);
    return at?.kind === 'written' && arrayOf(at.value) === undefined ? code.codeAt(at, near) : undefined;
  }

  return {
    textOf: ({ file, start, end }) => textOf(file).slice(start, end),
    giveOption,
    replaceOption,
    dropOption,
    renameOption,
    requireOption,
    addToOption,
    addProperty({ at }, name, value) {
      const object = objectAt(at);
      const list = object === undefined ? undefined : sites.listOf(object);
      return list && edits(at.file, addItem(textOf(at.file), list, `${name}: ${value}`));
    },
    removeFromOption(v, option, word) {
      const at = siteOf(v, option);
      const array = at?.kind === 'written' ? arrayOf(at.value) : undefined;
      const list = array === undefined ? undefined : graph.value(array);
      if (array === undefined || list?.kind !== 'array' || list.elements.some((e) => e.isSpread)) return undefined;
      const file = graph.fileOf(array).path;
      const index = list.elements.findIndex((e) => textOf(file).slice(e.start + 1, e.end - 1) === word);
      return edits(file, removeItem(textOf(file), sites.listOf(array), index));
    },
    giveHint: (tool, hint) => edits(tool.at.file, giveHint(graph, sites, textOf(tool.at.file), tool, hint)),
    optionCode,
    ownUrlCode(gate) {
      const at = siteOf(gate, 'metadata');
      return at?.kind === 'written' ? ownUrlCode(graph, code, textOf(at.file.path), at, gate.call.at) : undefined;
    },
    claimsCode(v, { at }) {
      const path = v.row.claims ?? 'ReturnValue';
      if (!/^ReturnValue\b/.test(path) || v.at.file !== at.file) return undefined;
      return claimsCode(graph, linked, textOf(at.file), { call: v.call.id, path, span: at });
    },
    settingCode,
    audienceCode: (near) =>
      audienceCode(near, {
        comparing: () => input.verifications('token-verification').filter(({ audience }) => audience.state === 'set'),
        isTest: input.isTest,
        codeOf: (other) => optionCode(other, 'audience', near),
        resources: input.resources,
        setting: () => settingCode('TOKEN_AUDIENCE', /AUDIENCE/i, near),
      }),
    alsoCompareAudience(ref, asked, value) {
      const fn = input.fnOf(ref);
      const call = fn && graph.fileOf(asked.id) === fn.file ? { call: idOf(asked.id) } : {};
      return fn && edits(fn.file.path, alsoCompareAudience(fn, textOf(fn.file.path), { ...call, code: value }));
    },
    verifyToken({ at }, stub) {
      const file = graph.file(at.file);
      const object = objectAt(at);
      const value = object === undefined ? undefined : graph.value(object);
      const token = value?.kind === 'object' ? value.properties.find(({ name }) => name === 'token') : undefined;
      const place = token?.kind === 'value' ? { file: at.file, start: token.start, end: token.end } : undefined;
      return file && place && edits(at.file, callStub(file, textOf(at.file), place, stub));
    },
    exchange(flow, stub) {
      const found = exchangeOnWay(graph, textOf, flow, stub);
      return found && edits(found.file, found.edits);
    },
    rewrite({ file, start, end }, change) {
      const written = textOf(file).slice(start, end);
      const changed = change(written);
      return changed === written ? undefined : [{ file, start, end, text: changed }];
    },
    putInPlace(at, value) {
      const file = graph.file(at.file);
      return file && edits(at.file, putInPlace(file, textOf(at.file), at, value));
    },
    throwInstead: (at, message) => edits(at.file, throwInstead(textOf(at.file), at, message)),
    redact(flow, at) {
      const file = graph.file(at.file);
      const found = file && redact(file, textOf(at.file), flow, at);
      const written = found && edits(at.file, found.edits);
      return written && { edits: written, isExact: found.isExact };
    },
    constructOther({ call, at }, name, args) {
      return edits(at.file, constructOther(graph, textOf(at.file), call.id, { name, args }));
    },
    dropHeaders(flow, names) {
      const found = dropHeaders(graph, linked, textOf, flow, names);
      return found && edits(found.file, found.edits);
    },
    verifyLike(decoded, other) {
      const claims = /^ReturnValue((?:\.Member\[\w+\])*)$/.exec(other.row.claims ?? 'ReturnValue')?.[1];
      if (claims === undefined || (decoded.row.claims ?? 'ReturnValue') !== 'ReturnValue') return undefined;
      if ([decoded, other].some(({ row }) => (row.token ?? 'Argument[0]') !== 'Argument[0]')) return undefined;
      const names = [...claims.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => name);
      const pair = { decoded: decoded.call.id, other: other.call.id, claims: names };
      const isSync = names.length === 0 && claimUses(other, ['sub', 'aud', 'iss', 'exp']).length > 0;
      return edits(decoded.at.file, verifyLike(graph, code, textOf(decoded.at.file), { ...pair, isSync }));
    },
  };
}

function nested(names: string[], value: string): string {
  return names.reduceRight((inner, name) => `{ ${name}: ${inner} }`, value);
}

// `audience: undefined`, or the shorthand of a name.
function replaceWritten(text: string, at: Site & { kind: 'written' }, value: string): TextEdit[] {
  const { start, end, property } = at;
  const isShort = text.slice(start, end) === property && !text.slice(0, start).trimEnd().endsWith(':');
  return [isShort ? { start: end, end, text: `: ${value}` } : { start, end, text: value }];
}
