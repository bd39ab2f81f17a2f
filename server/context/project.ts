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
  at: Place;
  /** The name that is written to. */
  name: string;
  fn: FunctionRef;
}

/** A text that is looked for inside the text of several scopes. */
export interface SubstringTest {
  at: Place;
  /** `includes`, `indexOf`, `match`, `test`. */
  method: string;
  within?: FunctionRef;
}
