/** What a rule may ask. Everything is plain data with places; no rule sees a syntax node or a library's name. */
import type { Config } from './config.ts';
import type {
  ApiCall,
  AuditRecord,
  BranchOn,
  ConstantText,
  Effect,
  Guess,
  OpenLoop,
  RefusedRetry,
  SettingDefault,
  SettingWritten,
  Tool,
} from './context/calls.ts';
import type { CrossOrigin, Endpoint, Pass, VainCheck } from './context/doors.ts';
import type { ObjectView, SourceEdits } from './context/edits.ts';
import type { Flow, FlowQuery } from './context/flows.ts';
import type { Form, QueryRead, Redemption, Spelled } from './context/forms.ts';
import type { StatedIdentity } from './context/identities.ts';
import type {
  Identifier,
  Project,
  SharedIdentity,
  SharedObject,
  SpelledText,
  SubstringTest,
} from './context/project.ts';
import type { FunctionRef, RoleFunction, ValueRef } from './context/references.ts';
import type { ClaimUse, HandVerification, JudgingNames, ScopeRequest, Verification } from './context/verifications.ts';
import type { Place } from './finding.ts';
import type { Manifests } from './manifests/manifest.ts';
import type { CallKind, RoleRow, VerifierRow } from './models/model.ts';

export type * from './context/calls.ts';
export type * from './context/doors.ts';
export type * from './context/edits.ts';
export type * from './context/flows.ts';
export type * from './context/forms.ts';
export type * from './context/identities.ts';
export type * from './context/project.ts';
export type * from './context/references.ts';
export type * from './context/verifications.ts';

export interface RuleContext {
  config: Config;
  edits: SourceEdits;
  /** What JSON, YAML, TOML and the like say. */
  manifests: Manifests;
  flows(query: FlowQuery): Flow[];
  verifications(...kinds: VerifierRow['kind'][]): Verification[];
  /** Where the signature of a token of another issuer is checked by hand. */
  handVerifications(): HandVerification[];
  /** Calls that rows of the section `calls` describe, in the files that have a telling word. */
  calls(...kinds: CallKind[]): ApiCall[];
  /** Parameters that are sent together in a query or a form, where one of them is named so. */
  forms(telling: RegExp): Form[];
  /** Where codes of OAuth are redeemed. */
  redemptions(): Redemption[];
  /** Where parameters are read from the query of a request that comes in. */
  queryReads(): QueryRead[];
  /** Where fields of a form or a message are read that a request brings along. */
  bodyReads(): QueryRead[];
  /** Fields named so of requests and of what a model chose, by which the program takes out what belongs to somebody. */
  statedIdentities(name: RegExp): StatedIdentity[];
  /** Where headers are read, in lower case, of a request that comes in. */
  headerReads(): QueryRead[];
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
  /** What the program calls this server in metadata that it publishes, and where it compares the audience of a token. */
  identifiers(): Identifier[];
  functions(role: RoleRow['role']): RoleFunction[];
  /** The innermost function around the place that a library calls in a known role. */
  roleAround(place: Place): RoleFunction | undefined;
  scopeRequests(): ScopeRequest[];
  /** What answers over HTTP: routes of the frameworks, and handlers that serve MCP or A2A in any other way. */
  endpoints(): Endpoint[];
  /** True where the endpoint, or what it calls, reads the code with which a login sends the browser back. */
  isRedirectionEndpoint(door: Endpoint): boolean;
  /** Where the project says which sites may read its answers. */
  crossOrigins(): CrossOrigin[];
  /** What is known of the project around a file: packages, the revision of the protocol, HTTP or stdio. */
  project(file: string): Project;
  /** Why what the function gives can be guessed; undefined where it cannot, or nobody knows. */
  guessable(fn: FunctionRef): Guess | undefined;
  /** Servers and transports of MCP that are made once and used for the requests of everybody. */
  sharedObjects(): SharedObject[];
  /** Variables that outlive a request, where one is told who is calling. */
  sharedIdentities(): SharedIdentity[];
  /** Scopes that a gate or a comparison demands of whoever calls. */
  demandedScopes(): SpelledText[];
  /** Every constant text, and every name of a property, that is or holds the word. */
  spelledTexts(word: string): SpelledText[];
  /** Where a scope is looked for inside the text of all scopes. */
  scopeSubstrings(): SubstringTest[];
  /** Where a function that judges requests lets one go on unjudged. */
  passes(fn: FunctionRef): Pass[];
  /** Where a function that judges requests reads a credential, and nothing of it but whether it is there. */
  presenceOnly(fn: FunctionRef): Place | undefined;
  /** The test of a setting, of which one side runs the call and only the other one runs any of the others. */
  decidingSetting(call: ValueRef, others: readonly ValueRef[]): Place | undefined;
  /** Checks by which something is refused, and which answer `true` whatever they are given. */
  vainChecks(): VainCheck[];
  /** What a model may call: by rows of kind `tool`, and in objects of the project that describe a tool. */
  tools(): Tool[];
  /** True when each tool of the project says that it only reads: a server of documents is meant to be open. */
  readsOnly(): boolean;
  /** True when the function, or one that it calls, looks at what it is given: its type, or by what is named for a check. */
  checksInput(fn: FunctionRef): boolean;
  /** What the function itself reads of something that is named so. */
  readsOf(fn: FunctionRef, name: RegExp): { name: string; at: Place }[];
  /** Where the function writes something that is named so in another way: `iss.replace(…)`, `new URL(iss)`. */
  reshapes(fn: FunctionRef, name: RegExp): Place[];
  /** True when the function itself goes on, or not, by something that is named so. */
  testsNamed(fn: FunctionRef, name: RegExp): boolean;
  /** True when the function, or one that it calls, writes something that may be a record of what it does. */
  leavesRecord(fn: FunctionRef): boolean;
  /** Objects that are recorded. */
  records(): AuditRecord[];
  /** Where the function, or one that it calls, writes to the standard output of the program that starts at the place, however it was started. */
  stdoutWrites(fn: FunctionRef, program: Place): Place[];
  /** Where standard output is written beside the call, in the same function or at the top of the file, whenever it runs. */
  stdoutBeside(call: ValueRef): Place[];
  /** Loops that no condition of their own ends, in files that have a telling word. */
  openLoops(): OpenLoop[];
  /** What runs where something equals a text, or a member of an enumeration, that is named so. */
  branchesOn(word: RegExp): BranchOn[];
  /** Where a function that was refused (401, 403) calls itself with what it was given, and nothing bounds how often. */
  refusedRetries(): RefusedRetry[];
  /** Texts that stand in for variables of the environment which nobody has set. */
  settingDefaults(): SettingDefault[];
  /** Variables of the environment that the program sets. */
  settingsWritten(): SettingWritten[];
  /** What the function does to the world, a few calls deep. */
  effects(fn: FunctionRef): Effect[];
  /** What each tool does to the world that is its own doing, and not the plumbing of many. */
  toolEffects(): { tool: Tool; effects: Effect[] }[];
  /** How the named claims of the verified token, '' for all of them, are looked at, wherever they travel. */
  claimUses(verification: Verification, names: string[]): ClaimUse[];
  /** True where all claims of the verified token go out of sight together, so that somebody else may look at them. */
  claimsLeave(verification: Verification): boolean;
  /** The function and every function of the project that it calls, a few calls deep. */
  reach(fn: FunctionRef): FunctionRef[];
  /** True when the function, or one that it calls, compares something named so. */
  comparesNamed(fn: FunctionRef, name: RegExp): boolean;
  /** True when the function, or one that it calls, reads something named so; `members` leaves out its own variables. */
  mentions(fn: FunctionRef, name: RegExp, of?: 'members'): boolean;
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
