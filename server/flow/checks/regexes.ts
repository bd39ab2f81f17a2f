/** What a regular expression of the program matches, tried on short texts of our own: nothing of the program runs. */

const memo = new Map<string, RegExp | undefined>();
const maxMemo = 1000;
const maxLength = 500;

/** Whether the source, whatever its case, is found in the text; undefined for one that is none, or that is too long to try. */
export function isFoundBy(source: string, text: string): boolean | undefined {
  return compiled(source)?.test(text);
}

/** What is left of the text when everything that the source matches is taken out; undefined as above. */
export function without(source: string, text: string): string | undefined {
  const pattern = compiled(source);
  return pattern && text.replaceAll(new RegExp(pattern.source, `${pattern.flags}g`), '');
}

function compiled(source: string): RegExp | undefined {
  if (source.length > maxLength) return undefined;
  if (!memo.has(source)) {
    if (memo.size >= maxMemo) memo.clear();
    memo.set(source, made(source, 'i') ?? made(source, 'iu') ?? made(source, 'iv'));
  }
  return memo.get(source);
}

function made(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    // The engine refuses it: no pattern, or one that is too large.
    return undefined;
  }
}
