/** The words of the status bar item. */
import type { ServerStatus } from './protocol.ts';

/** What the server says, or that none is running yet. */
export type Status = ServerStatus | { state: 'starting' };

export interface StatusText {
  text: string;
  /** Markdown. */
  tooltip: string;
  tone?: 'error';
}

/** What the item says of a state; numbers count the findings of the workspace. */
export function statusText(status: Status): StatusText {
  switch (status.state) {
    case 'starting':
      return { text: '$(sync~spin) Bailiwick', tooltip: 'Bailiwick is starting.' };
    case 'busy':
      return { text: `$(sync~spin) Bailiwick${count(status)}`, tooltip: status.message ?? 'Bailiwick is reading.' };
    case 'failed':
      return {
        text: `$(error) Bailiwick${count(status)}`,
        tooltip: status.message ?? 'Something could not be read; the output says what.',
        tone: 'error',
      };
    case 'ready':
      return { text: `$(shield) Bailiwick${count(status)}`, tooltip: summary(status) };
  }
}

function count({ findings }: ServerStatus): string {
  return findings > 0 ? ` ${findings}` : '';
}

function summary({ findings, errors, files, message }: ServerStatus): string {
  const read = `in ${plural(files, 'file')}`;
  const found = findings === 0 ? `No finding ${read}.` : `${plural(findings, 'finding')} ${read}, ${errors} severe.`;
  return message ? `${found}\n\n${message}` : found;
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string, ending = 's'): string {
  return `${count} ${noun}${count === 1 ? '' : ending}`;
}
