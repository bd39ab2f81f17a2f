/** What a generated file is, and what all of them have in common: the layout, and parts between two marks. */
import { format, resolveConfig } from 'prettier';

/** A generated file; `path` is relative to the repository. */
export interface Output {
  path: string;
  text: string;
}

/** The text as the formatter would leave it, so that `npm run format` never touches a generated file. */
export async function formatted(path: string, text: string): Promise<Output> {
  return { path, text: await format(text, { ...(await resolveConfig(path)), filepath: path }) };
}

/** Puts text between the two marks of a file; throws when they are not there. */
export function between(file: string, text: string, [open, close]: [string, string], inner: string): string {
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`${file} needs the lines ${open} and ${close}`);
  return `${text.slice(0, start + open.length)}\n${inner}\n${text.slice(end)}`;
}
