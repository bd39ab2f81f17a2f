import {
  defineRule,
  type Fix,
  type Manifests,
  type Place,
  placeOf,
  type PolicyCondition,
  type PolicyStatement,
  type Report,
  type TextTree,
  valueAt,
} from '../server/sdk.ts';

export const awsWebIdentityTrustUnbound = defineRule({
  meta: {
    id: 'aws-web-identity-trust-unbound',
    title: 'Role that anybody of an identity provider can take',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:284', 'cwe:290', 'cwe:863', 'owasp-asi:03'],
  },
  *check({ manifests }) {
    for (const statement of manifests.cloud.statements()) {
      const anybody = everybody(statement);
      if (anybody) yield anybody;
      const action = statement.actions.texts.find(
        ({ value }) => value.toLowerCase() === 'sts:assumerolewithwebidentity',
      );
      if (!action || statement.effect !== 'Allow' || !trustsProvider(statement)) continue;
      const found = judge(statement, action, manifests);
      if (found) yield { ...texts, ...found };
    }
  },
});

const texts = {
  why: 'A provider such as GitHub or a tenant of Entra gives tokens to everyone who has an account there. Only the subject tells them apart; the audience does not, because whoever asks for a token chooses it.',
  help: 'Ask with StringEquals for the exact subject of the one workload, and for the audience.',
};

/** A role that any account of AWS may take: nothing but its name keeps others out. */
function everybody({
  effect,
  actions,
  principals,
  conditions,
  hasUnknownConditions,
}: PolicyStatement): Report | undefined {
  if (effect !== 'Allow' || conditions.length > 0 || hasUnknownConditions) return undefined;
  if (!actions.texts.some(({ value }) => /^sts:(?:assumerole|\*)$/i.test(value))) return undefined;
  const star = principals
    .filter(({ type }) => type === 'AWS' || type === '*')
    .flatMap(({ values }) => values.texts)
    .find(({ value }) => value === '*');
  return star
    ? {
        at: placeOf(star),
        confidence: 'high',
        message: '`*` lets every account of AWS take the role',
        why: 'Whoever knows the name of the role has its rights. Names of accounts and roles are no secret.',
        help: 'Name the account or the role that may take it, or ask for the organization with `aws:PrincipalOrgID`.',
      }
    : undefined;
}

type Found = Pick<Report, 'at' | 'confidence' | 'message'> & Partial<Report>;

// These hand out tokens to users, whom other keys of theirs tell apart.
const consumer = /^(?:cognito-identity\.amazonaws\.com|accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com)$/;

function trustsProvider({ principals }: PolicyStatement): boolean {
  const federated = principals.filter(({ type }) => type === 'Federated');
  return federated.some(({ values }) => values.isOpen || values.texts.some(({ value }) => !consumer.test(value)));
}

function judge(statement: PolicyStatement, action: TextTree, manifests: Manifests): Found | undefined {
  const { conditions, hasUnknownConditions } = statement;
  const bound = conditions.filter(({ key }) => !/:(?:aud|iss|amr)$/i.test(key) && isClaim(key));
  const wide = bound.flatMap(widest)[0];
  // Other conditions may narrow what one of them leaves open.
  if (bound.length > 0 && bound.every((condition) => widest(condition).length > 0)) return wide;
  const absent = bound.find(({ operator }) => passesWithoutClaim(operator));
  if (absent && bound.every(({ operator }) => passesWithoutClaim(operator)))
    return {
      at: absent.operatorText ?? absent.at,
      confidence: 'high',
      message: `\`${absent.operator}\` also holds for a token without the claim, so \`${claimOf(absent.key)}\` is not asked for`,
      fixes: strict(manifests, statement, absent),
    };
  if (bound.length > 0 || hasUnknownConditions) return undefined;
  const audience = conditions.some(({ key }) => /:aud$/i.test(key));
  return {
    at: placeOf(action),
    confidence: 'high',
    message: audience
      ? 'Whoever gets a token with this audience from the provider takes the role: nothing asks for the subject'
      : 'Whoever gets a token from the provider takes the role: nothing asks for audience and subject',
    fixes: bind(manifests, statement),
  };
}

/** A key of the token: `token.actions.githubusercontent.com:sub`, not `aws:SourceIp`. */
function isClaim(key: string): boolean {
  return /:[\w.-]+$/.test(key) && !/^(?:aws|sts|iam):/i.test(key);
}

function claimOf(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}

function passesWithoutClaim(operator: string): boolean {
  return /^ForAllValues:/i.test(operator) || /IfExists$/i.test(operator);
}

/** What a pattern of subjects lets in beyond one repository, project or namespace. */
function widest(condition: PolicyCondition): Found[] {
  const { key, operator, values } = condition;
  if (!/Like(?:IfExists)?$/i.test(operator) || /Not/i.test(operator)) return [];
  return values.texts.flatMap((text): Found[] => {
    const at: Place = placeOf(text);
    const who = reach(text.value, claimOf(key));
    if (who !== undefined) return [{ at, confidence: 'high', message: `\`${text.value}\` lets ${who} take the role` }];
    // Common, and as it is shown: still a pull request that nobody has looked at is among them.
    return /^repo:[^*?]+:(?:\*|pull_request)$/.test(text.value) && claimOf(key).toLowerCase() === 'sub'
      ? [
          {
            at,
            confidence: 'medium',
            severity: 'warning',
            message: `\`${text.value.replaceAll('${}', '…')}\` lets pull requests of the repository take the role`,
          },
        ]
      : [];
  });
}

function reach(value: string, claim: string): string | undefined {
  if (/^\*+$/.test(value)) return 'everyone of the provider';
  if (claim.toLowerCase() !== 'sub') return undefined;
  if (value.startsWith('repo:')) {
    // What is filled in may be an owner, or an owner with a repository; behind `@` stands the number of whom the name before it says.
    const [, whole = ''] = /^repo:([^:]*)/.exec(value.replace(/\$\{[^{}]*\}/g, '$').replace(/@\*/g, '')) ?? [];
    const [owner = '', repository] = whole.split('/');
    if (owner.includes('*')) return 'every repository of GitHub';
    if (repository === undefined) return owner.includes('$') ? undefined : 'every repository of the owner';
    return repository.startsWith('*') ? 'every repository of the owner' : undefined;
  }
  const [, project] = /^project_path:([^:]*)/.exec(value) ?? [];
  if (project !== undefined) return project.startsWith('*') ? 'every project of GitLab' : undefined;
  if (value.startsWith('organization:*')) return 'every organization of the provider';
  if (value.startsWith('system:serviceaccount:*')) return 'every service account of the cluster';
  return undefined;
}

/** `StringEquals` in place of `ForAllValues:StringEquals`. */
function strict(
  manifests: Manifests,
  { document }: PolicyStatement,
  { operator, operatorText }: PolicyCondition,
): Fix[] {
  const written = operator.replace(/^ForAllValues:/i, '').replace(/IfExists$/i, '');
  const edits = operatorText && manifests.edits.replaceText(document, operatorText, written);
  return edits ? [{ title: `Ask with ${written}, which a token without the claim fails`, safety: 'safe', edits }] : [];
}

// The issuer stands in the name of the provider; which subject it is nobody can see, and until it is written nobody gets in.
function bind({ edits }: Manifests, { document, root, principals }: PolicyStatement): Fix[] {
  const [federated, ...more] = principals.flatMap(({ values }) => values.texts);
  const [, issuer] = /:oidc-provider\/([\w./-]+)$/.exec(federated?.value ?? '') ?? [];
  if (issuer === undefined || more.length > 0 || root.kind !== 'map' || !valueAt(root, 'Action')) return [];
  const asked = valueAt(root, 'Condition.StringEquals');
  const subject = { [`${issuer}:sub`]: '' };
  const found =
    asked?.kind === 'map'
      ? edits.set(document, asked, `${issuer}:sub`, '')
      : valueAt(root, 'Condition')
        ? undefined
        : edits.set(document, root, 'Condition', { StringEquals: subject });
  return found
    ? [{ title: 'Ask for one subject, which is still to be named', safety: 'suggestion', edits: found, isStub: true }]
    : [];
}
