import {
  type Container,
  defineRule,
  type Environment,
  type Place,
  placeOf,
  type Recognised,
  scalarOf,
  textAt,
  type Tree,
  type Variable,
  walk,
} from '../server/sdk.ts';

export const sharedAgentIdentity = defineRule({
  meta: {
    id: 'shared-agent-identity',
    title: 'One identity for several agents',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['cwe:250', 'cwe:1220', 'cwe:778', 'owasp-asi:03', 'owasp-mcp:02'],
  },
  *check({ manifests }) {
    const uses = [
      ...manifests.containers().flatMap((container) => ofContainer(container, manifests.environments())),
      ...manifests.recognised('kubernetes').flatMap(ofPod),
    ];
    for (const [index, use] of uses.entries()) {
      const first = uses.find((other) => other.key === use.key && other.agent !== use.agent);
      // Told once, where the second agent takes what the first one has.
      if (
        !first ||
        uses.indexOf(first) > index ||
        uses.findIndex((other) => other.key === use.key && other.agent === use.agent) < index
      )
        continue;
      yield {
        at: use.at,
        confidence: 'medium',
        message: `\`${use.agent}\` acts as the same identity as \`${first.agent}\``,
        why: 'Each of the agents has all rights of both, and the logs of the cloud show one principal: nobody can say which agent did it, or take the rights of one away.',
        help: 'Give each agent an identity of its own: an agent identity, a user-assigned managed identity, a service account. Copies of one agent may share theirs.',
        related: [{ ...first.at, note: `here \`${first.agent}\` has it` }],
      };
    }
  },
});

interface Use {
  key: string;
  /** The image where it is known, since copies of one agent have the same. */
  agent: string;
  at: Place;
}

const naming =
  /^(?:AZURE_CLIENT_ID|AWS_ROLE_ARN|AGENT_(?:APP_)?(?:IDENTITY_)?(?:CLIENT_|APP_)?ID|AzureAd__ClientCredentials__\d+__ManagedIdentityClientId|connections__.+__settings__(?:federatedClientId|clientId))$/i;

function ofContainer({ name, document, isAgent, image, at }: Container, environments: readonly Environment[]): Use[] {
  if (!isAgent) return [];
  const own = environments.find(
    (each) => each.document === document && each.holder !== undefined && holds(each.holder, image ?? at),
  );
  if (!own || own.isSample) return [];
  const agent = image?.value.replace(/:[^/]*$/, '') ?? name;
  return own.variables.flatMap((variable) => {
    const value = valueOf(variable);
    const isNamed = naming.test(variable.name) && value !== undefined && value !== '';
    const place = variable.entry ? variable.at : placeOf(variable.value);
    return isNamed ? [{ key: `${document.file}|${variable.name.toLowerCase()}|${value}`, agent, at: place }] : [];
  });
}

function holds(holder: Tree, inner: { start: number; end: number }): boolean {
  return holder.start <= inner.start && inner.end <= holder.end;
}

function valueOf({ value, from = 0 }: Variable): string | undefined {
  return scalarOf(value)?.slice(from).trim();
}

/** Deployments that name a service account of their namespace. */
function ofPod({ document, root }: Recognised): Use[] {
  const name = textAt(root, 'metadata.name')?.value ?? '';
  if (!/(?:^|[-_.])agents?(?:[-_.]|$)/i.test(name)) return [];
  const namespace = textAt(root, 'metadata.namespace')?.value ?? '';
  return [...walk(root)].flatMap(({ tree, entry }) => {
    if (entry?.key !== 'serviceAccountName' || tree.kind !== 'text' || /[{}$]/.test(tree.value)) return [];
    const folder = document.file.slice(0, document.file.lastIndexOf('/') + 1);
    return [{ key: `${folder}|${namespace}|${tree.value}`, agent: name, at: placeOf(tree) }];
  });
}
