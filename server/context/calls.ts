/** Calls of libraries as a rule sees them: options with names, evaluated, and the tools that some of them make. */
import type { Place } from '../finding.ts';
import type { CallRow } from '../models/model.ts';
import type { FunctionRef, ValueRef } from './references.ts';

export type OptionState = 'set' | 'possibly-empty' | 'absent' | 'unknown';

/** The state of an option of a call, after constants, spreads, conditionals and helper functions. */
export interface Option {
  state: OptionState;
  /** Where its value stands, when it is written. */
  at?: Place;
  /** Its constant values, when all are known. */
  texts?: string[];
  /** Regular expressions among its values. */
  patterns?: { source: string; at: Place }[];
  /** True when a list among its values holds elements that are no constant texts. */
  hasOthers?: boolean;
  /** Names read on the way to the value. */
  names: string[];
  /** True when the value can be `undefined`; false with `possibly-empty` means the empty string. */
  mayBeUndefined?: boolean;
  /** True when the value can be `null`. */
  mayBeNull?: boolean;
}

/** A call of a library with options that have names: what a rule asks about and a fix writes to. */
export interface OptionedCall {
  call: ValueRef;
  /** The callee, or the element of a list that counts as a call of its own. */
  at: Place;
  /** The name by which it calls: `post`, `listen`, `StreamableHTTPServerTransport`; '' when it has none. */
  name: string;
  /** The element of a list that counts as a call of its own, and the path of the list. */
  element?: ValueRef & { list: string };
  /** Where each option stands, relative to the call, the place that counts first. */
  places: Readonly<Record<string, readonly string[]>>;
  /** The innermost named function that holds the call. */
  within?: FunctionRef;
  /** The innermost function that holds the call. */
  inside?: FunctionRef;
}

/** A text that stands in the program. */
export interface ConstantText {
  text: string;
  /** The text without its quotes. */
  at: Place;
  /** True where something else may stand, and this only when that is missing. */
  isFallback: boolean;
}

/** A text that the program takes where nobody has set a variable of the environment. */
export interface SettingDefault {
  /** The variables that are asked before it. */
  names: readonly string[];
  text: string;
  /** The text without its quotes. */
  at: Place;
}

/** What makes it easy to guess a value. */
export type Guess = 'constant' | 'clock' | 'counter' | 'weak-random';

/** A call that a row of the section `calls` describes, with its options evaluated. */
export interface ApiCall extends OptionedCall {
  row: CallRow;
  /** Absent for a name that the row does not have. */
  option(name: string): Option;
  /** The constant texts that can stand at the option, each where it is written. */
  constants(name: string): ConstantText[];
  /** Names of what is called, read and written to make the option. */
  makers(name: string): string[];
  /** What makes it easy to guess the option; undefined where it is not, or nobody knows. */
  guess(name: string): Guess | undefined;
  /** The names that an object at the option has, with the places of their values; undefined where it cannot be seen whole. */
  fields(name: string): { name: string; at: Place }[] | undefined;
  /** True when the environment of the program, or an object that holds all of it, stands at the option. */
  takesEnvironment(name: string): boolean;
  /** Functions of the project that stand at the option. */
  functionsAt(name: string): FunctionRef[];
  /** Options that have, or can have, a value that the row calls unsafe. */
  unsafe(): UnsafeOption[];
}

/** An option whose value, or whose absence, opens what the call should close. */
export interface UnsafeOption {
  name: string;
  /** Where the value stands; undefined when the option is absent and the library takes an unsafe one. */
  at?: Place;
  value: string;
  /** True when it can be nothing else. */
  isCertain: boolean;
  /** Code of the same kind that closes it. */
  safe?: string;
}

/** An object that is handed to a logger, a span, or a function that is named for records. */
export interface AuditRecord {
  at: Place;
  names: string[];
  /** True when a spread or computed key may add further names. */
  isOpen: boolean;
  /** True when what it is handed to, or the function around it, is named for an audit. */
  isAudit: boolean;
  /** The innermost named function around it. */
  within?: FunctionRef;
}

/** A loop that has no condition of its own, or goes on for as long as something that it is told says so. */
export interface OpenLoop {
  /** Its head. */
  at: Place;
  /** Names that its condition reads; none where it has none, or one that always holds. */
  test: readonly string[];
  /** True when something in it compares a number that is not zero: how often it has run, how long, how much. */
  isCounted: boolean;
  /** True when the call stands in it, or in a function that is called from it. */
  holds(call: ValueRef): boolean;
  /** True when something that is read in it is named so. */
  reads(name: RegExp): boolean;
  /** True when something that is called in it is named so. */
  calls(name: RegExp): boolean;
}

/** A part of a function that runs where something is a given word. */
export interface BranchOn {
  at: Place;
  fn: FunctionRef;
  /** Functions of the project that are called in it, and where. */
  runs: { at: Place; fn: FunctionRef }[];
}

/** A call by which a function asks itself once more after it was refused, without end as far as it is written. */
export interface RefusedRetry {
  at: Place;
  fn: FunctionRef;
  /** What it was refused with: `403`, `insufficient_scope`, the class of an error. */
  status: string;
}

/** A variable of the environment that the program sets for itself. */
export interface SettingWritten {
  name: string;
  at: Place;
  /** The constant that it is set to. */
  text?: string;
  /** The innermost function around it, named or not. */
  inside?: FunctionRef;
}

/** What running a function does to the world. */
export type EffectKind = 'deletes' | 'pays' | 'sends' | 'runs';

/** A call by which a function does it, itself or through what it calls. */
export interface Effect {
  kind: EffectKind;
  at: Place;
  /** The name by which it calls. */
  name: string;
  /** What that is, in words: `deletes something`. */
  does: string;
}

/** A function of the project that a model may call. */
export interface Tool {
  /** Its name where it is written, or the call or object that makes it a tool. */
  at: Place;
  name?: string;
  /** The functions that do the work; none where the project hands calls out by itself. */
  handlers: FunctionRef[];
  /** What a function of the project wraps for it alone: `safe(async (args) => …)`. */
  wrapped(): FunctionRef[];
  /** The call that registers it; one call may register many. */
  call?: ApiCall;
  /** `name`, `title`, `description`, `annotations`, `approval`, `scopes`. */
  option(name: string): Option;
  /** An annotation, such as `destructiveHint`. */
  hint(name: string): Option;
  /** The arguments that its schema names; undefined where the schema cannot be seen whole. */
  fields(): { name: string; at: Place }[] | undefined;
  /** Where its schema has a keyword of JSON Schema, however deep. */
  keywords(name: string): SchemaKeyword[];
  /** Where its schema lets anything through. */
  openings(): SchemaOpening[];
  /** The names that its functions read of the arguments. */
  reads(): string[];
}

/** A keyword that a schema has. */
export interface SchemaKeyword {
  /** Its value. */
  at: Place;
  text?: string;
  /** The names on the way: `['properties', 'region']`. */
  path: readonly string[];
  /** The type that stands beside it. */
  type?: string;
}

/** A schema that takes whatever comes. */
export interface SchemaOpening {
  at: Place;
  /** The argument that it is the schema of; the whole schema without. */
  field?: string;
}
