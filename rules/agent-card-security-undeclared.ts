import {
  addressOf,
  type AgentCard,
  defineRule,
  type Fix,
  type Manifests,
  type Place,
  type Report,
  type RuleContext,
} from '../server/sdk.ts';

export const agentCardSecurityUndeclared = defineRule({
  meta: {
    id: 'agent-card-security-undeclared',
    title: 'Agent card that asks callers for nothing',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['norm:a2a-23', 'cwe:306', 'cwe:1188', 'owasp-asi:07', 'owasp-mcp:07'],
  },
  *check(context) {
    const { manifests } = context;
    for (const card of manifests.cards()) {
      yield* undefinedSchemes(card);
      yield* optional(card);
      yield* unused(card, manifests);
      const gate = gateOf(card, context);
      yield* gate ? unsaid(card, gate) : open(card);
    }
  },
});

/** What asks callers of the same package's agent who they are, where nobody is let in without it. */
function gateOf({ document, root }: AgentCard, context: RuleContext): Place | undefined {
  const at = { file: document.file, start: root.start, end: root.end };
  const doors = context
    .endpoints()
    .filter((door) => door.protocol === 'a2a' && context.isSamePackage(door.at, at) && !context.isTest(door.at.file));
  if (doors.length === 0 || doors.some((door) => door.authentication() !== 'always')) return undefined;
  return doors[0]?.gates.find(({ kind }) => kind === 'auth')?.at;
}

/** The server asks, and its card does not say so: what callers can do tells nothing any more. */
function* unsaid(card: AgentCard, gate: Place): Iterable<Report> {
  const { schemes, requirements, isOpen, hasSkillRequirements, urls, root } = card;
  if (schemes.length > 0 || requirements.length > 0 || hasSkillRequirements || isOpen) return;
  const { file, start, end } = urls[0] ?? { file: root.file, start: root.start, end: root.start + 1 };
  yield {
    at: { file, start, end },
    confidence: 'high',
    severity: 'warning',
    message: 'The agent asks callers who they are, and its card does not say how they may prove it',
    why: 'Callers do what the card says: they come without a credential and are refused, or somebody opens the gate for them.',
    help: 'Describe in `securitySchemes` and in the requirements what the gate asks for.',
    related: [{ ...gate, note: 'the gate' }],
  };
}

const why =
  'Callers do what the card says. What it does not ask for they do not send, and a server that trusts its card serves everybody.';

// A scheme that may be defined where nobody sees it is not missing.
function* undefinedSchemes({ schemes, requirements, isOpen }: AgentCard): Iterable<Report> {
  if (isOpen) return;
  for (const { name, at } of requirements.flatMap((each) => each.schemes)) {
    if (schemes.some((scheme) => scheme.name === name)) continue;
    yield {
      at,
      confidence: 'high',
      message: `The card asks for \`${name}\`, which it does not define`,
      why: 'A caller cannot meet what is defined nowhere: it gives up, or goes on without.',
      help: 'Define the scheme in `securitySchemes`, or ask for one that is defined there.',
    };
  }
}

function* optional({ requirements, schemes }: AgentCard): Iterable<Report> {
  const empty = requirements.find((each) => each.schemes.length === 0);
  if (!empty || requirements.length < 2 || schemes.length === 0) return;
  const { file, start, end } = empty.root;
  yield {
    at: { file, start, end },
    confidence: 'high',
    message: 'This alternative asks for nothing, so the others need not be met',
    why: 'One alternative is enough to be let in, and an empty one is met by everybody.',
    help: 'Take the empty alternative out.',
  };
}

function* unused(card: AgentCard, { edits }: Manifests): Iterable<Report> {
  const { schemes, requirements, requirementsAt, isOpen, hasSkillRequirements, schemesAt, document, root, version } =
    card;
  const [only] = schemes;
  if (!only || !schemesAt || isOpen || hasSkillRequirements || requirements.some((each) => each.schemes.length > 0))
    return;
  const key = requirementsAt?.key ?? (version === '1.0' ? 'securityRequirements' : 'security');
  const wanted = version === '1.0' ? { schemes: { [only.name]: { list: [] } } } : { [only.name]: [] };
  const changed =
    schemes.length === 1 && document.syntax !== 'code' ? edits.set(document, root, key, [wanted]) : undefined;
  const fixes: Fix[] = changed
    ? [{ title: `Ask every caller for \`${only.name}\``, safety: 'safe', edits: changed }]
    : [];
  yield {
    at: requirementsAt?.at ?? schemesAt.at,
    confidence: 'high',
    message: 'The card defines how callers may prove who they are, and asks nobody to',
    why,
    help: `Name the scheme in \`${key}\`.`,
    fixes,
  };
}

const acts =
  /\b(?:delet\w*|remov\w*|purge\w*|transfer\w*|pay(?:s|ments?|out)?|refund\w*|purchas\w*|checkout|book(?:s|ings?)?|reserv\w*|cancel\w*|deploy\w*|execut\w*|terminat\w*|approv\w*|provision\w*|revok\w*|publish\w*|withdraw\w*|trad(?:e|es|ing))\b/i;
const writes =
  /\b(?:send|writ|updat|creat|modif|chang|edit|manag|post)\w*[\s_-]+(?:\w+[\s_-]+){0,3}?(?:e?mails?|messages?|records?|accounts?|users?|invoices?|orders?|tickets?|files?|calendars?|events?|devices?|database|customers?|contacts?|permissions?|settings?)\b/i;
const holds =
  /\b(?:credentials?|passwords?|secrets?|bank(?:ing)?|payroll|salar(?:y|ies)|patients?|medical records?|mailbox|inbox|e?mails? of|account balances?|smart ?home|thermostats?|door ?locks?)\b/i;

/** Skills that read what is public need no proof; those that act, or reach what belongs to somebody, do. */
function* open(card: AgentCard): Iterable<Report> {
  const { schemes, requirements, isOpen, hasSkillRequirements, urls, skills, extended, document } = card;
  const asks = schemes.length > 0 || requirements.some((each) => each.schemes.length > 0) || hasSkillRequirements;
  if (asks || isOpen) return;
  // A page is no agent: nobody calls it.
  const called = urls.filter(({ value }) => !/\.html?(?:[?#]|$)/i.test(value));
  const places = called.map(({ value }) => addressOf(value)?.leads);
  if (!places.includes('outside')) return;
  const named = skills.find(({ id, name }) =>
    [id, name].some((text) => acts.test(words(text)) || writes.test(words(text)) || holds.test(words(text))),
  );
  const described = skills.find(({ description }) => writes.test(description) || holds.test(description));
  const skill = named ?? described;
  const [address] = called;
  if (!address) return;
  if (skill)
    yield {
      at: { file: address.file, start: address.start, end: address.end },
      confidence: named && document.syntax !== 'code' && document.syntax !== 'python' ? 'high' : 'medium',
      message: `Whoever finds this card may use \`${skill.name || skill.id}\`: the card asks callers for nothing`,
      why,
      help: 'Say in `securitySchemes` and in the requirements how callers prove who they are, and let the server demand it.',
    };
  else if (extended)
    yield {
      at: { file: extended.at.file, start: extended.at.start, end: extended.value.end },
      confidence: 'medium',
      severity: 'warning',
      message: 'A longer card is promised to callers who have proved who they are, and nothing says how they could',
      why,
      help: 'Define a scheme, or do not announce a longer card.',
    };
}

function words(text: string): string {
  return text.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
}
