import {
  defineRule,
  type Edit,
  type Fix,
  type Place,
  type Report,
  type RuleContext,
  type ScopeRequest,
} from '../server/sdk.ts';

const many = 8;

export const scopeOveradvertised = defineRule({
  meta: {
    id: 'scope-overadvertised',
    title: 'Resource metadata that makes clients ask for more than they need',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#refresh-tokens',
      'mcp:2026-07-28/basic/authorization#scope-selection-strategy',
      'cwe:250',
      'owasp-asi:03',
      'owasp-mcp:02',
      'norm:authorization-9',
      'norm:practices-22',
      'norm:practices-24',
    ],
  },
  *check(context) {
    const lists = new Map<string, ScopeRequest[]>();
    for (const request of context.scopeRequests()) {
      if (!isOfResource(request) || context.isTest(request.at.file)) continue;
      const key = `${request.requestedAt.file}|${request.requestedAt.start}`;
      lists.set(key, [...(lists.get(key) ?? []), request]);
    }
    for (const list of lists.values()) {
      for (const { at } of list.filter(({ scope }) => scope === 'offline_access'))
        yield longLived(at, fixesOf(at, context), context);
      yield* unasked(
        list.map(({ scope, at }) => ({ scope, at })),
        context,
      );
      const [first] = list;
      if (first) yield* catalogue(list, first.requestedAt);
    }
    for (const list of inManifests(context)) {
      for (const { at, removal } of list.filter(({ scope }) => scope === 'offline_access')) {
        const fixes: Fix[] = removal ? [{ title: 'Leave offline_access out', safety: 'safe', edits: removal }] : [];
        yield longLived(at, fixes, context);
      }
      yield* unasked(list, context);
      const [first] = list;
      if (first) yield* catalogue(list, first.at);
    }
  },
});

function longLived(at: Place, fixes: Fix[], context: RuleContext): Report {
  return {
    at,
    // Advice of the latest revision; before it was only more than needed.
    confidence: context.project(at.file).isBefore('2026-07-28') ? 'medium' : 'high',
    message: '`offline_access` among the scopes of a resource makes every client ask for a refresh token',
    why: 'Whether a client may act while nobody is there is between it and the authorization server: a resource that advertises it gets long-lived tokens made that it never needs.',
    help: 'Leave it out; a client that needs one asks for it by itself.',
    fixes,
  };
}

function* catalogue(list: readonly { scope: string }[], at: Place): Iterable<Report> {
  if (new Set(list.map(({ scope }) => scope)).size <= many) return;
  yield {
    at,
    confidence: 'medium',
    message: `Clients ask for everything that is listed here: ${list.length} scopes`,
    why: 'A client without a better hint takes the whole list, and every token can then do everything.',
    help: 'List what the first call needs, and name the rest in the challenge when it is needed.',
  };
}

interface Advertised {
  scope: string;
  at: Place;
  /** Takes it out of the list of its document. */
  removal?: Edit[];
}

/** The lists of metadata and agent cards that stand in documents of their own. */
function inManifests({ manifests, isTest }: RuleContext): Advertised[][] {
  const lists = new Map<readonly string[], Advertised[]>();
  for (const { scope, at, beside, isAdvertised, document, text } of manifests.scopes()) {
    if (!isAdvertised || document.syntax === 'code' || isTest(document.file)) continue;
    const removal = text?.value === scope ? manifests.edits.remove(document, text) : undefined;
    lists.set(beside, [...(lists.get(beside) ?? []), { scope, at, ...(removal ? { removal } : {}) }]);
  }
  return [...lists.values()];
}

// What stands before the last part: `orders` of `orders:write`.
const familyOf = (scope: string): string | undefined => /^(.*[^:./])[:./][^:./]+$/.exec(scope)?.[1];

/** Of a family of scopes that the code asks for, those that it asks nobody for. */
function* unasked(list: Advertised[], context: RuleContext): Iterable<Report> {
  const [one] = list;
  if (!one) return;
  const demanded = context.demandedScopes().filter(({ at }) => context.isSamePackage(at, one.at));
  if (demanded.some(({ isOpen }) => isOpen)) return;
  const isListed = ({ at }: { at: Place }): boolean =>
    list.some((other) => other.at.file === at.file && at.start <= other.at.start && other.at.end <= at.end);
  for (const { scope, at } of list) {
    const family = familyOf(scope);
    const like = demanded.find(({ text }) => family !== undefined && familyOf(text) === family);
    if (!like || demanded.some(({ text }) => text === scope)) continue;
    const elsewhere = context
      .spelledTexts(scope)
      .filter((each) => context.isSamePackage(each.at, one.at) && !isListed(each));
    if (elsewhere.length > 0) continue;
    yield {
      at,
      confidence: 'high',
      message: `Clients are told to ask for \`${scope}\`, which nothing here asks callers for`,
      why: 'A token gets a right that no tool of this server needs, or a tool that should ask for it serves every token.',
      help: 'Leave it out, or ask for it where it is needed.',
      related: [{ ...like.at, note: `\`${like.text}\` is asked for here` }],
    };
  }
}

// Metadata of a protected resource, as opposed to that of an authorization server.
function isOfResource({ row, beside }: ScopeRequest): boolean {
  if (row.flow !== 'advertised') return false;
  if (/mcpAuth|ProtectedResource/.test(row.path)) return true;
  return beside.includes('resource') || beside.includes('authorization_servers');
}

// The element with the comma behind it, else with the one before.
function fixesOf(at: Place, { edits }: RuleContext): Fix[] {
  if (!/^(['"`]).*\1$/.test(edits.textOf(at))) return [];
  const before = edits.textOf({ ...at, start: Math.max(0, at.start - 20), end: at.start });
  const after = edits.textOf({ ...at, start: at.end, end: at.end + 20 });
  const [behind, ahead] = [/^\s*,[^\S\n]*/.exec(after)?.[0], /,\s*$/.exec(before)?.[0]];
  if (behind === undefined && ahead === undefined) return [];
  const start = behind === undefined ? at.start - (ahead?.length ?? 0) : at.start;
  const edit = { file: at.file, start, end: at.end + (behind?.length ?? 0), text: '' };
  return [{ title: 'Leave offline_access out', safety: 'safe', edits: [edit] }];
}
