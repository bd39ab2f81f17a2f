/** Statements of AWS policies that a program makes: `new PolicyStatement({ … })`, and principals that web identities become. */
import type { CallTree, Document, Tree } from '../../documents/document.ts';
import { itemsOf, textOf, valueAt, walk } from '../../documents/tree.ts';
import type { PolicyStatement } from './cloud.ts';
import { conditionsIn, hasUnknown, textsAt, textsOf, toCondition } from './policy-parts.ts';

const none = { texts: [], isOpen: false };

/** The maps of a program that make statements: those given to a class or function named so, and in lists of statements. */
export function constructsOf(document: Document): Set<Tree> {
  const found = new Set<Tree>();
  for (const root of document.roots) {
    for (const { tree, path } of walk(root)) {
      if (tree.kind === 'call' && /PolicyStatement$|^getPolicyDocument/.test(tree.name))
        for (const arg of tree.args) found.add(arg);
      // Either an item of a list, or the value itself.
      const key = path.at(-1) === '' ? path.at(-2) : path.at(-1);
      if (tree.kind === 'map' && (key === 'statements' || key === 'statement')) found.add(tree);
    }
  }
  return found;
}

/** A statement as an object with `actions` and `resources`; what is not said allows. */
export function fromConstruct(document: Document, root: Tree, isLimit: boolean): PolicyStatement {
  const conditions = valueAt(root, 'conditions');
  const isList = conditions?.kind === 'list';
  const isOpen = root.kind === 'map' && root.isOpen === true;
  const blocks = itemsOf(conditions);
  const actions = textsAt(root, 'actions');
  return {
    document,
    root,
    effect: effectOf(valueAt(root, 'effect')),
    actions,
    notActions: textsAt(root, 'notActions'),
    resources: textsAt(root, 'resources'),
    principals: [],
    hasPrincipal: ['principals', 'notPrincipals'].some((key) => valueAt(root, key) !== undefined),
    conditions: isList ? blocks.flatMap((block) => toCondition(block)) : conditionsIn(conditions),
    hasUnknownConditions:
      isOpen || (isList ? blocks.some((block) => toCondition(block).length === 0) : hasUnknown(conditions)),
    isLimit,
  };
}

/** `iam.Effect.ALLOW` or a text. */
function effectOf(effect: Tree | undefined): PolicyStatement['effect'] {
  if (effect === undefined) return 'Allow';
  const said = effect.kind === 'expression' ? effect.source : (textOf(effect) ?? '');
  return /(?:^|\.)allow$/i.test(said) ? 'Allow' : /(?:^|\.)deny$/i.test(said) ? 'Deny' : 'unknown';
}

/** The trust that `new OpenIdConnectPrincipal(provider, conditions)` and the like stand for. */
export function trustedPrincipals(document: Document): PolicyStatement[] {
  const calls = [...new Set(document.roots.flatMap((root) => [...walk(root)].map(({ tree }) => tree)))].filter(
    (tree): tree is CallTree => tree.kind === 'call',
  );
  const added = new Map(calls.flatMap((call) => furtherConditions(call)));
  return calls.flatMap((call) => {
    const federated = call.args[0];
    const callee = call.callee ?? call;
    if (!federated || !isWebIdentity(call)) return [];
    const all = [call.args[1], added.get(call)].filter((tree) => tree !== undefined);
    const action = {
      ...callee,
      kind: 'text',
      value: 'sts:AssumeRoleWithWebIdentity',
      inner: callee,
      style: 'single',
    } as const;
    return [
      {
        document,
        root: call,
        effect: 'Allow',
        actions: { texts: [action], isOpen: false },
        notActions: none,
        resources: none,
        principals: [{ type: 'Federated', values: textsOf(federated) }],
        hasPrincipal: true,
        conditions: all.flatMap(conditionsIn),
        hasUnknownConditions: all.some(hasUnknown),
        isLimit: false,
      },
    ];
  });
}

function isWebIdentity({ name, args }: CallTree): boolean {
  if (name === 'FederatedPrincipal') return textOf(args[2]) === 'sts:AssumeRoleWithWebIdentity';
  return name === 'WebIdentityPrincipal' || name === 'OpenIdConnectPrincipal';
}

/** `principal.withConditions(…)`, `new PrincipalWithConditions(principal, …)`. */
function furtherConditions({ name, on, args }: CallTree): [Tree, Tree][] {
  const [first, second] = args;
  if (name === 'withConditions' && on && first) return [[on, first]];
  return name === 'PrincipalWithConditions' && first && second ? [[first, second]] : [];
}
