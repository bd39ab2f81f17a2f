/** What the tests of a suite have in common: started before the first of them, ended behind the last. */

/** Registers both with the suite around it; the function gives what was started. */
export function during<T>(start: () => Promise<T>, end: (started: T) => PromiseLike<unknown>): () => T {
  let started: T | undefined;
  before(async () => {
    started = await start();
  });
  after(async () => {
    if (started !== undefined) await end(started);
  });
  return () => {
    if (started === undefined) throw new Error('asked for before the tests have begun');
    return started;
  };
}

/** The same for what knows how to end itself. */
export function running<T extends AsyncDisposable>(start: () => Promise<T>): () => T {
  return during(start, (started) => started[Symbol.asyncDispose]());
}
