/** What the command says on standard error. */
import { printable } from '../report/printable.ts';

/** A line that says what is wrong. */
export function complaint(text: string): string {
  return `bailiwick: ${printable(text)}\n`;
}
