/** What a rule may ask. Everything is plain data with places; no rule sees a syntax node or a library's name. */
import type { Config } from './config.ts';
import type {
  ApiCall,
  AuditRecord,
  ConstantText,
  Effect,
  OptionedCall,
  Option,
  Tool,
  SettingWritten,
} from './context/calls.ts';
import type { CrossOrigin, Endpoint, Pass } from './context/doors.ts';
import type { Form, QueryRead, Spelled } from './context/forms.ts';
import type { Project, SharedIdentity, SharedObject, SubstringTest } from './context/project.ts';
import type { FunctionRef, ValueRef } from './context/references.ts';
import type { Confidence, Edit, Place, Step } from './finding.ts';
import type { Manifests } from './manifests/manifest.ts';
import type { CallKind, RoleRow, ScopeRow, SinkKind, SourceKind, VerifierRow } from './models/model.ts';

export type * from './context/calls.ts';
export type * from './context/doors.ts';
export type * from './context/project.ts';
export type * from './context/forms.ts';
export type * from './context/references.ts';

export interface FlowQuery {
  from: SourceKind[];
  to: SinkKind[];
}

/** One way of a value from where it enters to where it must not arrive. */
export interface Flow {
  source: Step;
  sink: Step;
  /** Source first, sink last; every hop was seen. */
  steps: Step[];
  /** Where whoever received the value lets go of it: the last step in its file, or the sink. */
  handOver: Step;
  sinkKind: SinkKind;
  /** True when the object that holds the value travelled whole and nobody read the value itself. */
  isWhole: boolean;
  /** True when nobody promises that what arrives holds the value: it was read from the same object elsewhere. */
  isAssumed: boolean;
  /** True when what arrives is more than the value: a text or an object that holds it. */
  isPart: boolean;
  /** Where the value itself stands written on every way that leads here, in order. */
  bare: Place[];
  /** True when something else stands before the value in what arrives, so that it cannot decide where a URL or a path leads. */
  isTail: boolean;
  /** As many characters of the value arrive, where not all of it does. */
  shown?: number;
  /** The names under which the value lies in what arrives: `['headers', 'authorization']`; empty for the value itself or a text. */
  fields: string[];
  /** What is known of the destination. */
  destination: Destination;
  /** Further sources that reach the same sink. */
  alsoFrom: Step[];
  /** The name by which the call at the end calls: `log`, `error`; '' when it has none. */
  callee: string;
  /** The call that the value is handed to, for questions about its result. */
  call?: ValueRef;
  confidence: Confidence;
}

/** The constant parts of a URL, and the names of what fills its holes (`config.introspectionUrl`, `USERINFO_URL`). */
export interface Destination {
  /** Constant text with `\u0000` where something unknown stands. */
  texts: string[];
  /** Names read on the way: variables, members, environment variables. */
  names: string[];
}

/** A call that verifies, decodes or introspects a token, or that gates an endpoint. */
export interface Verification extends OptionedCall {
  row: VerifierRow;
  audience: Option;
  issuer: Option;
  algorithms: Option;
  requiredClaims: Option;
  /** Functions of the project that the call delegates the verification to. */
  delegates: RoleFunction[];
  /** True when a delegate is given but is not a function of the project that was seen. */
  hasUnknownDelegate: boolean;
  /** Constant texts among the other options, such as `typ`. */
  otherOptions: string[];
  /** True when the same file signs tokens, so that they may be its own. */
  isSelfMinted: boolean;
  /** True when the token is a text that stands in the program: a script or a sample, nobody presented it. */
  isConstantToken: boolean;
}

/** A function of the project that a library calls in a known role. */
export interface RoleFunction {
  row?: RoleRow;
  fn: FunctionRef;
  at: Place;
}

/** Names of calls that judge a token: whatever they are given, or only when they are given the token. */
export interface JudgingNames {
  alone: RegExp;
  withToken: RegExp;
}

/** How a claim of a verified or fetched token is looked at afterwards. */
export interface ClaimUse {
  /** `guards`: a comparison that decides whether processing goes on; `compares`: compared without consequence; `keeps`: becomes the user of the request; `reads`: only read. */
  kind: 'guards' | 'compares' | 'reads' | 'keeps';
  at: Place;
}

/** A string of a scope where it is requested. */
export interface ScopeRequest {
  row: ScopeRow;
  /** The single scope. */
  scope: string;
  /** Where the text stands. */
  at: Place;
  /** Where it is requested. */
  requestedAt: Place;
  /** Names that stand beside it in the same object. */
  beside: string[];
}

/** An object that a function returns. */
export interface ObjectView {
  at: Place;
  names: string[];
  /** True when a spread or computed key may add further names. */
  isOpen: boolean;
  /** The names whose values are not constants of the program. */
  computed: string[];
}

/** Code that reads a setting; a stub where nobody knows how this project reads settings. */
export interface Setting {
  code: string;
  isStub: boolean;
}

/** `isKnown`: the project says the value, and it is not left to a setting. */
export interface KnownSetting extends Setting {
  isKnown: boolean;
}

/** A function that a fix adds to a file: whoever calls it throws until a person fills it in. */
export interface Stub {
  name: string;
  parameter: string;
  /** What it throws. */
  message: string;
  /** True when it may also be called where nothing can be awaited; then it returns no promise there. */
  isSync?: true;
}

/**
 * How a rule writes a fix. Answers keep the layout, the quotes and the comments of the place, and are undefined where
 * that cannot be promised. Code that a rule writes has single quotes; they become those of the file.
 */
export interface SourceEdits {
  textOf(at: Place): string;
  /** Gives the call an option that it lacks, or this value where nothing but `undefined` is written. */
  giveOption(call: OptionedCall, option: string, code: string): Edit[] | undefined;
  /** Writes the option anew where it is written as one expression. */
  replaceOption(call: OptionedCall, option: string, code: string): Edit[] | undefined;
  /** Takes the option out of the object in which it is written. */
  dropOption(call: OptionedCall, option: string): Edit[] | undefined;
  /** Makes the written option throw where it is undefined or empty. */
  requireOption(call: OptionedCall, option: string, message: string): Edit[] | undefined;
  /** Adds a text to the list that is written for the option. */
  addToOption(call: OptionedCall, option: string, text: string): Edit[] | undefined;
  addProperty(object: ObjectView, name: string, code: string): Edit[] | undefined;
  /** Takes a text out of the list that is written for the option, if others remain. */
  removeFromOption(call: OptionedCall, option: string, text: string): Edit[] | undefined;
  /** The option as written, when it is one expression, and no list, that means the same at `near`. */
  optionCode(call: OptionedCall, option: string, near: Place): string | undefined;
  /** The URL of this server, as the metadata beside the gate names it. */
  ownUrlCode(gate: Verification): string | undefined;
  /** How the object literal reads the claims that were verified: `payload`. */
  claimsCode(verification: Verification, object: ObjectView): string | undefined;
  /** An expression that throws as long as a setting of this name, or one of the project that is named so, is missing. */
  settingCode(name: string, named: RegExp): Setting;
  /** The audience of this server, as code for the place: as the project says it elsewhere, else a setting that must be there. */
  audienceCode(near: Place): KnownSetting;
  /** Lets the check in the function that the token is active, as the call was answered, refuse other audiences, too. */
  alsoCompareAudience(fn: FunctionRef, asked: ValueRef, code: string): Edit[] | undefined;
  /** Hands the token of the object to a function that throws until a person fills it in. */
  verifyToken(object: ObjectView, stub: Stub): Edit[] | undefined;
  /** Hands the value to a function that throws until a person fills it in, where its result can be awaited. */
  exchange(flow: Flow, stub: Stub): Edit[] | undefined;
  /** Writes the code where an argument, the value of a property or an element stands. */
  putInPlace(at: Place, code: string): Edit[] | undefined;
  /** Takes headers out of those of the request where the flow hands all of them on. */
  dropHeaders(flow: Flow, names: string[]): Edit[] | undefined;
  /** Verifies the decoded token in the way in which the same file verifies another. */
  verifyLike(decoded: Verification, other: Verification): Edit[] | undefined;
}

export interface RuleContext {
  config: Config;
  edits: SourceEdits;
  /** What JSON, YAML, TOML and the like say. */
  manifests: Manifests;
  flows(query: FlowQuery): Flow[];
  verifications(...kinds: VerifierRow['kind'][]): Verification[];
  /** Calls that rows of the section `calls` describe, in the files that have a telling word. */
  calls(...kinds: CallKind[]): ApiCall[];
  /** Parameters that are sent together in a query or a form, where one of them is named so. */
  forms(telling: RegExp): Form[];
  /** Where parameters are read from the query of a request that comes in. */
  queryReads(): QueryRead[];
  /** Where a text that is named so is looked at in part: `startsWith`, `includes`, a pattern; the second name is the method. */
  partialMatches(name: RegExp): Spelled[];
  /** Where a value is written behind `Bearer`. */
  bearers(): Spelled[];
  /** True when code of the package around the place, or of the file alone, writes or reads a word like this. */
  says(near: Place, words: RegExp, scope?: 'package' | 'file'): boolean;
  /** True when the package around the place holds tools for a model, serves or runs an agent, or speaks of MCP. */
  isAgentPackage(near: Place): boolean;
  /** True when anything in the project speaks of agents, tools for models, or models. */
  hasAgents(): boolean;
  isSamePackage(one: Place, other: Place): boolean;
  /** The texts of one word in the files that have a telling word, when they are at least so long. */
  texts(least: number): ConstantText[];
  functions(role: RoleRow['role']): RoleFunction[];
  /** The innermost function around the place that a library calls in a known role. */
  roleAround(place: Place): RoleFunction | undefined;
  scopeRequests(): ScopeRequest[];
  /** What answers over HTTP: routes of the frameworks, and handlers that serve MCP or A2A in any other way. */
  endpoints(): Endpoint[];
  /** Where the project says which sites may read its answers. */
  crossOrigins(): CrossOrigin[];
  /** What is known of the project around a file: packages, the revision of the protocol, HTTP or stdio. */
  project(file: string): Project;
  /** Why what the function gives can be guessed; undefined where it cannot, or nobody knows. */
  guessable(fn: FunctionRef): 'constant' | 'clock' | 'counter' | 'weak-random' | undefined;
  /** Servers and transports of MCP that are made once and used for the requests of everybody. */
  sharedObjects(): SharedObject[];
  /** Variables that outlive a request, where one is told who is calling. */
  sharedIdentities(): SharedIdentity[];
  /** Where a scope is looked for inside the text of all scopes. */
  scopeSubstrings(): SubstringTest[];
  /** Where a function that judges requests lets one go on unjudged. */
  passes(fn: FunctionRef): Pass[];
  /** What a model may call: by rows of kind `tool`, and in objects of the project that describe a tool. */
  tools(): Tool[];
  /** True when each tool of the project says that it only reads: a server of documents is meant to be open. */
  readsOnly(): boolean;
  /** Objects that are recorded. */
  records(): AuditRecord[];
  /** Variables of the environment that the program sets. */
  settingsWritten(): SettingWritten[];
  /** What the function does to the world, a few calls deep. */
  effects(fn: FunctionRef): Effect[];
  /** What each tool does to the world that is its own doing, and not the plumbing of many. */
  toolEffects(): { tool: Tool; effects: Effect[] }[];
  /** How the named claims of the verified token, '' for all of them, are looked at, wherever they travel. */
  claimUses(verification: Verification, names: string[]): ClaimUse[];
  /** The function and every function of the project that it calls, a few calls deep. */
  reach(fn: FunctionRef): FunctionRef[];
  /** True when the function, or one that it calls, compares something named so. */
  comparesNamed(fn: FunctionRef, name: RegExp): boolean;
  /** True when the function, or one that it calls, reads something named so. */
  mentions(fn: FunctionRef, name: RegExp): boolean;
  returnedObjects(fn: FunctionRef): ObjectView[];
  /** The innermost named function that holds the value. */
  functionHolding(node: number): FunctionRef | undefined;
  /** True when the function, or one that it calls, leaves when a comparison of something named so fails. */
  guardsNamed(fn: FunctionRef, name: RegExp): boolean;
  /** True when a library calls the function to judge a token, or its name says that it does. */
  isVerifier(fn: FunctionRef): boolean;
  /** True when the flow ends in a request that is made to judge the token. */
  isVerifying(flow: Flow): boolean;
  callersCompare(fn: FunctionRef, name: RegExp): boolean;
  /** Verifications inside the function and the functions that it calls. */
  verificationsWithin(fn: FunctionRef): Verification[];
  callersVerify(fn: FunctionRef): boolean;
  /** The functions that call it, two calls up. */
  callersOf(fn: FunctionRef): FunctionRef[];
  /** True when a function that calls it, two calls up, or one that those call, calls something named so. */
  callersCall(fn: FunctionRef, name: RegExp): boolean;
  /** True when a verification that looks at the audience has run on every way to the call, here or in a caller. */
  isVerifiedBefore(call: ValueRef): boolean;
  /** True when the function, or one that it hands the token to, verifies it, compares it, or calls what is named so. */
  judgesToken(fn: FunctionRef, names: JudgingNames): boolean;
  /** True when some other function of the project, in the role of middleware or verifier, verifies tokens. */
  isVerifiedElsewhere(fn: FunctionRef): boolean;
  /** True for files on test, fixture and example paths. */
  isTest(file: string): boolean;
  /** True when the token that the call looks at came in with a request. */
  receivesInboundToken(verification: Verification): boolean;
  callsNamed(fn: FunctionRef, name: RegExp): boolean;
  /** Object literals with a token, a client and scopes, as a verifier hands them to an MCP server. */
  authInfos(): { object: ObjectView; holder?: FunctionRef; tokenAt?: Place }[];
  /** The vendor that stands on both sides of the flow, when that can be proven. */
  firstParty(flow: Flow): string | undefined;
}
