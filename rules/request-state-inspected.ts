import { defineRule } from '../server/sdk.ts';

export const requestStateInspected = defineRule({
  meta: {
    id: 'request-state-inspected',
    title: 'State of a server that its client looks into',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:transports-15',
      'mcp:2026-07-28/basic/patterns/mrtr#client-requirements',
      'cwe:345',
      'cwe:501',
      'owasp-asi:07',
      'owasp-mcp:06',
    ],
  },
  *check({ flows, isTest }) {
    const seen = new Set<string>();
    // What is decoded is read as JSON next: the first look of each state is told.
    const looks = flows({ from: ['opaque-state'], to: ['inspection'] });
    for (const flow of looks.toSorted((a, b) => a.steps.length - b.steps.length)) {
      // A whole message that is written down and read again carries the state along, and is not looked into for it.
      if (flow.isPart || flow.isWhole || flow.fields.length > 0 || isTest(flow.sink.file)) continue;
      const state = `${flow.source.file}:${flow.source.start}`;
      if (seen.has(state)) continue;
      seen.add(state);
      yield {
        at: flow.bare.at(-1) ?? flow.sink,
        path: flow.steps,
        confidence: flow.confidence,
        message: 'The client looks into the state of the server',
        why: 'What stands in it is for the server alone, which may seal, encrypt or change it at any time. A client that decides by it, shows it or writes it anew goes by what another wrote there, and its next request is refused, or worse, believed.',
        help: 'Send `requestState` back as it came. What the client has to know stands in `inputRequests`.',
      };
    }
  },
});
