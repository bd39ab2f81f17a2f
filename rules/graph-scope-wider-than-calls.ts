import { defineRule, isOfFamily, opensPath, type RuleContext, type ScopeRequest } from '../server/sdk.ts';

export const graphScopeWiderThanCalls = defineRule({
  meta: {
    id: 'graph-scope-wider-than-calls',
    title: 'Permission of Graph that no request needs',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:272', 'rfc:9700#2.3', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check(context) {
    const paths = pathsOf(context);
    if (paths === undefined) return;
    for (const request of context.scopeRequests()) {
      const name = permissionOf(request);
      if (name === undefined || context.isTest(request.at.file)) continue;
      const found = judge(name, paths) ?? unused(name, request, paths, context);
      if (!found) continue;
      const { message, instead } = found;
      const edits =
        instead === undefined
          ? undefined
          : context.edits.rewrite(request.at, (code) =>
              code.split(name).length === 2 ? code.replace(name, instead) : code,
            );
      yield {
        at: request.at,
        confidence: 'medium',
        message,
        why: 'What the agent never does it can still be made to do: by a prompt in a message that it reads, with the rights that its token has.',
        help:
          instead === undefined
            ? 'Leave it out, and ask for it where something needs it.'
            : `Ask for \`${instead}\`, and for more where more is needed.`,
        fixes: edits ? [{ title: `Ask for \`${instead}\``, safety: 'suggestion', edits }] : [],
      };
    }
  },
});

interface Request {
  path: string;
  method: string;
}

/** The requests of the project, where there are some and every one of them can be read. */
function pathsOf({ manifests }: RuleContext): Request[] | undefined {
  const all = manifests.graphRequests().map(({ path = '', method = '' }) => ({ path, method }));
  const isKnown = all.every(
    ({ path, method }) =>
      method !== '' && path !== '' && !path.startsWith('${}') && !/^\/(?:\$batch|search)\b/.test(path),
  );
  return isKnown && all.length > 0 ? all : undefined;
}

/** A permission of Graph that a user consents to, without the address of the API. */
function permissionOf({ row, scope }: ScopeRequest): string | undefined {
  if (row.flow !== 'delegated' && row.flow !== 'on-behalf-of') return undefined;
  const name = scope.replace(/^https:\/\/graph\.microsoft\.com\//, '');
  return /^[A-Z]\w+\.(?:ReadWrite|Read|ReadBasic)(?:\.All|\.Shared)?$/.test(name) && isOfFamily(name)
    ? name
    : undefined;
}

interface Verdict {
  message: string;
  /** The permission that is enough. */
  instead?: string;
}

/** Where most of what is asked for beside it is seen to be used, so that few requests can stand out of sight. */
function unused(
  name: string,
  request: ScopeRequest,
  all: readonly Request[],
  { scopeRequests }: RuleContext,
): Verdict | undefined {
  const isUsed = (permission: string): boolean => all.some(({ path }) => opensPath(permission, path));
  if (isUsed(name)) return undefined;
  const beside = scopeRequests().filter(({ at }) => at.file === request.at.file);
  const names = new Set(beside.flatMap((other) => permissionOf(other)?.split('.')[0] ?? []));
  const used = [...names].filter((family) => isUsed(family));
  return used.length * 2 >= names.size
    ? { message: `\`${name}\` is asked for, and no request that is seen needs it` }
    : undefined;
}

function judge(name: string, all: readonly Request[]): Verdict | undefined {
  const own = all.filter(({ path }) => opensPath(name, path));
  if (own.length === 0) return undefined;
  const isMine = name.endsWith('.All') && own.every(({ path }) => /^\/me\b/.test(path));
  const isRead = name.includes('.ReadWrite') && own.every(({ method }) => method === 'get');
  const narrow = isMine ? name.slice(0, -'.All'.length) : name;
  if (isRead)
    return {
      message: `\`${name}\` is asked for, and every request that is seen only reads`,
      instead: narrow.replace('.ReadWrite', '.Read'),
    };
  return isMine
    ? { message: `\`${name}\` is asked for, and every request that is seen is for what the user owns`, instead: narrow }
    : undefined;
}
