/** The types that extension and server write down apart, held together. */
import assert from 'node:assert/strict';
import type { RequestType, RequestType0 } from 'vscode-languageserver';
import * as server from '../../server/lsp/protocol/custom-protocol.ts';
import type * as client from '../../client/protocol.ts';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Result<T> = T extends RequestType<unknown, infer R, void> | RequestType0<infer R, void> ? R : never;
type Params<T> =
  T extends RequestType0<infer _, void> ? undefined : T extends RequestType<infer P, infer _, void> ? P : never;
type Asked = client.Requests;

const requests: Record<keyof Asked, { method: string }> = {
  'bailiwick/findings': server.findings,
  'bailiwick/lintWorkspace': server.lintWorkspace,
  'bailiwick/explain': server.explain,
  'bailiwick/hoverLine': server.hoverLine,
  'bailiwick/fixAll': server.fixAll,
  'bailiwick/createConfig': server.createConfig,
  'bailiwick/lmTool': server.lmTool,
};
const notifications: Record<keyof client.Notifications, { method: string }> = {
  'bailiwick/status': server.status,
  'bailiwick/findingsChanged': server.findingsChanged,
};

// Compiling is the test: `never` takes no `true`.
export const results: [
  Same<Asked['bailiwick/findings']['result'], Result<typeof server.findings>>,
  Same<Asked['bailiwick/lintWorkspace']['result'], Result<typeof server.lintWorkspace>>,
  Same<Asked['bailiwick/explain']['result'], Result<typeof server.explain>>,
  Same<Asked['bailiwick/hoverLine']['result'], Result<typeof server.hoverLine>>,
  Same<Asked['bailiwick/fixAll']['result'], Result<typeof server.fixAll>>,
  Same<Asked['bailiwick/createConfig']['result'], Result<typeof server.createConfig>>,
  Same<Asked['bailiwick/lmTool']['result'], Result<typeof server.lmTool>>,
  Same<client.ServerStatus, server.StatusParams>,
] = [true, true, true, true, true, true, true, true];
export const params: [
  Same<Asked['bailiwick/findings']['params'], Params<typeof server.findings>>,
  Same<Asked['bailiwick/lintWorkspace']['params'], Params<typeof server.lintWorkspace>>,
  Same<Asked['bailiwick/explain']['params'], Params<typeof server.explain>>,
  Same<Asked['bailiwick/hoverLine']['params'], Params<typeof server.hoverLine>>,
  Same<Asked['bailiwick/fixAll']['params'], Params<typeof server.fixAll>>,
  Same<Asked['bailiwick/createConfig']['params'], Params<typeof server.createConfig>>,
  Same<Asked['bailiwick/lmTool']['params'], Params<typeof server.lmTool>>,
] = [true, true, true, true, true, true, true];

describe('custom protocol', () => {
  for (const [method, type] of Object.entries({ ...requests, ...notifications })) {
    it(`has ${method} on both sides`, () => assert.equal(type.method, method));
  }

  it('holds nothing that the extension does not know', () => {
    const known = new Set([...Object.keys(requests), ...Object.keys(notifications)]);
    const methods = Object.values(server).map(({ method }) => method);
    assert.deepEqual(new Set(methods), known);
  });
});
