/** Lets go of what was sent and needs no answer: a client that refuses it, or is gone, is no reason to end. */
export function quietly(sent: Promise<unknown>): void {
  sent.catch(() => {});
}
