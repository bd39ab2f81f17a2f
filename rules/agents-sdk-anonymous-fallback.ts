import {
  agentFolders,
  type ApiCall,
  defineRule,
  type Document,
  entriesOf,
  type Fix,
  type Manifests,
  placeOf,
  type RuleContext,
  textOf,
  valueAt,
} from '../server/sdk.ts';

export const agentsSdkAnonymousFallback = defineRule({
  meta: {
    id: 'agents-sdk-anonymous-fallback',
    title: 'Agent that answers anybody unless NODE_ENV says production',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:306', 'cwe:287', 'cwe:1188', 'owasp-asi:03', 'owasp-mcp:07'],
  },
  *check(context) {
    for (const call of context.calls('agent-host')) {
      const found = judge(call);
      if (!found) continue;
      yield {
        ...texts,
        at: call.option('clientId').at ?? call.at,
        ...found,
        fixes: fixesOf(call, context),
      };
    }
    yield* inImages(context);
  },
});

const texts = {
  why: 'Without a client id the middleware of the Agents SDK takes a request that has no token for an anonymous one and lets it pass, unless NODE_ENV is exactly `production`. Containers and hosts often do not set it, so whoever finds the endpoint speaks to the agent.',
  help: 'Hand over the configuration that `getAuthConfigWithDefaults()` reads, stop at start-up when it has no client id, and set NODE_ENV=production where the agent runs.',
};

function judge(call: ApiCall): { message: string; confidence: 'high' | 'medium' } | undefined {
  const clientId = call.option('clientId');
  if (clientId.state === 'absent' || isEmpty(clientId))
    return {
      message: 'No client id is configured here, so requests without a token pass as anonymous',
      confidence: 'high',
    };
  if (clientId.state === 'unknown')
    return clientId.mayBeUndefined
      ? {
          message: 'In one case the configuration is empty, and requests without a token pass as anonymous',
          confidence: 'medium',
        }
      : undefined;
  return clientId.state === 'possibly-empty'
    ? { message: 'When the client id is not set, requests without a token pass as anonymous', confidence: 'medium' }
    : undefined;
}

function isEmpty({ state, texts: values, names }: ReturnType<ApiCall['option']>): boolean {
  return state === 'possibly-empty' && (values ?? []).length === 0 && names.length === 0;
}

function fixesOf(call: ApiCall, { edits }: RuleContext): Fix[] {
  const { state } = call.option('clientId');
  if (state === 'possibly-empty') {
    const found = edits.requireOption(call, 'clientId', 'clientId is not set');
    return found ? [{ title: 'Stop when there is no client id', safety: 'safe', edits: found }] : [];
  }
  if (state !== 'absent') return [];
  const { code, isStub } = edits.settingCode('clientId', /client_?id|app_?id/i, call.at);
  const further = call.option('validateIssuer').state === 'absent' ? ', validateIssuer: true' : '';
  const found = edits.giveOption(call, 'clientId', code + further);
  return found
    ? [{ title: 'Ask for a client id', safety: 'suggestion', edits: found, ...(isStub ? { isStub } : {}) }]
    : [];
}

const clientIds = /^(?:clientId|MicrosoftAppId|connections__.+__settings__clientId|.+_clientId)$/i;

/** An image of such an agent, of which nothing in the project says that it has a client id or runs in production. */
function* inImages({ manifests }: RuleContext) {
  const folders = agentFolders(manifests.recognised('agent-project'));
  if (folders.length === 0) return;
  const named = manifests.environments().flatMap(({ document, variables }) => variables.map((v) => ({ document, v })));
  for (const { document, root } of manifests.recognised('dockerfile')) {
    const start = entriesOf(root).findLast(({ key }) => key === 'CMD' || key === 'ENTRYPOINT');
    if (!folders.includes(folderOf(document)) || !start) continue;
    const near = named.filter(
      ({ document: other }) => other.file.startsWith(folderOf(document)) || !other.file.includes('/'),
    );
    const isNamed = near.some(({ v }) => clientIds.test(v.name) && !isBlank(v.value));
    if (isNamed || near.some(({ v }) => v.name === 'NODE_ENV' && isProduction(v.value, v.from))) continue;
    if (startsInProduction(start.value, manifests, document)) continue;
    yield {
      ...texts,
      at: placeOf(start.value),
      confidence: 'medium' as const,
      message: 'The agent starts without NODE_ENV=production, and nothing here gives it a client id',
      help: 'Write `ENV NODE_ENV=production` behind the steps that install and build.',
    };
  }
}

function folderOf({ file }: Document): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

function isBlank(value: Parameters<typeof textOf>[0]): boolean {
  return textOf(value)?.trim() === '';
}

function isProduction(value: Parameters<typeof textOf>[0], from = 0): boolean {
  return textOf(value)?.slice(from).trim() === 'production';
}

/** `NODE_ENV=production node dist/index.js`, here or in the script that is run. */
function startsInProduction(command: Parameters<typeof textOf>[0], manifests: Manifests, document: Document): boolean {
  const words =
    textOf(command) ?? (command?.kind === 'list' ? command.items.map((item) => textOf(item) ?? '').join(' ') : '');
  if (words.includes('NODE_ENV=production')) return true;
  const [, name] = /\b(?:npm|pnpm|yarn)\s+(?:run\s+)?([\w:-]+)/.exec(words) ?? [];
  if (name === undefined) return false;
  const project = manifests
    .recognised('agent-project')
    .find((each) => each.document.file === `${folderOf(document)}package.json`);
  return (textOf(valueAt(project?.root, `scripts.${name}`)) ?? '').includes('NODE_ENV=production');
}
