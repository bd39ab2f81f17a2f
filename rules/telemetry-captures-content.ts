import {
  type ApiCall,
  defineRule,
  type Edit,
  entryAt,
  type Fix,
  isTrue,
  type Manifests,
  type Report,
  type RuleContext,
  valueAt,
} from '../server/sdk.ts';

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
    yield* inManifests(context.manifests);
  },
});

// One option at a time: two that are put at one place would come in each other's way.
function editsOf(call: ApiCall, { edits }: RuleContext): Edit[] | undefined {
  const [option] = call.unsafe();
  if (!option?.safe || !option.at) return undefined;
  return edits.replaceOption(call, option.name, option.safe);
}

const captures =
  /^(?:OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT|OTEL_LOG_USER_PROMPTS|OTEL_LOG_TOOL_DETAILS|TRACELOOP_TRACE_CONTENT|AZURE_TRACING_GEN_AI_CONTENT_RECORDING_ENABLED|GEMINI_TELEMETRY_LOG_PROMPTS)$/;

function* inManifests(manifests: Manifests): Iterable<Report> {
  for (const { document, name, text, at, tree, isSample } of manifests.givenVariables()) {
    if (!captures.test(name) || !/^(?:true|1|yes|on)$/i.test(text)) continue;
    const edits = manifests.edits.remove(document, tree);
    yield {
      at,
      confidence: isSample ? 'medium' : 'high',
      message: `\`${name}\` writes what people tell the model into the traces`,
      why,
      help,
      fixes: edits ? [{ title: 'Take it out', safety: 'safe', edits }] : [],
    };
  }
  yield* ofSettings(manifests);
}

/** Gemini writes prompts unless it is told not to, once telemetry is on. */
function* ofSettings({ recognised, edits }: Manifests): Iterable<Report> {
  for (const { document, root } of recognised('agent-settings')) {
    const isGemini = /(?:^|\/)\.gemini\/settings\.json$/.test(document.file);
    const isCodex = /(?:^|\/)\.codex\/config\.toml$/.test(document.file);
    const entry = isGemini
      ? entryAt(root, 'telemetry.logPrompts')
      : isCodex
        ? entryAt(root, 'otel.log_user_prompt')
        : undefined;
    if (!entry || !isTrue(entry.value)) continue;
    if (isGemini && !isTrue(valueAt(root, 'telemetry.enabled'))) continue;
    const changed = edits.replace(document, entry.value, false);
    const fixes: Fix[] = changed ? [{ title: 'Switch it off', safety: 'safe', edits: changed }] : [];
    yield {
      at: { file: entry.at.file, start: entry.at.start, end: entry.value.end },
      confidence: 'high',
      message: `\`${entry.key}\` writes what people tell the model into the traces`,
      why,
      help,
      fixes,
    };
  }
}
