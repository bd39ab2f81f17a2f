/** Ways of values through the program, as rules see them. */
import type { Confidence, Place, Step } from '../finding.ts';
import type { SinkKind, SourceKind } from '../models/model.ts';
import type { ValueRef } from './references.ts';

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
  /** True when the program goes on only after a look at the first word of a command line of which all arrives. */
  isFirstWordChecked?: true;
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
