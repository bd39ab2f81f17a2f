/** Reading settings files that people write by hand: comments and trailing commas are forgiven, wrong types are absent. */
import { parse } from 'jsonc-parser';

export type JsonObject = Record<string, unknown>;

/** The object that the text (JSON with comments) holds, or undefined when it holds something else. */
export function parseObject(text: string | undefined): JsonObject | undefined {
  return text === undefined ? undefined : toObject(parse(text, [], { allowTrailingComma: true }) as unknown);
}

/** The value as an object, unless it is an array or no object. */
export function toObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value as a string, unless it is something else. */
export function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The strings of a list, or of a single string. */
export function toTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
