/** The pages of the rules: a large text that few runs read. */
import pages from '../../rules/pages.json' with { type: 'json' };

/** The Markdown page of a rule, '' when there is none. */
export function pageOf(id: string): string {
  const all: Record<string, string> = pages;
  return all[id] ?? '';
}
