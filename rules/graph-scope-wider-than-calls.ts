import { defineRule, opensPath, type RuleContext, type ScopeRequest } from '../server/sdk.ts';

export const graphScopeWiderThanCalls = defineRule({
  meta: {
    id: 'graph-scope-wider-than-calls',
    title: 'Permission to write where the program only reads',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:272', 'rfc:9700#2.3', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check(context) {
    for (const request of context.scopeRequests()) {
      const name = permissionOf(request);
      if (name === undefined || context.isTest(request.at.file)) continue;
      const read = name.replace('.ReadWrite', '.Read');
      if (!onlyReads(name, context)) continue;
      const found = context.edits.rewrite(request.at, (code) =>
        code.split(name).length === 2 ? code.replace(name, read) : code,
      );
      yield {
        at: request.at,
        confidence: 'medium',
        message: `\`${name}\` is asked for, and every request that is seen only reads`,
        why: 'What the agent never does it can still be made to do: by a prompt in a message that it reads, with the right to write that its token has.',
        help: `Ask for \`${read}\`, and for the right to write where something is written.`,
        fixes: found ? [{ title: `Ask for \`${read}\``, safety: 'suggestion', edits: found }] : [],
      };
    }
  },
});

/** A permission of Graph that a user consents to, without the address of the API. */
function permissionOf({ row, scope }: ScopeRequest): string | undefined {
  if (row.flow !== 'delegated' && row.flow !== 'on-behalf-of') return undefined;
  const name = scope.replace(/^https:\/\/graph\.microsoft\.com\//, '');
  return /^[A-Z]\w+\.ReadWrite(?:\.All|\.Shared)?$/.test(name) ? name : undefined;
}

/** Every request of the project can be read, some are of the family, and those only read. */
function onlyReads(name: string, { manifests }: RuleContext): boolean {
  const all = manifests.graphRequests();
  const ofFamily = all.filter(({ path }) => path !== undefined && opensPath(name, path));
  const isKnown = all.every(
    ({ path, method }) => path !== undefined && !path.startsWith('${}') && method !== undefined,
  );
  return isKnown && ofFamily.length > 0 && ofFamily.every(({ method }) => method === 'get');
}
