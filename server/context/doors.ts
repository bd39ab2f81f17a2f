/** What answers over HTTP as a rule sees it: endpoints, what stands before them, and how it is passed. */
import type { Place } from '../finding.ts';
import type { ApiCall } from './calls.ts';
import type { FunctionRef, ValueRef } from './references.ts';

/** Something that a request passes before it is answered. */
export interface Gate {
  /** `auth`: asks who is calling; `origin`, `host`: ask where from and where to; `unknown`: nobody can tell. */
  kind: 'auth' | 'origin' | 'host' | 'cors' | 'rate-limit' | 'other' | 'unknown';
  at: Place;
  /** The call of a library that makes it. */
  call?: ValueRef;
  /** The function of the project that it is. */
  fn?: FunctionRef;
  /** The call that puts it before the answer, where that is another: `register(cors, options)`. */
  by?: ValueRef;
  /** True where it stands before the answer only if a condition held when the application was made. */
  isConditional?: true;
  /** The setting without which it does not stand there, where nothing else is done without it. */
  setting?: Place;
  /** The function of the project inside which the call stands. */
  within?: FunctionRef;
}

/** A way by which a request goes on before anybody has looked at its credential. */
export interface Pass {
  /**
   * `missing-credential`: it has none; `unset`: a setting is missing or off; `switch`: a setting takes the check away;
   * `environment`: it is not production; `path-part`: the path holds a word somewhere; `caught`: the check failed;
   * `session`: it names a session; `host`: it names this machine in its Host header; `refused`: it was refused, and goes on;
   * `both-missing`: neither the header nor the variable that it is held against is there.
   */
  kind:
    | 'missing-credential'
    | 'unset'
    | 'switch'
    | 'environment'
    | 'path-part'
    | 'caught'
    | 'session'
    | 'host'
    | 'refused'
    | 'both-missing';
  /** The test of the `if`, the `catch`, or the call by which it goes on. */
  at: Place;
  fn: FunctionRef;
  /** What lets it go on after a check that failed; `takesError` where a call with an error would refuse it. */
  onward?: { at: Place; takesError: boolean };
}

/** A check that says yes whatever it is given. */
export interface VainCheck {
  fn: FunctionRef;
  /** Where something is refused, or so one thinks, when it says no. */
  testedAt: Place;
}

/** Where a server says which sites may read its answers (CORS). */
export interface CrossOrigin {
  /** The value that says it, or the call that says nothing and takes the default. */
  at: Place;
  /** `echo`: whichever asks; `any`: `*`; `other`: a list, a judgement, or nobody can tell. */
  allowed: 'echo' | 'any' | 'other';
  /** True when the answer may be read together with cookies and the like. */
  isWithCredentials: boolean;
  /** The middleware that says it. */
  call?: ApiCall;
  /** The applications on which it is called. */
  on?: ValueRef[];
  /** The function that writes the headers by hand. */
  fn?: FunctionRef;
}

/** A door of the project: what answers a request over HTTP. */
export interface Endpoint {
  protocol: 'mcp' | 'a2a' | 'http';
  /** The callee of the call that makes it a door, or the function that a platform calls. */
  at: Place;
  call?: ApiCall;
  /** Where it tells the methods of MCP or A2A apart by name, when no library does. */
  spoken?: Place;
  /** As the framework names it: `post`, `all`, `use`. */
  method?: string;
  /** The whole path, mounts included, when it is constant. */
  path?: string;
  /** Functions of the project that answer; their own checks are among the gates. */
  handlers: FunctionRef[];
  /** Calls that make what speaks the protocol here. */
  serving: ApiCall[];
  /** What stands before the answer, in order, as far as it was seen. */
  gates: Gate[];
  /** True when nothing else can stand before it: the application is made here, and each gate is known. */
  isWhole: boolean;
  /** The calls that made the applications on the way, where rows of kind `app` describe them. */
  apps(): ApiCall[];
  /** The calls that open the port. */
  listens(): ApiCall[];
  /** Who can reach the port, by what the program takes when nobody sets anything. */
  bound(): 'loopback' | 'everywhere' | 'unknown';
  /** Whether one of the gates asks who is calling and cannot be passed; `unknown` where one may stand there or not. */
  authentication(): 'always' | 'sometimes' | 'never' | 'unknown';
}
