import {
  defineRule,
  type Fix,
  type Place,
  type Report,
  type RuleContext,
  scalarOf,
  type Verification,
  valueAt,
  walk,
} from '../server/sdk.ts';

const anyTenant =
  /\/\/login\.(microsoftonline\.com|windows\.net|microsoftonline\.us|partner\.microsoftonline\.cn)\/(common|organizations)\b/i;
const placeholder = /\{tenant_?id\}|\/(common|organizations)\//i;
const tenant = /\b(tid|tenants?|tenant_?ids?|allowed_?tenants?|iss|issuers?)\b/i;

export const tenantIssuerUnpinned = defineRule({
  meta: {
    id: 'tenant-issuer-unpinned',
    title: 'Tokens of any tenant are accepted',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:rfc-9',
      'mcp:2026-07-28/basic/security_best_practices#multi-tenant-mix-ups',
      'rfc:8725#3.8',
      'cwe:346',
      'cwe:863',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    yield* byBeginning(context);
    for (const v of context.verifications('token-verification')) {
      if (context.isTest(v.at.file) || isCompared(v, context)) continue;
      const reason = reasonOf(v, context);
      if (reason)
        yield {
          at: v.issuer.at ?? v.at,
          confidence: 'high',
          message: reason,
          why,
          help,
          fixes: fixesOf(v.issuer.at, context),
        };
    }
    yield* inSettings(context);
    for (const call of context.calls('oauth-client')) {
      const { texts = [], at } = call.option('authority');
      if (!at || !texts.some((text) => anyTenant.test(text)) || context.isTest(call.at.file)) continue;
      yield {
        at,
        confidence: context.isAgentPackage(call.at) ? 'high' : 'medium',
        message: 'This client signs in people of any tenant',
        why,
        help,
        fixes: fixesOf(at, context),
      };
    }
  },
});

const why =
  'Everybody can make a tenant of their own and be whoever they like in it. A server that takes the keys of all tenants and compares none accepts tokens that a stranger had issued to themselves.';
const help =
  'Name the tenant in the authority, the keys and the issuer; where several are served, compare `tid` with a list of those that are.';

const shared =
  /^https:\/\/(login\.microsoftonline\.(com|us)|sts\.windows\.net|login\.windows\.net)\/?$|^(login\.microsoftonline\.com|sts\.windows\.net)\/?$/i;

// `iss.startsWith('https://login.microsoftonline.com/')`: what the issuers of all tenants begin with.
function* byBeginning(context: RuleContext) {
  for (const { at, names, against, inside, within } of context.partialMatches(/^(iss|issuer)$/i)) {
    const holder = inside ?? within;
    if (!/^(startsWith|includes)$/.test(names[1] ?? '') || !shared.test(against?.text ?? '')) continue;
    if (context.isTest(at.file) || !holder) continue;
    const verified = [holder, ...context.callersOf(holder)].some((fn) => context.verificationsWithin(fn).length > 0);
    if (!verified || [holder, ...context.callersOf(holder)].some((fn) => context.comparesNamed(fn, /\btid\b|tenant/i)))
      continue;
    yield {
      at,
      confidence: 'high' as const,
      message: 'The issuer is compared with what those of all tenants begin with',
      why,
      help,
    };
  }
}

function reasonOf(v: Verification, context: RuleContext): string | undefined {
  const { texts = [], patterns = [], state } = v.issuer;
  if (
    patterns.some(({ source }) => /\[\^\\?\/\]|\.\*|\.\+|\[0-9a-f/i.test(source) && /microsoft|windows/i.test(source))
  )
    return 'The issuer is compared with a pattern that every tenant matches';
  if (texts.some((text) => placeholder.test(text) && /microsoft|windows/i.test(text)))
    return 'The expected issuer names no tenant';
  if (state === 'absent' && v.row.issuer && context.says(v.at, anyTenant, 'file'))
    return 'The keys are those of all tenants, and the issuer is not compared';
  return undefined;
}

function isCompared(v: Verification, context: RuleContext): boolean {
  if (context.claimUses(v, ['tid', 'iss', 'tenantId']).some(({ kind }) => kind === 'guards')) return true;
  return (
    v.within !== undefined &&
    (context.guardsNamed(v.within, tenant) || context.callersCompare(v.within, /\btid\b|tenant/i))
  );
}

// What a server is told of the issuers that it believes; a name that only says where people sign in is none.
const ofIssuer = /(?:^|_)(?:ISSUERS?|JWKS(?:_UR[IL])?|OPENID_CONFIG\w*|WELL_KNOWN\w*|METADATA_(?:UR[IL]|ADDRESS))$/i;

function* inSettings({ manifests, isTest }: RuleContext): Iterable<Report> {
  for (const { name, text, at, isSample, document } of manifests.givenVariables())
    if (ofIssuer.test(name) && anyTenant.test(text) && !isSample && !isTest(document.file))
      // The code may still compare the tenant.
      yield { at, confidence: 'medium', message: `\`${name}\` is that of every tenant`, why, help };
  for (const { document, root } of manifests.recognised('dotnet-settings')) {
    if (isTest(document.file)) continue;
    for (const { tree, entry, parent } of walk(root)) {
      const text = scalarOf(tree);
      const at = entry && { file: entry.at.file, start: entry.at.start, end: tree.end };
      if (!at || text === undefined) continue;
      const isAudience = ['Audience', 'Audiences', 'ValidAudience', 'ValidAudiences'].some((key) =>
        valueAt(parent, key),
      );
      if (entry.key === 'TenantId' && /^(?:common|organizations)$/i.test(text) && isAudience)
        yield { at, confidence: 'high', message: 'Tokens of every tenant are taken', why, help };
      if (entry.key === 'ValidateIssuer' && text.toLowerCase() === 'false') {
        const edits = manifests.edits.replace(document, tree, true);
        const fixes: Fix[] = edits ? [{ title: 'Compare the issuer', safety: 'safe', edits }] : [];
        yield { at, confidence: 'high', message: 'Nothing asks who issued a token', why, help, fixes };
      }
    }
  }
}

/** The tenant of a setting in the place of all. */
function fixesOf(at: Place | undefined, { edits }: RuleContext): Fix[] {
  if (!at) return [];
  const { code, isStub } = edits.settingCode('TENANT_ID', /tenant/i, at);
  const found = edits.rewrite(at, (written) =>
    written.replace(
      /^(['"`])(https:\/\/login\.[\w.]+\/)(?:common|organizations)(\/[^'"`]*)?\1$/,
      (_, __, before: string, after = '') => `\`${before}\${${code}}${after}\``,
    ),
  );
  return found ? [{ title: 'Name the tenant', safety: 'suggestion', edits: found, ...(isStub ? { isStub } : {}) }] : [];
}
