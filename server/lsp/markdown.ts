/** Text of findings as Markdown: what a project wrote must not become a link, a picture or a heading. */

/** The text with its code spans kept and everything else that Markdown or HTML would read escaped. */
export function markdownText(text: string): string {
  return text
    .split(/(`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&')))
    .join('');
}
