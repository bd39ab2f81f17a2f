import {
  allowedIds,
  defineRule,
  type Document,
  type Edit,
  type Fix,
  itemsOf,
  type ListTree,
  type Manifests,
  type Place,
  placeOf,
  type PolicyStatement,
  type Report,
  scopeCatalog,
  type Severity,
  type TextTree,
  type Tree,
  valueAt,
  walk,
} from '../server/sdk.ts';

export const awsWildcardAction = defineRule({
  meta: {
    id: 'aws-wildcard-action',
    title: 'Policy that allows more than its actions',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:269', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check({ manifests, config }) {
    const allowed = allowedIds(config);
    for (const statement of manifests.cloud.statements()) {
      if (!givesToItself(statement)) continue;
      const isGuarded = statement.conditions.length > 0 || statement.hasUnknownConditions;
      for (const found of [...wide(statement, allowed, manifests), ...passes(statement, allowed, manifests)])
        yield { ...texts, ...found, confidence: isGuarded ? 'medium' : found.confidence };
    }
    for (const { document, entry, shown, at, isConditional } of manifests.cloud.attachments()) {
      if (entry.tier < 4 || allowed.has(entry.id) || allowed.has(entry.name) || allowed.has(shown)) continue;
      const isForAll = entry.sourceLevel === 'all';
      yield {
        ...texts,
        at,
        // Full access to one service is much for an agent, and common for a machine.
        confidence: !isForAll ? 'low' : isConditional ? 'medium' : 'high',
        severity: entry.tier === 5 && entry.verified !== false ? 'error' : 'warning',
        message: `\`${shown}\` is attached, which allows ${entry.why}`,
        help: 'Attach a policy of your own that names the actions the agent calls and the resources on which it calls them.',
        fixes: detached(manifests, document, at, shown),
      };
    }
  },
});

const texts = {
  why: 'The policy is what limits the agent when a prompt, a tool result or a stolen credential steers it; this one lets it do what nobody had in mind, and often give itself the rest.',
  help: 'Name the actions that the agent calls and the resources on which it calls them.',
};

type Found = Pick<Report, 'at' | 'confidence' | 'message' | 'fixes'> & { severity?: Severity };

/** A policy of a resource says whom it is for, and a boundary gives nothing. */
function givesToItself({ effect, hasPrincipal, isLimit }: PolicyStatement): boolean {
  return effect === 'Allow' && !hasPrincipal && !isLimit;
}

function isEverything({ resources }: PolicyStatement): boolean {
  return resources.texts.some(({ value }) => value === '*');
}

/** Everything, or all that the action can be about: `arn:aws:s3:::*` for S3, `arn:aws:iam::*:role/*` where roles are passed. */
function coversAll(statement: PolicyStatement, { value: action }: TextTree): boolean {
  if (isEverything(statement)) return true;
  const [service = ''] = action.toLowerCase().split(':');
  const kinds = action.endsWith('*') ? '' : service === 'iam' ? '|(?:role|user|group|policy)/\\*' : undefined;
  if (kinds === undefined || !/^[a-z\d-]+$/.test(service)) return false;
  const all = new RegExp(`^arn:[\\w*-]*:${service}:[\\w*-]*:[\\w*-]*:(?:\\*(?:/\\*)?${kinds})$`);
  // What is filled in names a partition, a region or an account.
  return statement.resources.texts.some(({ value }) => all.test(value.replace(/\$\{[^}]*\}/g, 'x')));
}

function* wide(statement: PolicyStatement, allowed: ReadonlySet<string>, manifests: Manifests): Generator<Found> {
  const [excluded] = statement.notActions.texts;
  if (excluded && isEverything(statement))
    yield {
      at: placeOf(excluded),
      confidence: 'high',
      message: 'Everything but these actions is allowed, on every resource, what AWS adds tomorrow included',
    };
  for (const action of statement.actions.texts) {
    const entry = entryOf(action);
    if (!entry || !action.value.includes('*') || entry.tier < 4 || allowed.has(entry.id) || allowed.has(entry.name))
      continue;
    if (!coversAll(statement, action)) continue;
    const isAll = /^\*(?::\*)?$/.test(action.value);
    yield {
      at: placeOf(action),
      confidence: 'high',
      severity: entry.tier === 5 && entry.verified !== false ? 'error' : 'warning',
      message: isAll
        ? 'Every action is allowed on every resource'
        : `\`${action.value}\` allows every action of the service on every resource: ${entry.why}`,
      fixes: namedAlone(manifests, statement, action),
    };
  }
}

/** Whoever passes any role to a machine, or makes keys for anyone, has all that those have. */
function* passes(statement: PolicyStatement, allowed: ReadonlySet<string>, manifests: Manifests): Generator<Found> {
  for (const action of statement.actions.texts) {
    if (!coversAll(statement, action)) continue;
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
      fixes: isPass ? passedTo(manifests, statement, action) : [],
    };
  }
}

function entryOf({ value }: TextTree) {
  return scopeCatalog()
    .lookup(value, 'aws-iam')
    .find((entry) => entry.provider === 'aws-iam');
}

function fix(title: string, edits: Edit[] | undefined): Fix[] {
  return edits ? [{ title, safety: 'suggestion', edits }] : [];
}

/** The star goes where the same list names what is called; which actions a star stands for nobody can say. */
function namedAlone({ edits }: Manifests, { document, actions }: PolicyStatement, star: TextTree): Fix[] {
  const [service] = star.value.split(':');
  const isNamed = actions.texts.some(
    ({ value }) => !value.includes('*') && (service === '*' || value.startsWith(`${service}:`)),
  );
  return isNamed ? fix('Allow what is named alone', edits.remove(document, star)) : [];
}

/** Roles may be passed to the services that the roles of the same document trust. */
function passedTo({ cloud, edits }: Manifests, statement: PolicyStatement, action: TextTree): Fix[] {
  const { document, root, actions, conditions } = statement;
  if (root.kind !== 'map' || !valueAt(root, 'Action') || conditions.length > 0) return [];
  const trusted = cloud
    .statements()
    .filter((other) => other.document === document && other.effect === 'Allow')
    .flatMap(({ principals }) => principals.filter(({ type }) => type === 'Service'))
    .flatMap(({ values }) => values.texts.map(({ value }) => value));
  const services = [...new Set(trusted)]
    .filter((name) => /^[\w-]+(?:\.[\w-]+)*\.amazonaws\.com$/.test(name))
    .toSorted();
  const [first, ...others] = services;
  if (first === undefined) return [];
  const title = `Let roles be passed to ${services.join(', ')} alone`;
  const condition = { StringEquals: { 'iam:PassedToService': others.length > 0 ? services : first } };
  if (actions.texts.length === 1 && !actions.isOpen)
    return fix(title, edits.set(document, root, 'Condition', condition));
  if (!isEverything(statement)) return [];
  const list = listOf(document, root);
  const apart = { Effect: 'Allow', Action: action.value, Resource: '*', Condition: condition };
  const gone = edits.remove(document, action);
  const added = list && edits.append(document, list, apart);
  return fix(title, gone && added && [...gone, ...added]);
}

/** What else the role has is left to it. */
function detached({ edits }: Manifests, document: Document, at: Place, shown: string): Fix[] {
  const around = document.roots
    .flatMap((root) => [...walk(root)].map(({ tree }) => tree))
    .filter(({ start, end }) => start <= at.start && at.end <= end);
  const list = around.findLast((tree): tree is ListTree => tree.kind === 'list');
  const item = itemsOf(list).find((tree) => around.includes(tree));
  const role = around.findLast((tree) => tree.kind === 'map' && tree.entries.some(({ value }) => value === list));
  const others = itemsOf(list).length - 1 + itemsOf(valueAt(role, 'Policies')).filter((tree) => tree !== item).length;
  return item && role && others > 0 ? fix(`Take \`${shown}\` away`, edits.remove(document, item)) : [];
}

function listOf(document: Document, item: Tree): ListTree | undefined {
  return document.roots
    .flatMap((root) => [...walk(root)].map(({ tree }) => tree))
    .find((tree): tree is ListTree => tree.kind === 'list' && tree.items.includes(item));
}
