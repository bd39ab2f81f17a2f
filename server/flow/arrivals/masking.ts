/** Text methods that leave too little of a token to be one. */
import type { Value } from '../../facts/facts.ts';
import { calleeName, type Graph, idOf, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { FoundPath } from './paths.ts';

const bearer = 'Bearer ';
const stripping = /^(split|slice|substring|substr|replace|replaceAll|match|exec)$/;
const masking =
  /mask|redact|saniti[sz]e|scrub|obfuscat|censor|anonymi[sz]e|hash|digest|fingerprint|truncate|shorten|hide|safe/i;

const credentialName = /token|secret|password|api_?key|credential|bearer|^auth(?:orization)?(?:Header)?$/i;

/** As many characters of a token as one shows to a person who compares it. */
const maxShown = 12;
/** As many as may stand in a record that others keep: with more, tokens of an alphabet can be told apart and guessed on. */
const maxRecorded = 7;

/** How many characters of its receiver the method shows; undefined when it may be all. */
export function shownBy(graph: Graph, call: Node, method: string): number | undefined {
  const value = graph.value(call);
  if (value.kind !== 'call') return undefined;
  const [first, second] = value.args.slice(0, 2).map((arg) => graph.value(graph.sibling(call, arg.value)));
  if (method === 'replace' || method === 'replaceAll') {
    const isMasking =
      first?.kind === 'regex' &&
      first.flags.includes('g') &&
      ['.', '\\S', '\\w', '[\\s\\S]'].includes(first.source) &&
      second?.kind === 'literal' &&
      second.value !== '';
    return isMasking ? 0 : undefined;
  }
  if (!/^(slice|substring|substr)$/.test(method)) return undefined;
  const from = numberOf(first);
  const to = numberOf(second);
  if (from !== undefined && from < 0) return to === undefined ? -from : undefined;
  return from === 0 && to !== undefined && to >= 0 ? to : undefined;
}

/** True when so few characters get nobody in, wherever they go. */
export function isHarmless(shown: number): boolean {
  return shown <= maxRecorded;
}

/** True when what arrives is a credential at the place, or more of one than a record may keep. */
export function isEnough(graph: Graph, { shown, chain, arrival, root }: FoundPath): boolean {
  if (shown === undefined) return true;
  if (arrival.row.kind !== 'log-record') return shown > maxShown;
  const cut = chain.findIndex(({ hop }) => hop?.shown !== undefined);
  const isHeader = /authorization/i.test(root.seed?.row.path ?? '');
  const isStripped = chain
    .slice(0, cut)
    .some(
      ({ node }) => graph.value(node).kind === 'call' && stripping.test(calleeName(graph.fileOf(node), idOf(node))),
    );
  return !isHarmless(isHeader && !isStripped ? shown - bearer.length : shown);
}

/** True when a row says of a call on the way that its result is nothing to hide: `path.resolve(process.env.OAUTH_CREDENTIALS)`. */
export function isForElsewhere(graph: Graph, linked: Linked, { chain, arrival: { row } }: FoundPath): boolean {
  const apisAt = (node: Node) => (graph.value(node).kind === 'call' ? linked.targets(node).apis : []);
  return chain.some(({ node }) =>
    apisAt(node).some(({ states }) => states.some((s) => s.sanitizers.some((each) => each.for?.includes(row.kind)))),
  );
}

/** True when what is left of the value tells who it is for and opens nothing. */
export function isMasked(graph: Graph, { chain, root }: FoundPath): boolean {
  if (chain.some(({ node }) => isReplaced(graph, node) || isNamedMasked(graph.value(node)))) return true;
  // The word before the token: `header.split(' ')[0]`.
  const isHeader = /authorization/i.test(root.seed?.row.path ?? '');
  const scheme = isHeader ? chain.findIndex(({ node }) => isSplitAt(graph, node, ' ')) : -1;
  if (scheme >= 0 && chain.slice(scheme + 1).some(({ node }) => isFirst(graph, node))) return true;
  if (chain.some(({ through }) => masking.test(through?.entry.fn?.fact.name ?? ''))) return true;
  if (isClaims(graph, chain)) return true;
  // Of `user:password` in a header of the scheme Basic, the part before the colon.
  const cut = chain.findIndex(({ node }) => isSplitAt(graph, node, ':'));
  return cut >= 0 && chain.slice(cut + 1).some(({ node }) => isFirst(graph, node));
}

// `JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())`: what a token says, without what proves it.
function isClaims(graph: Graph, chain: FoundPath['chain']): boolean {
  const cut = chain.findIndex(({ node }) => isSplitAt(graph, node, '.'));
  const taken = cut < 0 ? -1 : chain.findIndex(({ node }, at) => at > cut && (placeIn(graph, node) ?? 2) < 2);
  return taken >= 0 && chain.slice(taken).some(({ node }) => isParsed(graph, node));
}

function isParsed(graph: Graph, node: Node): boolean {
  const value = graph.value(node);
  const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
  if (callee?.kind !== 'member' || callee.name !== 'parse') return false;
  const base = graph.value(graph.sibling(node, callee.base));
  return base.kind === 'global' && base.name === 'JSON';
}

// `const redactedArgs = args.map(…)`
function isNamedMasked(value: Value): boolean {
  return (
    value.kind === 'variable' &&
    /^(?:masked|redacted|saniti[sz]ed|scrubbed|censored|obfuscated|anonymi[sz]ed)(?![a-z])/.test(value.name)
  );
}

// `url.replace(tokens.access_token, '[token]')`: what is named for a credential gives way to a word.
function isReplaced(graph: Graph, node: Node): boolean {
  const value = graph.value(node);
  if (value.kind !== 'call' || !/^replace(?:All)?$/.test(calleeName(graph.fileOf(node), idOf(node)))) return false;
  const [what, word] = value.args.map((arg) => graph.value(graph.sibling(node, arg.value)));
  const replaced = what?.kind === 'logical' ? graph.value(graph.sibling(node, what.left)) : what;
  return (
    word?.kind === 'literal' &&
    replaced !== undefined &&
    'name' in replaced &&
    typeof replaced.name === 'string' &&
    credentialName.test(replaced.name)
  );
}

function isSplitAt(graph: Graph, node: Node, separator: string): boolean {
  const value = graph.value(node);
  if (value.kind !== 'call' || calleeName(graph.fileOf(node), idOf(node)) !== 'split') return false;
  const [first] = value.args.map((arg) => graph.value(graph.sibling(node, arg.value)));
  return first?.kind === 'literal' && first.value === separator;
}

function isFirst(graph: Graph, node: Node): boolean {
  return placeIn(graph, node) === 0;
}

// `parts[1]`, `const [, payload] = parts`
function placeIn(graph: Graph, node: Node): number | undefined {
  const value = graph.value(node);
  if (value.kind === 'member') return /^\d+$/.test(value.name) ? Number(value.name) : undefined;
  const key =
    value.kind === 'element' && value.key !== undefined ? graph.value(graph.sibling(node, value.key)) : undefined;
  return numberOf(key);
}

function numberOf(value: Value | undefined): number | undefined {
  if (value?.kind === 'literal' && typeof value.value === 'number') return value.value;
  return undefined;
}
