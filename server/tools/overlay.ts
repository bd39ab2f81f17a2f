/** Texts that count for a while, over those of a live session. */
import type { LiveSession } from '../live/live-session.ts';

/**
 * Gives the result of a function while texts count instead of what lies below them: another text that counts for a
 * while, the open buffer that `bufferOf` knows, or the file.
 */
export function createOverlay(
  live: Pick<LiveSession, 'open' | 'close'>,
  bufferOf: (path: string) => string | undefined = () => undefined,
): <T>(texts: ReadonlyMap<string, string>, use: () => T) => T {
  const over = new Map<string, string>();
  const textAt = (path: string): string | undefined => over.get(path) ?? bufferOf(path);

  function put(path: string, text: string | undefined): void {
    if (text === undefined) over.delete(path);
    else over.set(path, text);
    const now = textAt(path);
    if (now === undefined) live.close(path);
    else live.open(path, now);
  }

  return (texts, use) => {
    const before = new Map(Array.from(texts.keys(), (path) => [path, over.get(path)]));
    texts.forEach((text, path) => put(path, text));
    try {
      return use();
    } finally {
      before.forEach((text, path) => put(path, text));
    }
  };
}
