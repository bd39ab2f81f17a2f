/** Addresses in logs that hold the authorization code of a login. */
import { recordedAt, type Report, type RuleContext } from '../../server/sdk.ts';

/** Reports of the address with which a browser comes back from its login: the code stands in it. */
export function* callbacks(context: RuleContext): Iterable<Report> {
  const codes = new Set(
    context.queryReads().flatMap(({ name, inside }) => (name === 'code' && inside ? [inside.id] : [])),
  );
  if (codes.size === 0) return;
  const redeemed = context.forms(/^grant_type$/).length > 0 || context.calls('code-redemption').length > 0;
  for (const flow of context.flows({ from: ['request-url'], to: ['log-record'] })) {
    const handler = context.roleAround(flow.source)?.fn;
    if (!handler || !codes.has(handler.id) || context.isTest(flow.sink.file) || /^Error$/.test(flow.callee)) continue;
    const states = context.queryReads().some(({ name, inside }) => name === 'state' && inside?.id === handler.id);
    if (!redeemed && !states) continue;
    // What is cut out of it, or kept for later, is the address no more.
    if (flow.steps.some((step) => step.note.startsWith('stored in') || withoutQuery.test(context.edits.textOf(step))))
      continue;
    yield {
      at: recordedAt(flow),
      path: flow.steps,
      confidence: 'high',
      severity: 'warning',
      message: `The ${flow.source.note} is ${flow.sink.note}, with the authorization code in it`,
      why: 'Whoever reads the log before the code is redeemed, or where nothing but the code is asked for, signs in as this person.',
      help: 'Record the path alone, or that somebody came back.',
    };
  }
}

const withoutQuery = /\.(pathname|path|split|substring|slice|replace|origin|host)\b/;

/** Reports of a log of all requests in a program that takes codes of OAuth out of their queries. */
export function* addresses(context: RuleContext, seen: ReadonlySet<string>): Iterable<Report> {
  const codes = context.queryReads().filter(({ name, at }) => name === 'code' && !context.isTest(at.file));
  for (const flow of codes.length === 0 ? [] : context.flows({ from: ['request-url'], to: ['log-record'] })) {
    const at = recordedAt(flow);
    const around = context.roleAround(flow.source)?.fn;
    if (!flow.source.note.startsWith('address') || codes.some(({ inside }) => inside && inside.id === around?.id))
      continue;
    const callback = codes.find((read) => context.isSamePackage(read.at, at));
    if (!callback || flow.isWhole || context.isTest(at.file) || seen.has(`${at.file}|${at.start}`)) continue;
    // A gate sees the requests that it lets through or refuses, and a callback has none.
    if (around && context.mentions(around, /^authorization$|bearer/i)) continue;
    // What answers at one path, where no code comes, writes down that path.
    const doors = context.endpoints().filter(({ handlers }) => handlers.some(({ id }) => id === around?.id));
    if (doors.some(({ path }) => /^[^*:]+$/.test(path ?? ''))) continue;
    if (!context.says(at, /^(authorization_code|code_verifier|completeAuthorization|redirect_uri)$/m)) continue;
    if (flow.steps.some((step) => withoutQuery.test(context.edits.textOf(step)))) continue;
    yield {
      at,
      path: flow.steps,
      related: [{ ...callback.at, note: 'the code of OAuth comes in the query of such an address' }],
      confidence: 'high',
      message: `The address of every request is ${flow.sink.note}, with the authorization codes in its query`,
      why: 'Who reads the log finds codes and states there, and whoever is quick redeems a code before the client does.',
      help: 'Record the path alone: `req.path`, or the URL up to its question mark.',
    };
  }
}
