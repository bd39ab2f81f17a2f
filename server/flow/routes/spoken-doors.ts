/** Functions that a platform or a server of Node calls, and that read the messages of the protocol without any library. */
import type { ApiCall, FunctionRef } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Functions } from '../behaviour/functions.ts';
import type { Fn, LoadedFile } from '../graph.ts';
import type { Spoken } from './spoken.ts';

interface SpokenDoorsInput {
  functions: Functions;
  selected: readonly LoadedFile[];
  calls(...kinds: CallKind[]): ApiCall[];
  isTest(path: string): boolean;
  /** The functions of a file that a platform calls. */
  opened(file: LoadedFile): Fn[];
  /** True where something that is not seen may run before what the platform calls. */
  isBehindMiddleware(path: string): boolean;
  spokenBy(ref: FunctionRef): Spoken | undefined;
}

/** Such a function, and whether nothing else can run before it. */
export interface SpokenDoor {
  fn: Fn;
  ref: FunctionRef;
  isWhole: boolean;
}

/** A finder of such functions. */
export function createSpokenDoors(input: SpokenDoorsInput): { spokenDoors(): SpokenDoor[] } {
  const { functions, selected, calls, isTest, opened, isBehindMiddleware, spokenBy } = input;

  function spokenDoors(): SpokenDoor[] {
    const started = [
      ...calls('server').flatMap((call) => call.functionsAt('handlers')),
      ...calls('listen').flatMap((call) => call.functionsAt('app')),
    ].flatMap((ref) => functions.fnOf(ref) ?? []);
    const exported = selected.flatMap((file) => (isTest(file.path) ? [] : opened(file)));
    const all = [
      ...started.map((fn) => ({ fn, ref: functions.refOf(fn), isExported: false })),
      ...exported.map((fn) => ({ fn, ref: functions.refOf(fn), isExported: true })),
    ];
    const byFunction = new Map(all.toReversed().map((one) => [one.ref.id, one]));
    return [...byFunction.values()]
      .filter(({ ref }) => spokenBy(ref) !== undefined)
      .map(({ fn, ref, isExported }) => ({ fn, ref, isWhole: !isExported || !isBehindMiddleware(fn.file.path) }));
  }

  return { spokenDoors };
}
