/** Waiting on events of the editor, never on a clock. */
import assert from 'node:assert/strict';
import { languages, type Diagnostic, type Event, type TextDocument, type Uri } from 'vscode';

/** Longer than anything takes on a loaded machine, in milliseconds; only a test that fails waits so long. */
const limit = 60_000;

/** The first answer that is not undefined: now, or after one of the events. */
export function until<T>(what: string, event: Event<unknown>, question: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(new Error(`Waited in vain until ${what}.`))), limit);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      listener.dispose();
      settle();
    };
    const ask = (): void => {
      try {
        const answer = question();
        if (answer !== undefined) end(() => resolve(answer));
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    };
    const listener = event(ask);
    ask();
  });
}

/** Our diagnostics of a file, as soon as they are as wanted. */
export async function diagnostics(uri: Uri, wanted: (ours: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
  const ours = (): Diagnostic[] => languages.getDiagnostics(uri).filter(({ source }) => source === 'bailiwick');
  try {
    return await until('the diagnostics are as wanted', languages.onDidChangeDiagnostics, () => {
      const now = ours();
      return wanted(now) ? now : undefined;
    });
  } catch (error) {
    const last = ours().map((each) => `  ${each.range.start.line + 1} ${ruleOf(each)} ${each.message}`);
    throw new Error(`${uri.path} has\n${last.join('\n')}`, { cause: error });
  }
}

/** Our diagnostics of a rule in a file, as soon as there are so many. */
export async function findings(uri: Uri, rule: string, count = 1): Promise<Diagnostic[]> {
  const ofRule = (all: Diagnostic[]): Diagnostic[] => all.filter((each) => ruleOf(each) === rule);
  return ofRule(await diagnostics(uri, (ours) => ofRule(ours).length === count));
}

/** Our diagnostic of a rule that begins with a text of the document, as it stands in the editor now. */
export async function findingOn(document: TextDocument, rule: string, text: string): Promise<Diagnostic> {
  const isOn = (each: Diagnostic): boolean => ruleOf(each) === rule && document.getText(each.range).startsWith(text);
  const [found] = (await diagnostics(document.uri, (ours) => ours.some(isOn))).filter(isOn);
  assert.ok(found);
  return found;
}

/** The rule of a diagnostic. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
