/** The trust policy that the public modules for roles of AWS make of their inputs. */
import type { Document, TextTree, Tree } from '../../documents/document.ts';
import { entriesOf, itemsOf, oneOrMore, textOf, valueAt } from '../../documents/tree.ts';
import type { PolicyCondition, PolicyStatement } from './cloud.ts';

const roleModule = /(?:^|\/)(?:iam-role|iam-assumable-role-with-oidc|iam-oidc-role|iam-role-oidc)(?:[?/]|$)/;
const providers = ['oidc_provider_urls', 'provider_urls', 'provider_url', 'oidc_provider_url'];
const exact = ['oidc_subjects', 'oidc_fully_qualified_subjects', 'provider_trust_policy_subjects'];
const patterns = ['oidc_wildcard_subjects', 'oidc_subjects_with_wildcards'];
const audiences = ['oidc_audiences', 'oidc_fully_qualified_audiences'];

/** The statement by which a provider may take the role; none for a module that makes something else. */
export function moduleTrust(document: Document, module: Tree): PolicyStatement[] {
  if (module.kind !== 'map' || !roleModule.test(textOf(valueAt(module, 'source')) ?? '')) return [];
  const urls = providers.flatMap((key) => textsAt(module, key));
  const [url] = urls;
  if (!url) return [];
  const host = url.value.replace(/^https:\/\//, '');
  const condition = (key: string, operator: string, claim: string): PolicyCondition[] =>
    entriesOf(module).flatMap(({ key: own, at, value }) => {
      const isEmpty = value.kind === 'null' || (value.kind === 'list' && itemsOf(value).length === 0);
      const texts = oneOrMore(value).filter((item): item is TextTree => item.kind === 'text');
      const values = { texts, isOpen: texts.length < oneOrMore(value).length };
      return own === key && !isEmpty ? [{ operator, key: `${host}:${claim}`, at, values }] : [];
    });
  const none = { texts: [], isOpen: false };
  return [
    {
      document,
      root: module,
      effect: 'Allow',
      // The module writes the action; the provider is what stands here for it.
      actions: { texts: [{ ...url, value: 'sts:AssumeRoleWithWebIdentity' }], isOpen: false },
      notActions: none,
      resources: none,
      principals: [{ type: 'Federated', values: { texts: urls, isOpen: false } }],
      hasPrincipal: true,
      conditions: [
        ...exact.flatMap((key) => condition(key, 'StringEquals', 'sub')),
        ...patterns.flatMap((key) => condition(key, 'StringLike', 'sub')),
        ...audiences.flatMap((key) => condition(key, 'StringEquals', 'aud')),
      ],
      hasUnknownConditions: entriesOf(module).some(({ key }) =>
        /condition|trust_polic|assume_role_policy|for_each/.test(key),
      ),
      isLimit: false,
    },
  ];
}

function textsAt(tree: Tree, key: string): TextTree[] {
  return oneOrMore(valueAt(tree, key)).filter((item): item is TextTree => item.kind === 'text');
}
