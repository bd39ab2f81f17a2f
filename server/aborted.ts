/** Giving up an answer that nobody waits for any more. */

/** Thrown out of a long loop when the caller has said that the answer is no longer wanted; nothing else throws it. */
export class Aborted extends Error {
  override readonly name = 'Aborted';

  constructor() {
    super('the answer is no longer wanted');
  }
}
