import { defineRule, type Flow } from '../server/sdk.ts';

const what: Partial<Record<Flow['sinkKind'], string>> = {
  command: 'becomes part of a command line that a shell reads',
  code: 'becomes part of a program that runs in this process',
  sql: 'becomes part of the text of a database query',
};

export const toolCommandInjection = defineRule({
  meta: {
    id: 'tool-command-injection',
    title: 'Argument of a tool in a command, a program or a query',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#security-considerations',
      'cwe:78',
      'cwe:94',
      'cwe:89',
      'owasp-asi:05',
      'owasp-mcp:05',
      'owasp-llm:05',
      'norm:features-28',
      'norm:a2a-16',
    ],
  },
  *check(context) {
    for (const flow of context.flows({ from: ['tool-argument'], to: ['command', 'code', 'sql'] })) {
      yield {
        at: flow.sink,
        path: flow.steps,
        related: flow.alsoFrom,
        confidence: isByDesign(flow) ? 'medium' : 'high',
        message: isByDesign(flow)
          ? 'The tool runs whatever command the model writes'
          : `${said(flow)} ${what[flow.sinkKind] ?? ''}`,
        why: 'The model repeats what it has read: a page or an issue that says so makes the tool run commands with the rights of this server.',
        help: helpOf(flow),
      };
    }
  },
});

function said({ source: { note } }: Flow): string {
  if (/another agent/.test(note)) return 'What another agent wrote';
  return /client/.test(note) ? 'What the client wrote' : 'What the model chose';
}

// A tool that is there to run commands or queries is a decision; one that builds them from parts is a mistake.
function isByDesign({ sinkKind, isPart }: Flow): boolean {
  return sinkKind !== 'code' && !isPart;
}

function helpOf({ sinkKind }: Flow): string {
  if (sinkKind === 'sql') return 'Pass the value as a parameter of the query.';
  if (sinkKind === 'code')
    return 'Parse what the tool needs to understand, or run it in an isolate that holds no rights.';
  return 'Call the program without a shell, with a list of arguments and `--` before the value, and take only values that are on a list.';
}
