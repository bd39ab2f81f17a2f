import {
  type ApiCall,
  defineRule,
  entryAt,
  type Fix,
  type Place,
  placeOf,
  type Report,
  type RuleContext,
  type SourceEdits,
  textAt,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const agentTokenFlowMalformed = defineRule({
  meta: {
    id: 'agent-token-flow-malformed',
    title: 'Request for the token of an agent that Microsoft Entra refuses',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:287', 'cwe:1289', 'owasp-asi:03'],
  },
  *check(context) {
    for (const { root } of context.manifests.recognised('agent-token-request')) {
      for (const found of inForm(root, context.edits)) yield { ...texts, ...found };
    }
    for (const found of inCalls(context)) yield { ...texts, ...found };
  },
});

const texts = {
  confidence: 'high' as const,
  why: 'Each step of the agent flows takes one grant, one scope and one kind of credential. What is refused here is soon replaced by a client secret or an ordinary application, which no policy for agents reaches.',
  help: 'First step: `client_credentials` of the blueprint with `fmi_path` and the scope `api://AzureADTokenExchange/.default`, at the tenant of the agent. Then `client_credentials`, `jwt-bearer` or `user_fic` of the agent, with that token as the assertion.',
};

type Found = Pick<Report, 'at' | 'message' | 'fixes'>;

const firstScope = 'api://AzureADTokenExchange/.default';

const exchange = /^(?:api:\/\/AzureADTokenExchange(?:USGov|China)?|fb60f99c-7a34-4190-8149-302f77469936)\/\.default$/i;

/** A form of the token endpoint, written as an object. */
function* inForm(root: Tree, edits: SourceEdits): Generator<Found> {
  const grant = textAt(root, 'grant_type');
  const scope = textAt(root, 'scope');
  const isFirst = valueAt(root, 'fmi_path') !== undefined;
  if (grant?.value.endsWith(':token-exchange'))
    yield {
      at: placeOf(grant),
      message: 'Microsoft Entra has no such grant: it refuses token exchange by RFC 8693',
      // With `fmi_path` it can only be the first step.
      fixes: isFirst ? written(edits, placeOf(grant), grant.value, 'client_credentials') : [],
    };
  if (isFirst && scope && !scope.isTemplate && !exchange.test(scope.value))
    yield {
      at: placeOf(scope),
      message: `With \`fmi_path\` the blueprint asks for the token exchange, not for \`${scope.value}\``,
      fixes: written(edits, placeOf(scope), scope.value, firstScope),
    };
  const assertion = keyAt(root, 'client_assertion');
  if (assertion && !isOpen(root) && !valueAt(root, 'client_assertion_type'))
    yield { at: assertion, message: 'An assertion without `client_assertion_type` is no credential' };
  const second = grant?.value === 'user_fic' ? keyAt(root, 'user_id') : undefined;
  if (second && valueAt(root, 'username')) yield { at: second, message: 'The user is named twice: by name and by id' };
}

function keyAt(root: Tree, key: string): Place | undefined {
  return entryAt(root, key)?.at;
}

function isOpen(root: Tree): boolean {
  return root.kind !== 'map' || root.isOpen === true;
}

function written(edits: SourceEdits, at: Place, wrong: string, right: string): Fix[] {
  const found = edits.rewrite(at, (code) => (code.split(wrong).length === 2 ? code.replace(wrong, right) : code));
  return found ? [{ title: `Write \`${right}\``, safety: 'safe', edits: found }] : [];
}

function* inCalls({ calls, edits }: RuleContext): Generator<Found> {
  const apps = calls('entra-app');
  for (const call of calls('agent-token')) {
    if (!isSet(call.option('agent'))) continue;
    const scopes = call.option('scopes');
    const wrong =
      scopes.state === 'set'
        ? scopes.texts?.find((text) => !text.includes('\u0000') && !exchange.test(text))
        : undefined;
    if (wrong !== undefined)
      yield {
        at: scopes.at ?? call.at,
        message: `With \`fmiPath\` the blueprint asks for the token exchange, not for \`${wrong}\``,
        fixes: scopes.at ? written(edits, scopes.at, wrong, firstScope) : [],
      };
    const own = call.option('authority');
    const authority = own.at ? own : onlyApp(apps, call)?.option('authority');
    const shared = authority?.texts?.find((text) => /\/(?:common|organizations|consumers)\/?$/i.test(text));
    if (authority?.at && shared !== undefined && authority.texts?.length === 1)
      yield {
        at: authority.at,
        message: `\`${shared}\` names no tenant: an agent lives in one, and its token comes from there`,
      };
  }
  for (const call of calls('agent-user-token')) {
    const [name, id] = [call.option('username'), call.option('userObjectId')];
    if (name.state === 'set' && id.state === 'set' && id.at)
      yield { at: id.at, message: 'The user is named twice: by name and by id' };
  }
}

function isSet({ at, state }: ReturnType<ApiCall['option']>): boolean {
  return at !== undefined && state !== 'absent';
}

/** The application of the file, where there is only one. */
function onlyApp(apps: readonly ApiCall[], call: ApiCall): ApiCall | undefined {
  const near = apps.filter(({ at }) => at.file === call.at.file);
  return near.length === 1 ? near[0] : undefined;
}
