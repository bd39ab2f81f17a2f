/** Giving up an answer that nobody waits for any more. */

/** Thrown out of a long loop when the caller has said that the answer is no longer wanted; nothing else throws it. */
export class Aborted extends Error {
  override readonly name = 'Aborted';

  constructor() {
    super('the answer is no longer wanted');
  }
}

/** The same, of which every property that is read may be the last one: the checkpoint may throw. */
export function watchedBy<T extends object>(checkpoint: (() => void) | undefined, whole: T): T {
  if (!checkpoint) return whole;
  return new Proxy(whole, {
    get(target, question, receiver): unknown {
      checkpoint();
      return Reflect.get(target, question, receiver);
    },
  });
}
