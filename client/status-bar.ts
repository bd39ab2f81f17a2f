/** The status bar item: findings, busy or failed; a click opens the output. */
import { type Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from 'vscode';
import { type Status, statusText } from './status-text.ts';

export interface StatusBar extends Disposable {
  readonly item: StatusBarItem;
  show(status: Status): void;
}

const actions = [
  ['bailiwick.scanWorkspace', 'Scan workspace'],
  ['bailiwick.findings.focus', 'Show findings'],
  ['bailiwick.restartServer', 'Restart server'],
] as const;

/** Shows the item, and keeps it until it is disposed of. */
export function createStatusBar(): StatusBar {
  const item = window.createStatusBarItem('bailiwick.status', StatusBarAlignment.Right, 50);
  item.name = 'Bailiwick';
  item.command = 'bailiwick.showOutput';
  const show = (status: Status): void => {
    const { text, tooltip, tone } = statusText(status);
    const words = new MarkdownString(
      `${tooltip}\n\n${actions.map(([id, label]) => `[${label}](command:${id})`).join(' · ')}`,
    );
    words.isTrusted = { enabledCommands: actions.map(([id]) => id) };
    item.text = text;
    item.tooltip = words;
    item.backgroundColor = tone && new ThemeColor('statusBarItem.errorBackground');
    item.accessibilityInformation = { label: `Bailiwick: ${tooltip}` };
  };
  show({ state: 'starting' });
  item.show();
  return { item, show, dispose: () => item.dispose() };
}
