import { defineRule, type Flow, type Report } from '../server/sdk.ts';

const what: Partial<Record<Flow['sinkKind'], string>> = {
  command: 'becomes part of a command line that a shell reads',
  code: 'becomes part of a program that runs in this process',
  sql: 'becomes part of the text of a database query',
};

const sinks = ['command', 'code', 'sql'] as const;
// What is called so is a program, whatever a tool writes around it.
const ofPrograms = /code|script|program|snippet|expression/i;

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
    const ofTools = context.flows({ from: ['tool-argument'], to: [...sinks] });
    // Who names the program as well is meant to write the whole command.
    const whole = new Set(ofTools.flatMap((flow) => (isByDesign(flow) ? (flow.call?.id ?? []) : [])));
    for (const flow of ofTools) {
      const isProgram = isInterpreted(flow) && ofPrograms.test(context.edits.textOf(flow.source));
      const isMeant = isProgram || isByDesign(flow) || (flow.call !== undefined && whole.has(flow.call.id));
      yield {
        ...placed(flow),
        confidence: isMeant ? 'medium' : 'high',
        message: isMeant ? 'The tool runs whatever command the model writes' : `${said(flow)} ${whatOf(flow)}`,
        why: 'The model repeats what it has read: a page or an issue that says so makes the tool run commands with the rights of this server.',
      };
    }
    for (const flow of context.flows({ from: ['inbound-request'], to: [...sinks] })) {
      if (ofTools.some(({ sink }) => sink.file === flow.sink.file && sink.start === flow.sink.start)) continue;
      yield {
        ...placed(flow),
        confidence: isByDesign(flow) || !context.isAgentPackage(flow.sink) ? 'medium' : 'high',
        message: isByDesign(flow)
          ? 'The server runs whatever command a request brings'
          : `What the caller wrote ${whatOf(flow)}`,
        why: 'Whoever reaches the server, a model that was led astray among them, runs commands with its rights.',
      };
    }
  },
});

function placed(flow: Flow): Pick<Report, 'at' | 'path' | 'related' | 'help'> {
  return { at: flow.sink, path: flow.steps, related: flow.alsoFrom, help: helpOf(flow) };
}

function whatOf({ sinkKind, isFirstWordChecked, sink }: Flow): string {
  if (isInterpreted({ sink })) return 'becomes part of a program that an interpreter runs';
  if (isFirstWordChecked) return 'is read whole by a shell, and only its first word is looked at';
  return what[sinkKind] ?? '';
}

function said({ source: { note } }: Flow): string {
  if (/another agent/.test(note)) return 'What another agent wrote';
  return /client/.test(note) ? 'What the client wrote' : 'What the model chose';
}

// A tool that is there to run commands or queries is a decision; one that builds them from parts is a mistake.
function isByDesign({ sinkKind, isPart, isFirstWordChecked }: Flow): boolean {
  return sinkKind !== 'code' && !isPart && !isFirstWordChecked;
}

function isInterpreted({ sink }: Pick<Flow, 'sink'>): boolean {
  return sink.note.includes('interpreter');
}

function helpOf({ sinkKind }: Flow): string {
  if (sinkKind === 'sql') return 'Pass the value as a parameter of the query.';
  if (sinkKind === 'code')
    return 'Parse what the tool needs to understand, or run it in an isolate that holds no rights.';
  return 'Call the program without a shell, with a list of arguments and `--` before the value, and take only values that are on a list.';
}
