import {
  defineRule,
  type Edit,
  type Fix,
  type FunctionRef,
  type Pass,
  type Report,
  type RuleContext,
} from '../server/sdk.ts';

type Open = Extract<Pass['kind'], 'caught' | 'environment' | 'switch' | 'host' | 'refused' | 'both-missing'>;

const texts: Record<Open, { message: string; why: string; help: string; severity?: 'warning' }> = {
  caught: {
    message: 'When the check fails the request goes on all the same',
    why: 'An expired, forged or foreign token makes the verification throw, and what catches it lets the caller in.',
    help: 'Answer 401, or hand the error on; whoever is let in without a token should have to say so elsewhere.',
  },
  environment: {
    message: 'Outside production nobody has to authenticate',
    why: 'The variable is unset more often than one thinks: in a container, a preview, on a machine of a developer that others can reach.',
    help: 'Let tests bring a token of their own, and refuse wherever nobody has said that the check may be left out.',
  },
  switch: {
    severity: 'warning',
    message: 'A setting takes the authentication away',
    why: 'One variable in a deployment, a compose file or a shell opens every tool to everybody, and nothing else will tell.',
    help: 'Take the switch out, or let it count only where the server listens on the loopback interface.',
  },
  host: {
    message: 'Whoever names this machine in the Host header is let in',
    why: 'The caller writes this header: one that says `localhost` opens every tool from anywhere.',
    help: 'Ask everybody for the credential, or go by the address of the connection where no proxy stands before the server.',
  },
  refused: {
    message: 'The request that was refused goes on to the endpoint all the same',
    why: 'To answer does not end the middleware: the tool runs for whoever was told 401, and only the answer is lost.',
    help: 'Put `return` before the answer.',
  },
  'both-missing': {
    message: 'Without the variable a request without the credential is let in',
    why: 'What is not sent and what is not set are both `undefined`, and so the comparison holds.',
    help: 'Refuse to start when the variable is missing, and refuse a request that brings nothing before it is compared.',
  },
};

export const authFailsOpen = defineRule({
  meta: {
    id: 'auth-fails-open',
    title: 'Authentication that lets in when it fails',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#error-handling',
      'rfc:8725#3.3',
      'cwe:636',
      'cwe:755',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:authorization-5',
      'norm:a2a-4',
      'norm:tenets-4',
    ],
  },
  *check(context) {
    const reported = new Set<string>();
    const local = onlyLocal(context);
    for (const fn of judges(context)) {
      for (const pass of context.passes(fn)) {
        const key = `${pass.at.file}|${pass.at.start}`;
        if (!isOpen(pass.kind) || reported.has(key) || (pass.kind === 'host' && local.has(fn.id))) continue;
        reported.add(key);
        yield { at: pass.at, confidence: 'high', ...texts[pass.kind], fixes: fixesOf(pass, context) };
      }
    }
    for (const fn of beforeAgents(context)) {
      for (const pass of context.passes(fn)) {
        const key = `${pass.at.file}|${pass.at.start}`;
        if (!saysYes(pass, context) || reported.has(key)) continue;
        reported.add(key);
        yield { at: pass.at, confidence: 'high', ...texts.caught, fixes: fixesOf(pass, context) };
      }
    }
    for (const fn of besideAgents(context)) {
      for (const { kind, at } of context.passes(fn)) {
        const key = `${at.file}|${at.start}`;
        if (kind !== 'both-missing' || reported.has(key)) continue;
        reported.add(key);
        yield { at, confidence: 'high', ...texts[kind] };
      }
    }
    yield* vain(context);
    yield* unread(context);
  },
});

const ofCallers =
  /^(is|check|verif|valid|authenticat|authori[sz])\w*(token|key|auth|signature|secret|credential|jwt|bearer|permission|access)|^(is)?(authenticated|authori[sz]ed)$/i;

// A check that is still to be written, and already relied upon.
function* vain(context: RuleContext): Iterable<Report> {
  for (const { fn, testedAt } of context.vainChecks()) {
    if (!ofCallers.test(fn.name) || context.isTest(fn.at.file) || !context.isAgentPackage(fn.at)) continue;
    yield {
      at: fn.at,
      confidence: 'high',
      message: 'This check answers `true` whoever asks',
      why: 'Where it is called somebody is to be refused, and nobody ever is.',
      help: 'Verify the credential here, or answer `false` until that is written.',
      related: [{ ...testedAt, note: 'asked here' }],
    };
  }
}

// The only gate of an endpoint, which any text behind `Bearer` opens.
function* unread(context: RuleContext): Iterable<Report> {
  const told = new Set<string>();
  for (const endpoint of context.endpoints()) {
    const gates = endpoint.gates.filter(({ kind }) => kind === 'auth');
    const [gate] = gates;
    if (endpoint.protocol === 'http' || gates.length !== 1 || !gate?.fn || context.isTest(gate.at.file)) continue;
    if (endpoint.gates.some(({ kind }) => kind === 'unknown') || context.isVerifiedElsewhere(gate.fn)) continue;
    const at = context.presenceOnly(gate.fn);
    if (!at || told.has(`${at.file}|${at.start}`)) continue;
    told.add(`${at.file}|${at.start}`);
    yield {
      at,
      confidence: 'high',
      message: 'Any text in this header is let in: nothing looks at what it is',
      why: 'The request is refused when the header is missing, and served whatever stands in it, so who wants in makes one up.',
      help: 'Verify the token (signature, issuer, audience), or compare the key with the one that was given out, in constant time.',
      related: [{ ...endpoint.at, note: 'the endpoint behind it' }],
    };
  }
}

// What stands before an endpoint of an agent, and what libraries call to verify a token.
function judges(context: RuleContext): FunctionRef[] {
  const gates = context
    .endpoints()
    .filter(({ protocol }) => protocol !== 'http')
    .flatMap((endpoint) => endpoint.gates.flatMap((gate) => (gate.kind === 'auth' && gate.fn ? [gate.fn] : [])));
  const verifiers = context.functions('token-verifier').map(({ fn }) => fn);
  // What makes up who is calling judges the caller, whoever asks it to.
  const makers = context.authInfos().flatMap(({ holder }) => (holder && context.isVerifier(holder) ? [holder] : []));
  return [...gates, ...verifiers, ...makers].filter((fn) => !context.isTest(fn.at.file));
}

// What answers other requests in the program of an agent: a comparison that holds for nothing is meant by nobody.
function besideAgents(context: RuleContext): FunctionRef[] {
  return context
    .endpoints()
    .filter((endpoint) => endpoint.protocol === 'http' && endpoint.bound() !== 'loopback')
    .filter((endpoint) => context.isAgentPackage(endpoint.at))
    .flatMap(({ gates }) => gates.flatMap(({ kind, fn }) => (kind === 'auth' && fn ? [fn] : [])))
    .filter((fn) => !context.isTest(fn.at.file));
}

// What stands only before endpoints that nobody reaches from another machine.
function onlyLocal(context: RuleContext): ReadonlySet<number> {
  const ids = (isLocal: boolean): number[] =>
    context
      .endpoints()
      .filter((endpoint) => (endpoint.bound() === 'loopback') === isLocal)
      .flatMap(({ gates }) => gates.flatMap(({ fn }) => (fn ? [fn.id] : [])));
  const far = new Set(ids(false));
  return new Set(ids(true).filter((id) => !far.has(id)));
}

// Middleware that goes on with nobody in particular may be meant so; a guard that says yes has judged.
function beforeAgents(context: RuleContext): FunctionRef[] {
  return context
    .functions('guard')
    .map(({ fn }) => fn)
    .filter((fn) => !context.isTest(fn.at.file) && context.hasAgents());
}

function saysYes({ kind, onward }: Pass, { edits }: RuleContext): boolean {
  return kind === 'caught' && onward !== undefined && edits.textOf(onward.at) === 'true';
}

function isOpen(kind: Pass['kind']): kind is Open {
  return kind in texts;
}

function fixesOf({ at, onward }: Pass, { edits }: RuleContext): Fix[] {
  if (!onward) return [];
  const written = edits.textOf(onward.at);
  const code =
    written === 'true'
      ? 'false'
      : onward.takesError
        ? refusing(written, edits.textOf({ ...at, end: onward.at.start }))
        : undefined;
  if (code === undefined) return [];
  const edit: Edit = { ...onward.at, text: code };
  return [{ title: 'Refuse what cannot be verified', safety: 'safe', edits: [edit] }];
}

// `next()` becomes `next(error)` where the catch has a name for it.
function refusing(call: string, before: string): string | undefined {
  const name = /^catch\s*\(\s*([\w$]+)/.exec(before)?.[1];
  return name && call.endsWith('()') ? `${call.slice(0, -1)}${name})` : undefined;
}
