import {
  defineRule,
  type Fix,
  isTrue,
  type Manifests,
  placeOf,
  type Recognised,
  textAt,
  valueAt,
  walk,
} from '../server/sdk.ts';

export const m365WriteWithoutConfirmation = defineRule({
  meta: {
    id: 'm365-write-without-confirmation',
    title: 'Function that changes something without asking',
    pillar: 'monitoring',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:862', 'cwe:1357', 'owasp-asi:02', 'owasp-asi:09', 'owasp-llm:06'],
  },
  *check({ manifests }) {
    for (const { document, name, effect, confirmation } of manifests.plugins()) {
      if (!confirmation || effect === 'reads' || effect === 'reads-private') continue;
      const confidence = effect === 'writes' ? ('high' as const) : ('medium' as const);
      const does = effect === 'writes' ? 'changes something' : 'may change something';
      const type = textAt(confirmation.value, 'type');
      const quiet = valueAt(confirmation.value, 'isNonConsequential');
      if (type?.value === 'None') {
        const fixes = fix('Ask with a card', manifests.edits.replace(document, type, 'AdaptiveCard'));
        yield { at: placeOf(type), confidence, message: `\`${name}\` ${does}, and nobody is asked`, ...texts, fixes };
      } else if (quiet && isTrue(quiet)) {
        const fixes = fix('Ask each time', manifests.edits.replace(document, quiet, false));
        const message = `\`${name}\` ${does}, and people may let it run without being asked again`;
        yield { at: placeOf(quiet), confidence, message, ...texts, fixes };
      }
    }
    for (const description of manifests.recognised('openapi')) yield* inOpenApi(description, manifests);
  },
});

const texts = {
  why: 'The model decides when a function runs, and a text that it reads can decide for it. The question to the user is the last place where somebody sees it.',
  help: 'Let the user confirm: `"confirmation": { "type": "AdaptiveCard" }`.',
};

function* inOpenApi({ document, root }: Recognised, manifests: Manifests) {
  const paths = valueAt(root, 'paths');
  if (!paths) return;
  for (const { tree, entry, path } of walk(paths)) {
    if (entry?.key !== 'x-openai-isConsequential' || tree.kind !== 'boolean' || tree.value) continue;
    const method = path.at(-2)?.toLowerCase() ?? '';
    if (!/^(?:put|post|patch|delete)$/.test(method)) continue;
    yield {
      at: placeOf(tree),
      // Searches are often posted.
      confidence: method === 'post' ? ('medium' as const) : ('high' as const),
      message: `The operation is a ${method.toUpperCase()}, and nobody is asked`,
      ...texts,
      help: 'Leave `x-openai-isConsequential` out, or set it to true.',
      fixes: fix('Ask before it runs', manifests.edits.replace(document, tree, true)),
    };
  }
}

function fix(title: string, edits: Fix['edits'] | undefined): Fix[] {
  return edits ? [{ title, safety: 'safe', edits }] : [];
}
