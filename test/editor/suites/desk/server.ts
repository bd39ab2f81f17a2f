import assert from 'node:assert/strict';
import process from 'node:process';
import { MarkdownString } from 'vscode';
import type { BailiwickApi } from '../../../../client/api.ts';
import { bailiwick } from '../extension.ts';
import { at, open, replace } from '../files.ts';
import { findings, until } from '../until.ts';

type Status = BailiwickApi['server']['status'];

async function status(is: (status: Status) => boolean): Promise<Status> {
  const { server } = await bailiwick();
  return until('the status is as wanted', server.onDidChangeStatus, () =>
    is(server.status) ? server.status : undefined,
  );
}

/** The process of the server; the language client keeps it for itself. */
async function serverProcess(): Promise<number> {
  const { server } = await bailiwick();
  const child: unknown = Reflect.get(server.client ?? {}, '_serverProcess');
  const pid: unknown = Reflect.get(child ?? {}, 'pid');
  assert.ok(typeof pid === 'number', 'the server is a process of its own');
  return pid;
}

describe('server', () => {
  it('says in the status bar how many findings there are', async () => {
    const { statusBar } = await bailiwick();
    await status((now) => now.state === 'ready' && now.findings === 10);
    assert.equal(statusBar.item.text, '$(shield) Bailiwick 10');
    const { tooltip } = statusBar.item;
    assert.match(tooltip instanceof MarkdownString ? tooltip.value : '', /10 findings in \d+ files/);
    assert.equal(statusBar.item.command, 'bailiwick.showOutput');
  });

  it('is started again when it dies, with what stands in the buffers', async () => {
    const document = await open(at('release-desk/src/tools.ts'));
    await findings(document.uri, 'token-passthrough');
    await replace(document, 'authInfo?.token', 'undefined');
    await findings(document.uri, 'token-passthrough', 0);
    const died = await serverProcess();
    const restarting = status(({ state }) => state === 'starting');
    process.kill(died, 'SIGKILL');
    await restarting;
    await status((now) => now.state === 'ready' && now.findings === 9);
    assert.notEqual(await serverProcess(), died);
    await findings(document.uri, 'token-passthrough', 0);
    await replace(document, 'undefined', 'authInfo?.token');
    await findings(document.uri, 'token-passthrough', 1);
  });

  it('is started again when a person asks for it', async () => {
    const before = await serverProcess();
    const { server } = await bailiwick();
    await server.start();
    await status((now) => now.state === 'ready' && now.findings === 10);
    assert.notEqual(await serverProcess(), before);
    await findings(at('release-desk/src/tools.ts'), 'token-passthrough');
  });
});
