import {
  defineRule,
  directivesIn,
  type Fix,
  type HiddenKind,
  hiddenRuns,
  type Manifests,
  type Report,
  type RuleContext,
  type Tool,
} from '../server/sdk.ts';

export const toolMetadataUnsafe = defineRule({
  meta: {
    id: 'tool-metadata-unsafe',
    title: 'Text for the model with more in it than people see',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools',
      'cwe:838',
      'cwe:1007',
      'cwe:200',
      'owasp-asi:01',
      'owasp-asi:04',
      'owasp-mcp:03',
      'owasp-llm:01',
    ],
  },
  *check({ manifests, tools }: RuleContext) {
    yield* ofManifests(manifests);
    for (const tool of tools()) yield* ofTool(tool);
  },
});

const hiddenWords: Record<HiddenKind, string> = {
  tags: 'characters of the tag block, which no editor shows',
  'zero-width': 'characters without width',
  direction: 'a character that turns the direction of writing, so that people read another text than models',
  escape: 'an escape that a terminal obeys and does not show',
  selectors: 'variation selectors, which can carry any text unseen',
};
const why =
  'A model reads every character of a description and takes it for part of what it is told; a person who reviews it sees only some.';

function* ofManifests(manifests: Manifests): Iterable<Report> {
  const { hidden, directives } = manifests.modelTexts();
  for (const { kind, count, at, removal } of hidden) {
    const fixes: Fix[] = removal ? [{ title: 'Take the hidden characters out', safety: 'safe', edits: removal }] : [];
    yield {
      at,
      confidence: 'high',
      message: `Here ${count === 1 ? 'stands' : 'stand'} ${hiddenWords[kind]}${count === 1 ? '' : ` (${String(count)})`}`,
      why,
      help: 'Take them out, and look at where the text came from.',
      fixes,
    };
  }
  for (const { at, effect, confidence, name } of directives) yield order(name, effect, confidence, at);
}

function order(name: string, effect: string, confidence: Report['confidence'], at: Report['at']): Report {
  return {
    at,
    confidence,
    message: `${effect.endsWith('shows') ? 'The file' : 'The description'}${name === '' ? '' : ` of \`${name}\``} ${effect}`,
    why: 'What describes a tool is read by the model of whoever uses it, among its instructions. An order in it is obeyed for every task, also where the tool is never called.',
    help: 'Say what the tool does, takes and answers, and nothing of what the model should do besides.',
  };
}

function* ofTool(tool: Tool): Iterable<Report> {
  const { texts = [], at } = tool.option('description');
  if (!at) return;
  for (const text of texts) {
    const [run] = hiddenRuns(text);
    if (run)
      yield {
        at,
        confidence: 'high',
        message: `Here stand ${hiddenWords[run.kind]}`,
        why,
        help: 'Take them out, and look at where the text came from.',
      };
    for (const { effect, confidence } of directivesIn(text).slice(0, 1))
      yield order(tool.name ?? '', effect, confidence, at);
  }
}
