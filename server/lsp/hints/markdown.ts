/** Text of findings as Markdown: what a project wrote must not become a link, a picture or a heading. */
import { printable } from '../../report/printable.ts';

/** The text with its code spans kept and everything else that Markdown or HTML would read escaped. */
export function markdownText(text: string): string {
  return printable(text)
    .split(/(`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&')))
    .join('');
}
