import { defineRule, type Flow, innermost, type Place, type RuleContext } from '../server/sdk.ts';

export const credentialInResponse = defineRule({
  meta: {
    id: 'credential-in-response',
    title: 'Credential of the server in an answer',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: ['cwe:200', 'cwe:201', 'cwe:522', 'owasp-asi:03', 'owasp-mcp:01'],
  },
  *check(context) {
    const flows = context.flows({ from: ['secret'], to: ['http-answer'] });
    for (const flow of flows) {
      if (flow.isWhole || flow.isAssumed || forCaller.test(flow.source.note) || isToldBefore(flow, flows)) continue;
      yield {
        at: placeOf(flow),
        path: flow.steps,
        related: flow.alsoFrom,
        confidence: isSure(flow, context) ? 'high' : 'medium',
        message: `The ${flow.source.note} is ${flow.sink.note}`,
        why: isChat(flow)
          ? 'A chat is kept, searched and exported, and a group reads along: each of its readers acts from then on as this person, past the bot and past its log.'
          : 'Whoever may ask for the answer, or reads it on its way through a browser, its extensions and its logs, acts from then on as this server, past it and past its log.',
        help: 'Keep credentials on the server: call the other service here and answer with what it said, or let the caller get a token of their own.',
      };
    }
  },
});

// What the caller said is no news to them, and what this program signs it signs for them.
const forCaller = /in the (?:request|message)$|^authorization code$|^token that this program signed$/;

const forBrowsers =
  /public|publishable|anon|client|browser|front|site|web|maps?_|mapbox|firebase|supabase|algolia|search|sentry|posthog|analytics|segment|amplitude|pusher|captcha|widget|tiny|deepgram|weather|giphy|NEXT_|VITE_|EXPO_|REACT_/i;

// Where more people read than the one who asked.
const isChat = ({ sink }: Flow): boolean => sink.note === 'said in the chat';

/** A key may be made for browsers, and a token of the user is theirs; what proves who this program is, is for nobody else. */
function isSure(flow: Flow, { edits }: RuleContext): boolean {
  const { source } = flow;
  if (isChat(flow)) return true;
  if (source.note === 'secret from the environment') {
    const name = edits.textOf(source);
    return /secret|passw|private_?key/i.test(name) || (/_API_?KEY\b/.test(name) && !forBrowsers.test(name));
  }
  return /^secret from the vault$|to this application$/.test(source.note);
}

/** A function that answers with what it returns is handed to the framework: that it returns it is told there. */
function isToldBefore({ source, steps }: Flow, flows: readonly Flow[]): boolean {
  const returned = steps.filter(({ note }) => note.startsWith('returned from'));
  return flows.some((other) => isSame(other.source, source) && returned.some((step) => isSame(step, other.sink)));
}

function isSame(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

// Where a function that answers is handed it, else what is answered; of an object the innermost part.
function placeOf({ sink, steps }: Flow): Place {
  const down = steps.findLastIndex(({ note }) => note.startsWith('passed to'));
  const back = steps.findLastIndex(({ note }) => note.startsWith('returned'));
  const said = (down > back ? steps[down] : undefined) ?? sink;
  return innermost(steps, said);
}
