/** What is known of the project as a whole: its packages, the revision of the protocol, and how it is reached. */
import type { Place } from '../finding.ts';
import type { FunctionRef } from './references.ts';

export type McpRevision = '2025-03-26' | '2025-06-18' | '2025-11-25' | '2026-07-28';

/** The project around one file. */
export interface Project {
  /** The version of a package that the lockfile pins, else the lowest that package.json allows. */
  version(name: string): string | undefined;
  /** The newest revision of MCP that the SDK of the package speaks; undefined without an SDK that says it. */
  revision: McpRevision | undefined;
  /** True when the SDK of the package speaks only revisions before that one; false where nobody knows. */
  isBefore(revision: McpRevision): boolean;
  /** True when the package is known to be of an older version: no version that has more numbers, nor one that is unknown. */
  isOlder(name: string, version: string): boolean;
  /** True when something in the project serves MCP over HTTP, or over stdio. */
  isHttp: boolean;
  isStdio: boolean;
}

/** Something that is made once and answers the requests of everybody. */
export interface SharedObject {
  /** `server`: connected by each request; `transport`: without sessions, and used again; `factory`: gives the same each time. */
  kind: 'server' | 'transport' | 'factory';
  at: Place;
}

/** A variable that outlives a request, where a request writes into it who is calling. */
export interface SharedIdentity {
  /** Written into a variable, under a name that is the same for all, or into a client that is made once. */
  kind: 'variable' | 'entry' | 'client';
  at: Place;
  /** The name that is written to. */
  name: string;
  fn: FunctionRef;
  /** A route or a chat leads to it, and nothing that speaks a protocol of agents. */
  isBesideAgents?: true;
}

/** A word where the program writes it. */
export interface SpelledText {
  text: string;
  at: Place;
  /** True where only a part of a value is looked at, so that the word says nothing of the rest. */
  isOpen?: true;
}

/** A text that is looked for inside the text of several scopes. */
export interface SubstringTest {
  at: Place;
  /** `includes`, `indexOf`, `match`, `test`. */
  method: string;
  within?: FunctionRef;
}

/** One value by which the program knows this server: a constant text, or a variable of the environment. */
export interface IdentifierValue {
  /** With `\u0000` where the setting stands, when that is only a part. */
  text?: string;
  setting?: string;
  /** Where it stands written. */
  at: Place;
  /** True where it stands in for another that is missing. */
  isFallback?: true;
}

/** What the program calls this server where it says so to clients, or where it compares the audience of a token. */
export interface Identifier {
  role: 'published' | 'expected';
  /** The call that compares, or the property that is published. */
  at: Place;
  values: IdentifierValue[];
  /** False when it may be something else, too, that cannot be seen. */
  isWhole: boolean;
}
