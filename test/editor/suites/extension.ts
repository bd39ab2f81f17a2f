/** The extension under test. */
import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import type { BailiwickApi } from '../../../client/api.ts';

/** What it shows to tests, once its server has answered. */
export async function bailiwick(): Promise<BailiwickApi> {
  const extension = extensions.getExtension<BailiwickApi>('bailiwick.bailiwick');
  assert.ok(extension, 'the extension is installed');
  const api = await extension.activate();
  await api.ready;
  return api;
}
