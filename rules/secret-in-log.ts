import {
  type Confidence,
  defineRule,
  type Fix,
  type Flow,
  isTrue,
  isWithin,
  type Manifests,
  nameKind,
  type Place,
  recordedAt,
  type Report,
  type RuleContext,
} from '../server/sdk.ts';
import { addresses, callbacks } from './secret-in-log/addresses.ts';

// What a person runs to get a token, who reads it there.
const shownOnPurpose =
  /(^|\/)(scripts?|bin|cli)\/|(^|[/_-])(get|generate|create|obtain|print|fetch|refresh)[-_](.*[-_])?tokens?\b|(^|\/)(setup|login|authorize|authenticate|auth[-_]setup)\.[cm]?[jt]s$/i;

export const secretInLog = defineRule({
  meta: {
    id: 'secret-in-log',
    title: 'Token or secret in a log',
    pillar: 'monitoring',
    severity: 'error',
    confidence: 'high',
    scope: 'agents',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/utilities/logging#security',
      'cwe:532',
      'owasp-asi:03',
      'owasp-mcp:01',
      'owasp-mcp:08',
      'owasp-llm:02',
      'norm:features-26',
      'norm:a2a-19',
      'norm:a2a-17',
    ],
  },
  *check(context) {
    yield* inWorkflows(context.manifests);
    yield* callbacks(context);
    const hasRedaction = context.calls('logger').some((call) => call.option('redact').state !== 'absent');
    const kinds = ['inbound-token', 'secret', 'environment', 'made-credential'] as const;
    const seen = new Set<string>();
    for (const flow of kinds.flatMap((kind) => context.flows({ from: [kind], to: ['log-record'] }))) {
      const at = recordedAt(flow);
      const key = `${at.file}|${at.start}`;
      const confidence = confidenceOf(flow, at, hasRedaction || isFormatted(flow, context), isElsewhere(flow, context));
      if (!confidence || seen.has(key) || isTakenApart(flow, context) || isOnPage(flow, context)) continue;
      seen.add(key);
      yield {
        at,
        path: flow.steps,
        related: flow.alsoFrom,
        confidence,
        message: messageOf(flow),
        why,
        help: isMadeUp(flow) ? toldElsewhere : recorded,
        fixes: isMadeUp(flow) ? [] : fixesOf(flow, at, confidence, context),
      };
    }
    yield* failed(context, seen, hasRedaction);
    yield* given(context, seen);
    yield* addresses(context, seen);
  },
});

const why =
  'Logs are kept for long, copied to other systems and read by many, and each of their readers can act with the credential.';
const recorded =
  'Record who called, by client id, subject or `jti`, or a hash of the credential; never the credential or a part of it.';
const toldElsewhere =
  'Have the operator set it, or write it into a file that only its owner can read (mode 0600), and record where that lies.';

// It was made up to be told to somebody, so that leaving it out is no fix.
const isMadeUp = ({ source }: Flow): boolean => source.note.endsWith('makes up');

// `console.error('failed', error)`, where the error holds the request. Consoles show what lies two objects deep.
function* failed(context: RuleContext, seen: Set<string>, hasRedaction: boolean): Iterable<Report> {
  for (const flow of context.flows({ from: ['failed-request'], to: ['log-record'] })) {
    const at = recordedAt(flow);
    const depth = flow.fields.filter((name) => !/^(?:\d+|\[\])$/.test(name)).length;
    if (flow.callee === 'Error' || depth > 3 || context.isTest(at.file) || seen.has(`${at.file}|${at.start}`)) continue;
    if (isOnPage(flow, context)) continue;
    seen.add(`${at.file}|${at.start}`);
    yield {
      at,
      path: flow.steps,
      confidence: hasRedaction ? 'low' : shownOnPurpose.test(at.file) ? 'medium' : 'high',
      message: isHooked(flow)
        ? `This holds the headers of requests, and is ${flow.sink.note} with the credential among them`
        : `The error holds the request that failed, and is ${flow.sink.note} with the credential in its headers`,
      why,
      help: isHooked(flow)
        ? 'Record the method, the host and the status, and of the headers only those that are named.'
        : 'Record `error.message` and the status of the answer, never the error as a whole.',
      fixes: itsMessage(at, context),
    };
  }
}

// `console.error(error)`, or written out; by its name it is an error.
function itsMessage(at: Place, { edits }: RuleContext): Fix[] {
  const name = edits.textOf(at).replace(/^JSON\.stringify\((\w+)(?:, null, \d)?\)$/, '$1');
  if (!/^(?:e|ex|exc|\w*(?:err|error|exception|reason)\d*)$/i.test(name)) return [];
  const found = edits.putInPlace(at, `${name} instanceof Error ? ${name}.message : String(${name})`);
  return found ? [{ title: 'Record its message alone', safety: 'suggestion', edits: found }] : [];
}

// An interceptor sees each request with all that the client puts on it.
const isHooked = ({ source }: Flow): boolean => source.note.startsWith('headers of a request');

// What the model was asked for and hands over: `args.authToken`. A token may be a coin; a key, a password and a token of something are none.
function* given(context: RuleContext, seen: ReadonlySet<string>): Iterable<Report> {
  for (const flow of context.flows({ from: ['tool-argument'], to: ['log-record'] })) {
    const at = recordedAt(flow);
    const name = /[\w$]+$/.exec(context.edits.textOf(flow.source))?.[0] ?? '';
    if (flow.isWhole || nameKind(name) === undefined || /^tokens?$/i.test(name)) continue;
    if (context.isTest(at.file) || seen.has(`${at.file}|${at.start}`)) continue;
    yield {
      at,
      path: flow.steps,
      confidence: 'high',
      message: `\`${name}\`, which the model hands over, is ${flow.sink.note}`,
      why,
      help: 'Take the credential from where the server keeps it, and record who called.',
    };
  }
}

// Of what a file holds some fields are no secret, and which ones is said where it is parsed.
function isTakenApart({ source, steps }: Flow, { edits }: RuleContext): boolean {
  return source.note.startsWith('contents') && steps.some((step) => /\bparse\(/.test(edits.textOf(step)));
}

const ofFailure = /^(error|warn|warning|fatal|critical|Error|captureException)$/;
// A part of a URL, a connection string or a Basic header that is not the one with the password.
const ofAddress =
  /^(put under|read from|stored in|kept in) `(protocol|scheme|host|hostname|port|pathname|database|client_?id|user_?name)`$/i;

function confidenceOf(flow: Flow, at: Place, hasRedaction: boolean, isUnsure: boolean): Confidence | undefined {
  const { fields, source, sink, steps, isAssumed, callee } = flow;
  // Of what lies deep inside of an object that was not made for the record, loggers and consoles show little.
  const made = steps.slice(0, -1).filter((step) => isWithin(step, sink) || isWithin(step, at)).length;
  // The place among the arguments that a logger of the project hands on is no depth.
  const depth = fields.filter((name) => !/^\d+$/.test(name)).length - made;
  if (depth > 2) return undefined;
  if (steps.some(({ note }) => ofAddress.test(note))) return undefined;
  // What is said of an answer that was refused holds no token; a request that is refused may hold all of them.
  // An error of the program's own hands what it says to `super`.
  const isOfFailure = ofFailure.test(callee) || sink.note.endsWith('of an error');
  if (isAssumed && !source.note.endsWith('the request') && isOfFailure) return undefined;
  if (hasRedaction && sink.note.endsWith('the log')) return 'low';
  // A command makes a key for the person who typed it, who reads it there.
  const isForPerson = source.note.includes('this program makes') && /(^|\/)cli\.[cm]?[jt]s$/.test(at.file);
  // Consoles show what lies two objects deep, and loggers what their serializers leave.
  const shownDepth = sink.note.endsWith('console') ? 2 : 1;
  return depth > shownDepth || isUnsure || isMadeUp(flow) || isForPerson || shownOnPurpose.test(at.file)
    ? 'medium'
    : 'high';
}

// A format of the project's own takes credentials out of whole objects before they are written.
function isFormatted({ fields, sink, isWhole }: Flow, { says }: RuleContext): boolean {
  return isWhole && fields.length > 0 && says(sink, /redact|scrub/i, 'file');
}

// What was added at the end of a list is seldom what stands at a place that is counted from its start.
function isElsewhere({ steps }: Flow, { edits }: RuleContext): boolean {
  const added = steps.findIndex(({ note }) => note === 'kept here');
  return added >= 0 && steps.slice(added + 1).some((step) => /\[\d\]/.test(edits.textOf(step)));
}

// The console of a page is that of the person whose token it is.
const ofPage = /^(?:use(?:State|Effect|Callback|Reducer)|localStorage)$/m;
function isOnPage({ sink }: Flow, { says }: RuleContext): boolean {
  return sink.note.endsWith('console') && says(sink, ofPage, 'file');
}

function messageOf({ source, sink, isWhole, shown }: Flow): string {
  if (isWhole) return `This holds the ${source.note}, and is ${sink.note}`;
  if (shown === undefined) return `The ${source.note} is ${sink.note}`;
  return `${shown} characters of the ${source.note} are ${sink.note}`;
}

function fixesOf(flow: Flow, at: Place, confidence: Confidence, { edits }: RuleContext): Fix[] {
  const found = edits.redact(flow, at);
  if (!found) return [];
  const safety = confidence === 'high' && found.isExact ? 'safe' : 'suggestion';
  return [{ title: 'Write `[redacted]` instead', safety, edits: found.edits }];
}

/** An action that writes all that its agent reads and gets back into the log of the run. */
function* inWorkflows({ workflows, edits }: Manifests): Iterable<Report> {
  for (const { document, jobs } of workflows())
    for (const { at, key, value } of jobs.flatMap(({ agents }) => agents.flatMap(({ step }) => step?.inputs ?? []))) {
      if (key !== 'show_full_output' || !isTrue(value)) continue;
      const found = edits.replace(document, value, false);
      yield {
        at: { ...at, end: value.end },
        confidence: 'high',
        isAgents: true,
        severity: 'warning',
        message: 'Everything that the agent reads and that its tools answer is written into the log of the run',
        why: 'The log of a public repository is read by everybody, and the platform hides only the secrets that it knows by name.',
        help: 'Take it out; what went wrong is told without it, and for one run it may be switched on by hand.',
        fixes: found ? [{ title: 'Set it to `false`', safety: 'safe', edits: found }] : [],
      };
    }
}
