import { defineRule, type Effect, type Fix, type Option, type RuleContext } from '../server/sdk.ts';

const does: Record<Effect['kind'], string> = {
  deletes: 'deletes something',
  pays: 'moves money',
  sends: 'sends messages',
  runs: 'runs programs',
};

export const toolAnnotationMisuse = defineRule({
  meta: {
    id: 'tool-annotation-misuse',
    title: 'Tool that says it is harmless and is not',
    pillar: 'monitoring',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#user-interaction-model',
      'cwe:807',
      'cwe:1059',
      'owasp-asi:02',
      'owasp-asi:09',
      'owasp-mcp:03',
    ],
  },
  *check(context) {
    for (const { tool, effects } of context.toolEffects()) {
      const [effect] = effects;
      if (!effect) continue;
      for (const [name, value] of [
        ['readOnlyHint', 'true'],
        ['destructiveHint', 'false'],
      ] as const) {
        const hint = tool.hint(name);
        if (!isAlways(hint, value) || (name === 'destructiveHint' && effect.kind === 'sends')) continue;
        yield {
          at: hint.at ?? tool.at,
          related: [{ ...effect.at, note: `this ${does[effect.kind]}` }],
          confidence: effect.kind === 'deletes' || effect.kind === 'pays' ? 'high' : 'medium',
          message: `\`${name}: ${value}\` is said of a tool that ${does[effect.kind]}`,
          why: 'Clients run tools without asking a person when their annotations say that they are harmless.',
          help: 'Say what the tool does, so that a person is asked before it does it.',
          fixes: fixesOf(hint, value, context),
        };
      }
    }
  },
});

function isAlways({ state, texts = [] }: Option, value: string): boolean {
  return state === 'set' && texts.length > 0 && texts.every((text) => text === value);
}

function fixesOf({ at }: Option, value: string, { edits }: RuleContext): Fix[] {
  const code = value === 'true' ? 'false' : 'true';
  const found = at && edits.textOf(at) === value ? edits.putInPlace(at, code) : undefined;
  return found ? [{ title: `Write \`${code}\``, safety: 'safe', edits: found }] : [];
}
