/** The shape of a model: library knowledge as rows of access paths, one YAML file per package under rules/models. */
import type { CallKind } from './call-kinds.ts';
import type { roleKinds, sanitizerKinds, sinkKinds, sourceKinds, verifierKinds } from './kinds.ts';

/** One token of an access path, as `access-path.ts` parses it. */
export type PathToken =
  /** `Member[a,b]`, `Member[*]`; `Default` is the default export or, for CommonJS, the module itself. */
  | { kind: 'member'; names: string[] | '*' }
  | { kind: 'default' }
  /** `Argument[0]`, `Argument[1..]`, `Argument[0,2]`, `Argument[last]` (a function, where an object literal follows it), `Argument[this]` (the receiver), `Argument[maker]` (what the callee was made with). */
  | { kind: 'argument'; index: ArgumentIndex }
  /** `Parameter[0]`: a parameter of the function that stands here; `Parameter[0<4]`, `Parameter[1=4]`: where it has fewer, or so many. */
  | { kind: 'parameter'; index: ArgumentIndex }
  /** What a call returns, promises unwrapped. */
  | { kind: 'return' }
  /** What `new` makes. */
  | { kind: 'instance' }
  /** Any element of an array, Map, Set or iterator. */
  | { kind: 'element' }
  /** `Key[0]`: the member that the constant string in argument 0 of the call names. */
  | { kind: 'key'; argument: number }
  /**
   * `WithArgument[0=authorization]`, `WithArgument[0=sh,bash]`: only calls whose argument is such a constant, case
   * ignored; a list is its texts with blanks between, an object the list under `cmd` or `Cmd`, and `auth token*` a text that begins so.
   */
  | { kind: 'withArgument'; argument: number; texts: string[] };

export type ArgumentIndex =
  { from: number; to: number; below?: number; count?: number } | { list: number[] } | 'last' | 'this' | 'maker';

/**
 * Where a path begins.
 * - `package`: the module object of the model's package (the path starts with Member, Default, …)
 * - `type`: a name from a `types:` section, `Name` or `package#Name`
 * - `exported`: `Type[Name]`: a value annotated with the type or class Name that the package exports, or an
 *   object or class instance that implements it
 * - `global`: `Global[fetch]`
 * - `any`: `Any`: whatever the receiver is, when nothing better is known (string and array methods)
 * - `unmodelled`: `Unmodelled`: a callee of an npm package that no model knows
 * - `unresolved`: `Unresolved`: a callee that cannot be resolved at all
 * - `logger`: `UnknownLogger`: a method of something that is named as a logger and is of no package that a model knows
 */
export type PathRoot =
  | { kind: 'package' }
  | { kind: 'type'; name: string }
  | { kind: 'exported'; name: string }
  | { kind: 'global'; name: string }
  | { kind: 'any' }
  | { kind: 'unmodelled' }
  | { kind: 'unresolved' }
  | { kind: 'logger' };

export interface AccessPath {
  text: string;
  root: PathRoot;
  tokens: PathToken[];
}

export type SourceKind = (typeof sourceKinds)[number];
export type SinkKind = (typeof sinkKinds)[number];
export type SanitizerKind = (typeof sanitizerKinds)[number];
export type VerifierKind = (typeof verifierKinds)[number];
export type RoleKind = (typeof roleKinds)[number];
export type { CallKind };

/** A value of a kind enters here; trailing Member tokens are the field that holds it. */
export interface SourceRow {
  kind: SourceKind;
  path: string;
  note: string;
  /** True when every field of the value, however deep, is of the kind too. */
  deep?: true;
  /** Words of which one stands in every file where it enters, if the names of the path stand in files of all kinds. */
  words?: string[];
  /** Words of which one must stand in the file: elsewhere the names of the path mean something else. */
  amid?: string[];
  /** True when nobody promises that the field is there: an object without it counts for nothing until the program reads it. */
  ifRead?: true;
}

/** A value of the kind must not arrive here; trailing Member tokens are the field that counts. */
export interface SinkRow {
  kind: SinkKind;
  path: string;
  note: string;
  /** Where the destination stands, relative to the same call: `Argument[0]`, `Argument[0].Member[url]`. */
  url?: string;
  /** True when a value counts in whatever field it lies of what arrives. */
  deep?: true;
  /** An option of the same call that must be written, and not false, for the place to count. */
  when?: string;
  /** True when what arrives is one word of what is read there, whatever stands around it. */
  part?: true;
  /** Texts of which one must be the element right before the place, which is an element of a list. */
  behind?: string[];
}

/** A call that carries values: both ends are relative to the call that `path` names (`Argument[0]`, `ReturnValue`, `Argument[this].Key[0]`, `Argument[1].Parameter[0]`). */
export interface PropagatorRow {
  path: string;
  from: string;
  to: string;
  /** Where the schema stands, relative to the call, that what goes in is held against. */
  schema?: string;
  /** True when something that is not the value's stands before it in what comes out. */
  tail?: true;
  /** True when the names of its fields come out, and none of what lies under them. */
  names?: true;
}

/** A call whose result is a different, clean value. `kind` says what makes it clean. */
export interface SanitizerRow {
  kind: SanitizerKind;
  path: string;
  note: string;
  /** Clean for these places only; for all of them when it is not said. */
  for?: SinkKind[];
}

/** Values stored in one place and read in another: what enters at any `in` comes out at every `out`. */
export interface ChannelRow {
  name: string;
  in: string[];
  out: string[];
}

export type Reaction = 'accepts' | 'rejects' | 'throws';

/** A call (or `new`) that validates a token, with the places of its options and what it does without them, as measured. */
export interface VerifierRow {
  kind: VerifierKind;
  path: string;
  /** Where the token goes in, relative to the call. */
  token?: string;
  /** Where the verified claims come out, relative to the call. */
  claims?: string;
  /** Where they come out when the caller asks for the token with its header. */
  wholeClaims?: string;
  audience?: string[];
  issuer?: string[];
  algorithms?: string[];
  /** Where the list of claims that must be present stands. */
  requiredClaims?: string[];
  /** A function of the project that the call delegates to, e.g. the verifier of `requireBearerAuth`. */
  delegate?: string[];
  /** Where the address of the metadata stands that names this server as a resource. */
  metadata?: string[];
  /** What happens to a token for another audience when the option is not there / is undefined / is ''. */
  absent?: Reaction;
  whenUndefined?: Reaction;
  /** Where null means something else than undefined. */
  whenNull?: Reaction;
  whenEmpty?: Reaction;
  /** What happens to a token with no audience claim although the option is set. */
  missingClaim?: Reaction;
  /** Environment variable that the library reads when the option is absent. */
  env?: string;
  /** Properties under which a package may write options once for all calls: what a call lacks is unknown then. */
  elsewhere?: string[];
  note?: string;
}

/** A function of the project that a library calls in a known role: `path` ends at the function itself. */
export interface RoleRow {
  role: RoleKind;
  path: string;
  /** Where the token comes in: `Parameter[0]`. */
  token?: string;
  note?: string;
}

/** A place where scopes or permissions are requested (not merely listed or checked). */
export interface ScopeRow {
  /** Which catalogue speaks: a provider of rules/scopes, or 'any'. */
  provider: string;
  /** `delegated`: a user consents; `application`: the app's own; `on-behalf-of`: an exchange; `advertised`: metadata that clients will request. */
  flow: 'delegated' | 'application' | 'on-behalf-of' | 'advertised';
  path: string;
  note?: string;
}

/** A call (or `new`) whose options say something: for the question `calls`. */
export interface CallRow {
  kind: CallKind;
  path: string;
  /** The places of its options by name, the one that counts first. */
  options: Record<string, string[]>;
  /** What the library takes when an option is absent. */
  defaults?: Record<string, string>;
  /** Values of an option, as text, that open what the call should close. */
  unsafe?: Record<string, string[]>;
  /** Code to write for an option that has an unsafe value. */
  safe?: Record<string, string>;
  /** Constant texts, or names of library values, that must stand at places of the call for the row to count. */
  where?: Record<string, string>;
  /** A list: each of its elements is a call of its own, and paths of options that begin so speak of that element. */
  each?: string;
  /** Of a tool: where the arguments come in, relative to its handler. */
  input?: string;
  /** Words of which one stands in every file where the call counts, if its package stands in files of all kinds. */
  words?: string[];
  /** Of an application: names of the library by which any file of it may put something before each of its routes. */
  elsewhere?: string[];
  note?: string;
}

export interface Model {
  /** npm package names that share the rows; `node:http` style for built-in modules; `globals` for globals and language built-ins. */
  packages: string[];
  versions?: string;
  /** Synthetic names: many ways of reaching an object share one row. */
  types?: Record<string, string[]>;
  sources?: SourceRow[];
  sinks?: SinkRow[];
  propagators?: PropagatorRow[];
  sanitizers?: SanitizerRow[];
  channels?: ChannelRow[];
  verifiers?: VerifierRow[];
  roles?: RoleRow[];
  scopes?: ScopeRow[];
  calls?: CallRow[];
}
