/** The result of `read`, or undefined after `failed` was told the error. */
export function attempt<T>(read: () => T, failed: (error: unknown) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    failed(error);
    return undefined;
  }
}
