import { defineRule, type Flow } from '../server/sdk.ts';

// Where a file speaks of what lies inside of a directory, the check may be of a kind that is not seen.
const confining = /within|inside|realpath|safe|sanitiz|traversal|confin|allowed|isSubPath|relativeTo/i;

export const toolPathTraversal = defineRule({
  meta: {
    id: 'tool-path-traversal',
    title: 'Argument of a tool in the path of a file',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/resources#security-considerations',
      'mcp:2026-07-28/client/roots#security-considerations',
      'cwe:22',
      'cwe:59',
      'owasp-asi:02',
      'owasp-mcp:05',
      'norm:features-12',
      'norm:features-25',
    ],
  },
  *check(context) {
    for (const flow of context.flows({ from: ['tool-argument'], to: ['file-path'] })) {
      yield {
        at: flow.sink,
        path: flow.steps,
        related: flow.alsoFrom,
        confidence: flow.isTail && !context.says(flow.sink, confining, 'file') ? 'high' : 'medium',
        message: flow.isTail
          ? `What the model chose decides the ${flow.sink.note}: \`..\` leads out of the directory before it`
          : `The model names the ${flow.sink.note}, anywhere on this machine`,
        why: whyOf(flow),
        help: 'Resolve the path, follow links with `realpath`, and refuse it unless `path.relative` from the directory begins neither with `..` nor with a root.',
      };
    }
  },
});

function whyOf({ sink }: Flow): string {
  return /read/.test(sink.note)
    ? 'The model repeats what it has read: a page or an issue that says so makes the tool read keys and settings, which the model then sees and may send on.'
    : 'The model repeats what it has read: a page or an issue that says so makes the tool change files that others run or trust.';
}
