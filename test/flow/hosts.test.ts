/** The host of a URL that is known in part: what is decided by it, and what a reader is shown. */
import assert from 'node:assert/strict';
import { hostOf, isOwnResource, shownHost } from '../../server/flow/arrivals/endpoints.ts';

const hole = '\u0000';
const destination = (text: string) => ({ texts: [text], names: [] });

describe('the host of a URL', () => {
  for (const [text, host, shown = host] of [
    ['https://orders.example.com/v1', 'orders.example.com'],
    ['https://Orders.Example.com', 'orders.example.com'],
    [`https://orders.example.com${hole}`, 'orders.example.com'],
    [`https://orders.example.com${hole}/items`, 'orders.example.com'],
    [`https://orders.example.com:${hole}/items`, 'orders.example.com'],
    [`http://localhost:${hole}`, 'localhost'],
    [`https://api.${hole}.example.com/v1`, undefined, 'api.….example.com'],
    [`https://api-${hole}.example.com`, undefined, 'api-….example.com'],
    [`https://${hole}.example.com`, undefined, '….example.com'],
    [`https://${hole}.${hole}.example.com`, undefined, '….….example.com'],
    [`https://orders.${hole}/v1`, undefined, 'orders.…'],
    [`https://orders${hole}/v1`, undefined],
    [`https://${hole}/v1`, undefined],
    [`${hole}/v1`, undefined],
  ] as const)
    it(text.replaceAll(hole, '…'), () => {
      assert.equal(hostOf(text), host);
      assert.equal(shownHost(destination(text)), shown);
    });

  it('is shown as that of others, where the own machine is another one', () => {
    const texts = ['http://localhost:8080/v1', 'https://orders.example.com/v1'];
    assert.equal(shownHost({ texts, names: [] }), 'orders.example.com');
    assert.equal(shownHost({ texts: texts.slice(0, 1), names: [] }), 'localhost');
  });

  it('is ours by its end, whatever stands before it', () => {
    const config = { internalHosts: ['desk.example'] };
    assert.ok(isOwnResource(destination(`https://orders.${hole}.desk.example/v1`), config));
    assert.ok(!isOwnResource(destination(`https://desk.example.${hole}/v1`), config));
    assert.ok(!isOwnResource(destination(`https://${hole}-desk.example/v1`), config));
  });
});
