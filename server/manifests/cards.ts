/** Agent cards of every version of A2A as one: where the agent is, what it can, and how callers must prove who they are. */
import type { Document, Entry, MapTree, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, entryAt, firstAt, itemsOf, oneOrMore, textOf, valueAt } from '../documents/tree.ts';
import type { Recognised } from './manifest.ts';

export interface AgentCard {
  document: Document;
  root: MapTree;
  /** By the shape of the card, not by the number that it gives itself. */
  version: '0.3' | '1.0';
  /** Addresses at which the agent is called. */
  urls: TextTree[];
  /** Addresses for people and tools: documentation, icon, provider. */
  links: TextTree[];
  skills: { id: string; name: string; description: string; root: Tree }[];
  schemes: CardScheme[];
  /** The entry that holds the schemes. */
  schemesAt?: Entry;
  requirements: CardRequirement[];
  requirementsAt?: Entry;
  /** True when a skill asks for a scheme by itself. */
  hasSkillRequirements: boolean;
  /** The entry that announces a longer card for callers who have proved who they are. */
  extended?: Entry;
  signatures: Tree[];
  /** True when what callers must prove may be said where nobody sees it: a spread, a variable, a key of another version. */
  isOpen: boolean;
}

export interface CardScheme {
  name: string;
  at: Entry['at'];
  entry: Entry;
  kind: 'apiKey' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS' | 'unknown';
  /** Where its fields stand: inside a wrapper since 1.0. */
  body: Tree;
}

/** One of the ways to be let in; all of its schemes must be met. */
export interface CardRequirement {
  root: Tree;
  schemes: { name: string; at: Entry['at']; scopes: TextTree[] }[];
}

/** The cards of a workspace, in the order of documents. */
export function agentCards(recognised: readonly Recognised[]): AgentCard[] {
  return recognised.flatMap(({ kind, document, root }) =>
    kind === 'agent-card' && root.kind === 'map' ? [toCard(document, root)] : [],
  );
}

function toCard(document: Document, root: MapTree): AgentCard {
  const interfaces = [
    ...itemsOf(valueAt(root, 'supportedInterfaces')),
    ...itemsOf(valueAt(root, 'additionalInterfaces')),
  ];
  const schemesAt = entryAt(root, 'securitySchemes');
  const requirementsAt = firstAt(root, ['securityRequirements', 'security']);
  const isInOwnWords = oneOrMore(requirementsAt?.value).some(tells);
  const isNew =
    valueAt(root, 'supportedInterfaces') !== undefined || valueAt(root, 'securityRequirements') !== undefined;
  const extended = ['capabilities.extendedAgentCard', 'supportsAuthenticatedExtendedCard', 'supportsExtendedAgentCard']
    .map((path) => entryAt(root, path))
    .find((entry) => entry?.value.kind === 'boolean' && entry.value.value);
  const skills = itemsOf(valueAt(root, 'skills'));
  return {
    document,
    root,
    version: isNew ? '1.0' : '0.3',
    urls: [valueAt(root, 'url'), ...interfaces.map((each) => valueAt(each, 'url'))].flatMap(toText),
    links: ['documentationUrl', 'iconUrl', 'provider.url'].flatMap((path) => toText(valueAt(root, path))),
    skills: skills.map((skill) => ({
      id: textOf(valueAt(skill, 'id')) ?? '',
      name: textOf(valueAt(skill, 'name')) ?? '',
      description: textOf(valueAt(skill, 'description')) ?? '',
      root: skill,
    })),
    schemes: entriesOf(schemesAt?.value).map(toScheme),
    ...(schemesAt ? { schemesAt } : {}),
    requirements: isInOwnWords ? [] : oneOrMore(requirementsAt?.value).flatMap(toRequirement),
    ...(requirementsAt ? { requirementsAt } : {}),
    hasSkillRequirements: skills.some((skill) => firstAt(skill, ['securityRequirements', 'security']) !== undefined),
    ...(extended ? { extended } : {}),
    signatures: itemsOf(valueAt(root, 'signatures')),
    isOpen:
      root.isOpen === true ||
      isUnknown(schemesAt?.value) ||
      isUnknown(requirementsAt?.value) ||
      isInOwnWords ||
      proves(root),
  };
}

function isUnknown(tree: Tree | undefined): boolean {
  if (!tree) return false;
  if (tree.kind === 'map') return tree.isOpen === true;
  return tree.kind === 'list' ? tree.items.some(isUnknown) : tree.kind === 'expression' || tree.kind === 'call';
}

// `security: { scheme: 'gateway', note: '…' }` says it to people: a requirement holds lists of scopes.
function tells(tree: Tree): boolean {
  return tree.kind === 'text' || entriesOf(tree).some(({ value }) => value.kind === 'text' || value.kind === 'boolean');
}

// Until 0.2 it was `authentication: { schemes: [...] }`; extensions and own formats say it in their way.
function proves(root: MapTree): boolean {
  return root.entries.some(({ key, value }) =>
    /^(?:auth|requiresAuth)/i.test(key) ? !asksNothing(value) : /^(?:x-|trust)/i.test(key),
  );
}

// `["none"]`, `{ "type": "none", "required": false }`: what is said is that nothing is asked.
function asksNothing(tree: Tree): boolean {
  switch (tree.kind) {
    case 'null':
      return true;
    case 'boolean':
      return !tree.value;
    case 'text':
      return /^(?:none|no|no-?auth|anonymous|public|open)?$/i.test(tree.value.trim());
    case 'list':
      return tree.items.every(asksNothing);
    case 'map': {
      const told = firstAt(tree, ['schemes', 'type', 'scheme', 'method']);
      if (told) return asksNothing(told.value);
      return tree.entries.length > 0 && tree.entries.every(({ value }) => asksNothing(value));
    }
    default:
      return false;
  }
}

const wrappers: Record<string, CardScheme['kind']> = {
  apiKeySecurityScheme: 'apiKey',
  httpAuthSecurityScheme: 'http',
  oauth2SecurityScheme: 'oauth2',
  openIdConnectSecurityScheme: 'openIdConnect',
  mtlsSecurityScheme: 'mutualTLS',
};
const types = new Map<string, CardScheme['kind']>(
  (['apiKey', 'http', 'oauth2', 'openIdConnect', 'mutualTLS'] as const).map((kind) => [kind.toLowerCase(), kind]),
);

function toScheme(entry: Entry): CardScheme {
  const { key, at, value } = entry;
  const common = { name: key, at, entry };
  // In TypeScript a `oneof` of the protocol is `{ scheme: { $case, value } }`.
  const inner = valueAt(value, 'scheme.value');
  const named = textOf(valueAt(value, 'scheme.$case'));
  if (inner && named !== undefined) return { ...common, kind: wrappers[named] ?? 'unknown', body: inner };
  for (const wrapped of entriesOf(value)) {
    const kind = wrappers[wrapped.key];
    if (kind) return { ...common, kind, body: wrapped.value };
  }
  return { ...common, kind: types.get(textOf(valueAt(value, 'type'))?.toLowerCase() ?? '') ?? 'unknown', body: value };
}

// `{ "schemes": { "oauth": { "list": [] } } }`, as the protocol writes it, and `{ "oauth": [] }`, as most people do.
function toRequirement(root: Tree): CardRequirement[] {
  if (root.kind !== 'map') return [];
  const inner = valueAt(root, 'schemes');
  const entries = inner?.kind === 'map' ? inner.entries : root.entries;
  return [
    {
      root,
      schemes: entries.map(({ key, at, value }) => ({
        name: key,
        at,
        scopes: itemsOf(valueAt(value, 'list') ?? value).flatMap(toText),
      })),
    },
  ];
}

function toText(tree: Tree | undefined): TextTree[] {
  return tree?.kind === 'text' ? [tree] : [];
}
