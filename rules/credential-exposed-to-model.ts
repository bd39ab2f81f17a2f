import { defineRule, type Flow, innermost, type Place } from '../server/sdk.ts';

export const credentialExposedToModel = defineRule({
  meta: {
    id: 'credential-exposed-to-model',
    title: 'Credential handed to the model',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#security-considerations',
      'cwe:200',
      'cwe:201',
      'owasp-asi:03',
      'owasp-mcp:01',
      'owasp-mcp:10',
      'owasp-llm:02',
      'owasp-llm:07',
      'norm:features-20',
      'norm:features-5',
    ],
  },
  *check(context) {
    const kinds = ['inbound-token', 'secret', 'environment'] as const;
    for (const flow of kinds.flatMap((kind) => context.flows({ from: [kind], to: ['tool-result', 'model-context'] }))) {
      // Deep in an answer that nobody made for the model it may be cut out again.
      if (flow.isWhole && flow.fields.length > 2) continue;
      yield {
        at: placeOf(flow),
        path: flow.steps,
        related: flow.alsoFrom,
        confidence: isSure(flow) ? 'high' : 'medium',
        message: `The ${flow.source.note} is ${flow.sink.note}`,
        why: 'What a model has seen stands in its context, in the logs of the agent and with its provider, and any text that it reads can ask for it.',
        help: 'Keep credentials in the server: answer with ids, or with what was done.',
      };
    }
  },
});

// Where the value leaves the file that received it, and of an object the innermost part.
function placeOf({ handOver, sink, steps }: Flow): Place {
  const isLast = handOver.file === sink.file && handOver.start === sink.start;
  const { file, start, end } = isLast ? innermost(steps, sink) : handOver;
  return { file, start, end };
}

// A link that the program signs for a file opens that file alone; a long way is one that few calls take.
function isSure({ isAssumed, source, steps }: Flow): boolean {
  return !isAssumed && !source.note.endsWith('signed') && steps.length <= 10;
}
