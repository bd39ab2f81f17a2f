import {
  defineRule,
  type Endpoint,
  type FunctionRef,
  type QueryRead,
  type RuleContext,
  type StatedIdentity,
  type Tool,
} from '../server/sdk.ts';
import { help, isOfOthers, ofArguments, person, why } from './caller-identity-from-untrusted-input/of-arguments.ts';

// Headers in which anybody can write who they are; those that platforms set, and take away when others do, are not among them.
const stated =
  /^x-(forwarded-)?(user|tenant|account|customer|caller|principal|agent|actor|client|on-behalf-of|impersonate)(-?(id|email|name|user))?$/;
// What either of both can say.
const saying = new RegExp(`${stated.source}|${person.source}`, 'i');
const proven = /authInfo|principal|session(?!_?id)|claims|^sub$|currentUser|verif|jwt|getUser$|^auth$/i;
const credential = /authorization|bearer|cookie|session|token|api_?key|secret|password|jwt|signature/i;
const models =
  /^(?:generateText|streamText|generateObject|streamObject|openai|@?anthropic|@?langchain|@google\/genai|ai)\b/im;
// By these names a platform calls what answers.
const platformDoor = /^(?:GET|POST|PUT|PATCH|DELETE)$/;
const judged = /allow|trust|permit|permission|deny|denied|forbid|block|authori[sz]|privileg|admin/i;
const client = /getClientVersion|clientInfo|clientVersion|clientName/i;

export const callerIdentityFromUntrustedInput = defineRule({
  meta: {
    id: 'caller-identity-from-untrusted-input',
    title: 'Caller who says by themselves who they are',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:features-19',
      'norm:transports-11',
      'mcp:2026-07-28/client/elicitation#identifying-the-user',
      'mcp:2026-07-28/basic#clientinfo-and-serverinfo',
      'cwe:639',
      'cwe:290',
      'cwe:807',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    const told = new Set<string>();
    for (const found of [
      ...ofStated(context),
      ...ofHeaders(context),
      ...ofMetadata(context),
      ...ofClients(context),
      ...ofArguments(context),
    ]) {
      const key = `${found.at.file}|${found.at.start}`;
      if (told.has(key)) continue;
      told.add(key);
      yield found;
    }
  },
});

// By what the caller says of who they are, something of that person is taken out.
function* ofStated(context: RuleContext) {
  if (context.config.authTerminatedUpstream) return;
  const doors = context.endpoints().filter(({ at }) => !context.isTest(at.file));
  const seen = new Set<string>();
  for (const said of context.statedIdentities(saying)) {
    if (said.isCompared || !isMeant(said)) continue;
    const confidence = said.from === 'argument' ? ofModel(said, doors, context) : ofCaller(said, doors, context);
    const [picked] = said.picks;
    const key = `${said.name}|${said.within?.id}|${said.inside?.id}`;
    if (!confidence || !picked || seen.has(key)) continue;
    seen.add(key);
    yield {
      at: said.at,
      confidence,
      message: `\`${said.name}\` says who is calling, as ${said.from === 'argument' ? 'the model chose' : 'any caller can write'} it, and ${takes[picked.what]}`,
      why,
      help,
      related: [{ ...picked.at, note: 'by it this is taken out' }],
    };
  }
}

const takes = {
  credential: 'by it a credential is taken out',
  records: 'by it records are taken out',
  rights: 'by it rights are given',
};

function isMeant({ from, name }: StatedIdentity): boolean {
  return from === 'header' ? stated.test(name) : person.test(name);
}

function ofCaller(said: StatedIdentity, doors: readonly Endpoint[], context: RuleContext) {
  const isOfAgents = context.isAgentPackage(said.at) || context.says(said.at, models);
  if (said.from === 'query' || !isOfAgents || knowsProven(said, context)) return undefined;
  // Whoever logs in says who they are, and proves it.
  if (said.inside && context.mentions(said.inside, /passw|passcode|otp$|^pin$/i)) return undefined;
  // Middleware sets it for whoever comes after it.
  const isSure = !said.isWrittenHere;
  // The SDK of MCP hands headers to a tool, whatever stands before it.
  if (said.inside && context.mentions(said.inside, /^requestInfo$/))
    return isSure ? ('high' as const) : ('medium' as const);
  const door = doors.find((one) => isReached(one, said, context));
  if (!door) return isSure && platformDoor.test(said.within?.name ?? '') ? ('high' as const) : undefined;
  const asking = door.gates.filter(({ kind, fn }) => kind === 'auth' && !(fn && isByWord(fn, said, context)));
  if (asking.length > 0) return undefined;
  return isSure && door.isWhole && door.bound() !== 'loopback' ? ('high' as const) : ('medium' as const);
}

// `if (!userId) return reply.code(401)`: what it asks for is the word itself.
function isByWord(fn: FunctionRef, said: StatedIdentity, context: RuleContext): boolean {
  return context.reach(fn).some(({ id }) => id === said.inside?.id) && !context.mentions(fn, credential);
}

function knowsProven(said: StatedIdentity, context: RuleContext): boolean {
  return [said.within, said.inside].some((fn) => fn !== undefined && context.mentions(fn, proven));
}

// The one user of a server over stdio may ask for whatever the server can reach.
function ofModel(said: StatedIdentity, doors: readonly Endpoint[], context: RuleContext) {
  const { isHttp, isStdio } = context.project(said.at.file);
  const isServed = isHttp || doors.some(({ protocol }) => protocol !== 'http');
  if ((isStdio && !isServed) || knowsProven(said, context)) return undefined;
  const tool = context.tools().find(({ handlers }) => handlers.some((fn) => isWithin(fn, said, context)));
  if (tool && (isOfOthers(tool) || isWithinTenancy(said, tool, context))) return 'medium' as const;
  const isCredential = said.picks.some(({ what }) => what === 'credential');
  return isCredential || !isStdio ? ('high' as const) : ('medium' as const);
}

const tenancy = /^(?:team|org(?:ani[sz]ation)?|tenant|workspace|company)_?id$/i;

// `eq(invoices.teamId, teamId)` beside it: the server knows whose records these are, and the model only picks among them.
function isWithinTenancy({ inside, within }: StatedIdentity, tool: Tool, context: RuleContext): boolean {
  if ((tool.fields() ?? []).some(({ name }) => tenancy.test(name))) return false;
  return [inside, within].some((fn) => fn !== undefined && context.mentions(fn, tenancy));
}

type Held = Pick<QueryRead, 'within' | 'inside'>;

function isWithin(fn: FunctionRef, { within, inside }: Held, context: RuleContext): boolean {
  return context.reach(fn).some(({ id }) => id === within?.id || id === inside?.id);
}

function* ofHeaders(context: RuleContext) {
  if (context.config.authTerminatedUpstream) return;
  const doors = context.endpoints().filter(({ protocol, at }) => protocol !== 'http' && !context.isTest(at.file));
  const seen = new Set<number>();
  for (const read of context.headerReads()) {
    if (!stated.test(read.name) || context.isTest(read.at.file) || !read.inside) continue;
    const door = doors.find((one) => isReached(one, read, context));
    if (!door || seen.has(read.inside.id)) continue;
    seen.add(read.inside.id);
    const isOpen = door.isWhole && door.bound() !== 'loopback' && door.authentication() === 'never';
    yield {
      at: read.at,
      confidence: isOpen ? ('high' as const) : ('medium' as const),
      message: `\`${read.name}\` says who is calling, and any caller can write it`,
      why,
      help: `${help} Where a gateway sets the header, say \`authTerminatedUpstream: true\` in .bailiwick.yaml.`,
      related: [{ ...door.at, note: 'answered here' }],
    };
  }
}

function isReached({ handlers, gates }: Endpoint, held: Held, context: RuleContext): boolean {
  return [...handlers, ...gates.flatMap(({ fn }) => fn ?? [])].some((fn) => isWithin(fn, held, context));
}

// What a client sends along with a call: `_meta` of MCP, `metadata` of a message of A2A.
function* ofMetadata(context: RuleContext) {
  for (const { fn } of context.functions('tool-handler')) {
    if (context.isTest(fn.at.file) || context.mentions(fn, /^(authInfo|user)$/)) continue;
    const read = context.readsOf(fn, /^(_meta|metadata)$/).find(({ name }) => person.test(name));
    if (!read) continue;
    yield {
      at: read.at,
      confidence: 'high' as const,
      message: `\`${read.name}\` comes from what the client sends along, and says who is calling`,
      why,
      help,
    };
  }
}

// A name that a program gives itself.
function* ofClients(context: RuleContext) {
  const seen = new Set<number>();
  for (const call of context.calls('client-info')) {
    const { within } = call;
    if (!within || seen.has(within.id) || context.isTest(call.at.file)) continue;
    seen.add(within.id);
    if (!context.guardsNamed(within, client)) continue;
    if (!judged.test(within.name) && !context.guardsNamed(within, judged)) continue;
    yield {
      at: call.at,
      confidence: 'high' as const,
      message: 'What a client calls itself decides what it may do',
      why: 'Name and version are what the client wrote into its first message, and nobody checks them: every program can have the name of a trusted one.',
      help: 'Decide by the client id of the token that was verified (`authInfo.clientId`); use the name for what is shown and for logs.',
    };
  }
}
