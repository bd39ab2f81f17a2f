import { type ApiCall, defineRule, type Edit, type RuleContext } from '../server/sdk.ts';

const why =
  'Prompts and results of tools hold what users wrote and what was read for them, and credentials by mistake; in a trace many may read it, for long.';
const help = 'Record lengths, names of tools and outcomes; record content only where it is redacted first.';

export const telemetryCapturesContent = defineRule({
  meta: {
    id: 'telemetry-captures-content',
    title: 'Prompts and answers in traces',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:532', 'cwe:359', 'owasp-asi:06', 'owasp-mcp:10', 'owasp-llm:02', 'norm:a2a-19'],
  },
  *check(context) {
    for (const call of context.calls('telemetry')) {
      const enabled = call.option('enabled');
      const isAsked = call.row.options['enabled'] === undefined || enabled.texts?.every((text) => text === 'true');
      const [option] = isAsked ? call.unsafe() : [];
      if (!option?.isCertain) continue;
      const edits = editsOf(call, context);
      yield {
        at: option.at ?? enabled.at ?? call.at,
        confidence: 'high',
        message: option.at
          ? 'What the model is told or answers is recorded'
          : 'What the model is told and answers is recorded: that is the default',
        why,
        help,
        fixes: edits ? [{ title: 'Record no content', safety: 'safe', edits }] : [],
      };
    }
    for (const { name, text, at } of context.settingsWritten()) {
      if (name !== 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT' || text !== 'true') continue;
      yield { at, confidence: 'high', message: 'What models are told and answer is recorded', why, help };
    }
  },
});

// One option at a time: two that are put at one place would come in each other's way.
function editsOf(call: ApiCall, { edits }: RuleContext): Edit[] | undefined {
  const [option] = call.unsafe();
  if (!option?.safe || !option.at) return undefined;
  return edits.replaceOption(call, option.name, option.safe);
}
