/** What a person is told in words: once, and in full in the log. */
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { LintAnswer } from '../messages.ts';
import { nameOf } from '../uris.ts';
import { quietly } from './quietly.ts';

export interface Notices {
  /** The analysis thread died. */
  died(reason: string): void;
  /** Another one stands in its place. */
  restarted(): void;
  /** A lint ended in an error of ours. */
  defect(reason: string): void;
  /** A setting is not what it should be. */
  setting(sentence: string): void;
  /** What a lint could not do. */
  failures(answer: LintAnswer): void;
}

/** Notices to the person behind the connection; each text is shown once. */
export function createNotices(connection: Connection): Notices {
  const told = new Set<string>();

  function once(text: string, tell: (text: string) => void): void {
    if (told.has(text)) return;
    told.add(text);
    tell(text);
  }

  // A request would ask for an answer that nobody needs.
  function show(type: MessageType, message: string): void {
    quietly(connection.sendNotification(ShowMessageNotification.type, { type, message }));
  }

  return {
    died(reason) {
      connection.console.error(`The analysis stopped: ${reason}`);
      once('died', () => show(MessageType.Warning, `Bailiwick's analysis stopped and is started again: ${reason}`));
    },
    restarted: () => connection.console.info('The analysis runs again.'),
    defect(reason) {
      once(reason, () => connection.console.error(`This is a defect, please report it: ${reason}`));
    },
    setting(sentence) {
      once(sentence, () => show(MessageType.Warning, `${sentence}; the setting is not used`));
    },
    failures({ failures, tooLarge }) {
      for (const { uri, line, column, reason } of failures) {
        const place = [uri, line, column].filter((part) => part !== undefined).join(':');
        once(`${place} ${reason}`, (text) => connection.console.warn(text.trim()));
      }
      for (const uri of tooLarge) {
        once(`large ${uri}`, () => show(MessageType.Info, `${nameOf(uri)} is larger than 1 MiB and is not analysed.`));
      }
    },
  };
}
