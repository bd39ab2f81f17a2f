/** How a rule writes a fix in code. */
import type { Flow, Verification } from '../context.ts';
import type { Edit, Place } from '../finding.ts';
import type { OptionedCall, Tool } from './calls.ts';
import type { FunctionRef, ValueRef } from './references.ts';

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
  /** Writes another option where this one is written. */
  renameOption(call: OptionedCall, option: string, name: string, code: string): Edit[] | undefined;
  /** Makes the written option throw where it is undefined or empty. */
  requireOption(call: OptionedCall, option: string, message: string): Edit[] | undefined;
  /** Throws where the quoted text would stand in for something that is missing; `at` without its quotes. */
  throwInstead(at: Place, message: string): Edit[] | undefined;
  /** Adds a text to the list that is written for the option. */
  addToOption(call: OptionedCall, option: string, text: string): Edit[] | undefined;
  /** Gives the tool an annotation that is true, where the call registers this tool alone. */
  giveHint(tool: Tool, hint: string): Edit[] | undefined;
  addProperty(object: ObjectView, name: string, code: string): Edit[] | undefined;
  /** Takes a text out of the list that is written for the option, if others remain. */
  removeFromOption(call: OptionedCall, option: string, text: string): Edit[] | undefined;
  /** The option as written, when it is one expression, and no list, that means the same at `near`. */
  optionCode(call: OptionedCall, option: string, near: Place): string | undefined;
  /** The URL of this server, as the metadata beside the gate names it. */
  ownUrlCode(gate: Verification): string | undefined;
  /** How the object literal reads the claims that were verified: `payload`. */
  claimsCode(verification: Verification, object: ObjectView): string | undefined;
  /** An expression for the place that throws as long as a setting of this name, or one of the project that is named so, is missing. */
  settingCode(name: string, named: RegExp, near: Place): Setting;
  /** The audience of this server, as code for the place: as the project says it elsewhere, else a setting that must be there. */
  audienceCode(near: Place): KnownSetting;
  /** Lets the check in the function that the token is active, as the call was answered, refuse other audiences, too. */
  alsoCompareAudience(fn: FunctionRef, asked: ValueRef, code: string): Edit[] | undefined;
  /** Hands the token of the object to a function that throws until a person fills it in. */
  verifyToken(object: ObjectView, stub: Stub): Edit[] | undefined;
  /** Hands the value to a function that throws until a person fills it in, where its result can be awaited. */
  exchange(flow: Flow, stub: Stub): Edit[] | undefined;
  /** Writes what is made of the code at the place, or nothing where that is nothing new. */
  rewrite(at: Place, change: (code: string) => string): Edit[] | undefined;
  /** Writes the code where an argument, the value of a property or an element stands. */
  putInPlace(at: Place, code: string): Edit[] | undefined;
  /** Writes `[redacted]` where the value stands in what is recorded at the place; `isExact` where the rest of it stays. */
  redact(flow: Flow, at: Place): { edits: Edit[]; isExact: boolean } | undefined;
  /** Constructs another class of the same package instead, which is imported beside the first. */
  constructOther(call: OptionedCall, name: string, args: string): Edit[] | undefined;
  /** Takes headers out of those of the request where the flow hands all of them on. */
  dropHeaders(flow: Flow, names: string[]): Edit[] | undefined;
  /** Verifies the decoded token in the way in which the same file verifies another. */
  verifyLike(decoded: Verification, other: Verification): Edit[] | undefined;
}
