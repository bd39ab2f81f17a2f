import {
  defineRule,
  type Document,
  type Fix,
  isTrue,
  type Manifests,
  placeOf,
  type Report,
  scalarOf,
  type Variable,
  entryAt,
  valueAt,
} from '../server/sdk.ts';

export const telemetryCapturesContent = defineRule({
  meta: {
    id: 'telemetry-captures-content',
    title: 'Telemetry that keeps what people tell the agent',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['norm:a2a-19', 'cwe:532', 'cwe:359', 'owasp-asi:06', 'owasp-mcp:01', 'owasp-mcp:10', 'owasp-llm:02'],
  },
  *check({ manifests }) {
    const seen = new Set<string>();
    for (const { document, variables, isSample } of manifests.environments())
      for (const each of variables) yield* ofVariable(manifests, document, each, isSample, seen);
    for (const { document, env } of manifests.servers())
      for (const each of env) yield* ofVariable(manifests, document, each, false, seen);
    yield* ofSettings(manifests);
  },
});

const texts = {
  why: 'Prompts, files and answers stand in every store and dashboard to which the traces go, with the secrets and the names in them.',
  help: 'Switch it off, or take what is personal out before it is sent.',
};

const captures =
  /^(?:OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT|OTEL_LOG_USER_PROMPTS|OTEL_LOG_TOOL_DETAILS|TRACELOOP_TRACE_CONTENT|AZURE_TRACING_GEN_AI_CONTENT_RECORDING_ENABLED|GEMINI_TELEMETRY_LOG_PROMPTS)$/;

function* ofVariable(
  manifests: Manifests,
  document: Document,
  { name, value, from = 0, at, entry }: Variable,
  isSample: boolean,
  seen: Set<string>,
): Iterable<Report> {
  const key = `${document.file}|${String(value.start)}`;
  const text = (scalarOf(value) ?? '').slice(from).trim();
  if (seen.has(key) || !captures.test(name) || !/^(?:true|1|yes|on)$/i.test(text)) return;
  seen.add(key);
  const edits = manifests.edits.remove(document, entry ?? value);
  const fixes: Fix[] = edits ? [{ title: 'Take it out', safety: 'safe', edits }] : [];
  yield {
    at: entry ? { file: at.file, start: at.start, end: value.end } : placeOf(value),
    confidence: isSample ? 'medium' : 'high',
    message: `\`${name}\` writes what people tell the model into the traces`,
    ...texts,
    fixes,
  };
}

/** Gemini writes prompts unless it is told not to, once telemetry is on. */
function* ofSettings({ recognised, edits }: Manifests): Iterable<Report> {
  for (const { document, root } of recognised('agent-settings')) {
    const entry = entryAt(root, 'telemetry.logPrompts');
    if (!/(?:^|\/)\.gemini\/settings\.json$/.test(document.file) || !entry) continue;
    if (!isTrue(entry.value) || !isTrue(valueAt(root, 'telemetry.enabled'))) continue;
    const changed = edits.replace(document, entry.value, false);
    const fixes: Fix[] = changed ? [{ title: 'Switch it off', safety: 'safe', edits: changed }] : [];
    yield {
      at: { file: entry.at.file, start: entry.at.start, end: entry.value.end },
      confidence: 'high',
      message: '`logPrompts` writes what people tell the model into the traces',
      ...texts,
      fixes,
    };
  }
}
