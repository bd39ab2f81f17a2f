import {
  defineRule,
  type Place,
  placeOf,
  type PolicyStatement,
  type Report,
  scopeCatalog,
  type Severity,
  type TextTree,
} from '../server/sdk.ts';

export const awsWildcardAction = defineRule({
  meta: {
    id: 'aws-wildcard-action',
    title: 'Policy that allows more than its actions',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:250', 'cwe:269', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check({ manifests, config }) {
    const allowed = new Set((config.allow ?? []).map(({ id }) => id));
    for (const statement of manifests.cloud.statements()) {
      if (!givesToItself(statement)) continue;
      const isGuarded = statement.conditions.length > 0 || statement.hasUnknownConditions;
      for (const found of [...wide(statement, allowed), ...passes(statement, allowed)])
        yield { ...texts, ...found, confidence: isGuarded ? 'medium' : found.confidence };
    }
    for (const { entry, shown, at } of manifests.cloud.attachments()) {
      if (entry.tier < 4 || allowed.has(entry.id) || allowed.has(entry.name) || allowed.has(shown)) continue;
      const isForAll = entry.sourceLevel === 'all';
      yield {
        ...texts,
        at,
        // Full access to one service is much for an agent, and common for a machine.
        confidence: isForAll ? 'high' : 'low',
        severity: entry.tier === 5 && entry.verified !== false ? 'error' : 'warning',
        message: `\`${shown}\` is attached, which allows ${entry.why}`,
        help: 'Attach a policy of your own that names the actions the agent calls and the resources on which it calls them.',
      };
    }
  },
});

const texts = {
  why: 'The policy is what limits the agent when a prompt, a tool result or a stolen credential steers it; this one lets it do what nobody had in mind, and often give itself the rest.',
  help: 'Name the actions that the agent calls and the resources on which it calls them.',
};

type Found = Pick<Report, 'at' | 'confidence' | 'message'> & { severity?: Severity };

/** A policy of a resource says whom it is for, and a boundary gives nothing. */
function givesToItself({ effect, hasPrincipal, isLimit }: PolicyStatement): boolean {
  return effect === 'Allow' && !hasPrincipal && !isLimit;
}

function isEverything({ resources }: PolicyStatement): boolean {
  return resources.texts.some(({ value }) => value === '*');
}

function* wide(statement: PolicyStatement, allowed: ReadonlySet<string>): Generator<Found> {
  if (!isEverything(statement)) return;
  const [excluded] = statement.notActions.texts;
  if (excluded)
    yield {
      at: placeOf(excluded),
      confidence: 'high',
      message: 'Everything but these actions is allowed, on every resource, what AWS adds tomorrow included',
    };
  for (const action of statement.actions.texts) {
    const entry = entryOf(action);
    if (!entry || !action.value.includes('*') || entry.tier < 4 || allowed.has(entry.id) || allowed.has(entry.name))
      continue;
    const isAll = /^\*(?::\*)?$/.test(action.value);
    yield {
      at: placeOf(action),
      confidence: 'high',
      severity: entry.tier === 5 && entry.verified !== false ? 'error' : 'warning',
      message: isAll
        ? 'Every action is allowed on every resource'
        : `\`${action.value}\` allows every action of the service on every resource: ${entry.why}`,
    };
  }
}

/** Whoever passes any role to a machine, or makes keys for anyone, has all that those have. */
function* passes(statement: PolicyStatement, allowed: ReadonlySet<string>): Generator<Found> {
  if (!isEverything(statement)) return;
  for (const action of statement.actions.texts) {
    const entry = entryOf(action);
    const isEscalation = entry?.effects.includes('escalate') === true && !entry.effects.includes('conceal');
    if (!entry || !isEscalation || entry.name.includes('*') || allowed.has(entry.id) || allowed.has(entry.name))
      continue;
    const isPass = entry.name === 'iam:PassRole';
    if (isPass && statement.conditions.some(({ key }) => key.toLowerCase() === 'iam:passedtoservice')) continue;
    const at: Place = placeOf(action);
    const severity = entry.name.startsWith('iam:') ? 'error' : 'warning';
    yield {
      at,
      confidence: 'high',
      severity,
      message: `\`${action.value}\` is allowed on every resource: ${entry.why}`,
    };
  }
}

function entryOf({ value }: TextTree) {
  return scopeCatalog()
    .lookup(value, 'aws-iam')
    .find((entry) => entry.provider === 'aws-iam');
}
