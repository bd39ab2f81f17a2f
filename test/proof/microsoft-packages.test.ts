/**
 * What the rules on Microsoft's packages rest on, measured on these: a request without a token, a token of a foreign
 * tenant, a header that goes on, and what is asked of Entra on the way to the token of an agent. Where a rule has a fix,
 * the same request is refused once the language server has written it.
 */
import assert from 'node:assert/strict';
import { running } from './during.ts';
import { startEntra } from './entra.ts';
import { type Running, startExample } from './example-server.ts';
import { anonymous, anyTenant, propagated, steps } from './examples/microsoft.ts';
import { startNeighbour } from './issuer.ts';
import { fixedIn, type Sources } from './lightbulb.ts';

const client = 'a7c1d7d0-5c2e-4e0b-8f63-20b1f5a4b1de';
const ours = 'e1f7bd0a-88a5-4a53-9f0e-7b5f7d1a6c11';
const foreign = '0d2c1c6e-3b0e-4b5e-9d5a-6f0f2f1f4a77';
const folders: Record<string, Sources> = { anonymous, anyTenant, propagated };

describe('the packages of Microsoft', () => {
  const entra = running(startEntra);
  const neighbour = running(startNeighbour);
  const fixed = fixedIn(folders);

  const start = (texts: Sources, settings: Record<string, string> = {}): Promise<Running> =>
    startExample(texts, { ENTRA: entra().url, ...settings });

  /** The status of an answer to a request with that token, or without one. */
  async function ask(server: Running, token?: string): Promise<number> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${server.url}/issues`, { headers });
    assert.equal((await response.text()).includes('leaking pipe'), response.ok);
    return response.status;
  }

  describe('hosting, without a client id', () => {
    for (const [mode, status] of [
      [undefined, 200],
      ['development', 200],
      ['production', 401],
    ] as const)
      it(`answers ${status} to nobody in particular when NODE_ENV is ${mode}`, async () => {
        await using server = await start(anonymous, mode === undefined ? {} : { NODE_ENV: mode });
        assert.equal(await ask(server), status);
        assert.equal(await ask(server, 'no.token.atall'), 401);
      });

    it('is fixed: it does not start without a client id, and asks for a token with one', async () => {
      const texts = await fixed('anonymous', 'agents-sdk-anonymous-fallback');
      await assert.rejects(start(texts), /clientId is not set/);
      await using server = await start(texts, { clientId: client });
      assert.equal(await ask(server), 401);
    });
  });

  describe('hosting, with a client id', () => {
    const settings = { DESK_CLIENT: client, DESK_TENANT: ours, NODE_ENV: 'production' };

    it('takes the token of a foreign tenant', async () => {
      await using server = await start(anyTenant, settings);
      assert.equal(await ask(server), 401);
      assert.equal(await ask(server, await entra().mint(ours, 'api://another')), 401);
      assert.equal(await ask(server, await entra().mint(ours, client)), 200);
      assert.equal(await ask(server, await entra().mint(foreign, client)), 200);
    });

    it('is fixed: it takes those of its own tenant alone', async () => {
      await using server = await start(await fixed('anyTenant', 'agents-sdk-issuer-not-validated'), settings);
      assert.equal(await ask(server, await entra().mint(ours, client)), 200);
      assert.equal(await ask(server, await entra().mint(foreign, client)), 401);
    });
  });

  describe('header propagation', () => {
    async function speak(server: Running): Promise<string[]> {
      neighbour().arrived();
      const response = await fetch(`${server.url}/api/messages`, {
        method: 'POST',
        headers: { authorization: 'Bearer of-the-caller', 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          text: 'what leaks?',
          channelId: 'directline',
          serviceUrl: `${neighbour().url}/`,
          from: { id: 'ada' },
          recipient: { id: 'desk' },
          conversation: { id: 'talk' },
        }),
      });
      assert.equal(response.status, 200, server.errors());
      return neighbour().arrived();
    }

    it('sends the bearer of the caller wherever the agent answers to', async () => {
      await using server = await start(propagated);
      assert.deepEqual(await speak(server), ['of-the-caller']);
    });

    it('is fixed: nothing of the caller arrives', async () => {
      await using server = await start(await fixed('propagated', 'inbound-headers-forwarded'));
      assert.deepEqual(await speak(server), ['']);
    });
  });

  describe('MSAL', () => {
    const server = running(() => start(steps));

    async function askedBy(step: string): Promise<Record<string, string>> {
      entra().asked();
      const response = await fetch(`${server().url}/${step}`);
      assert.equal(response.status, 200, await response.text());
      const [asked, ...more] = entra().asked();
      assert.deepEqual(more, []);
      return asked ?? assert.fail('Entra is asked');
    }

    const jwt = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const standing = 'openid profile offline_access';
    const graph = 'https://graph.microsoft.com/Mail.Read';

    for (const [step, wanted, scope] of [
      [
        'blueprint',
        {
          grant_type: 'client_credentials',
          client_id: 'blueprint',
          client_assertion: 'token of the machine',
          client_assertion_type: jwt,
          fmi_path: 'agent',
        },
        'api://AzureADTokenExchange/.default',
      ],
      [
        'on-behalf-of',
        {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          client_id: 'agent',
          client_assertion: 't1',
          client_assertion_type: jwt,
          requested_token_use: 'on_behalf_of',
          assertion: 'tc',
        },
        `${graph} ${standing}`,
      ],
      [
        'agent-user',
        {
          grant_type: 'user_fic',
          client_id: 'agent',
          client_assertion: 't1',
          client_assertion_type: jwt,
          user_federated_identity_credential: 't2',
          username: 'desk@example.com',
        },
        `${graph} ${standing}`,
      ],
    ] as const)
      it(`asks for the token of the step ${step} as entra.md says`, async () => {
        const asked = await askedBy(step);
        const names = Object.keys(wanted);
        assert.deepEqual(Object.fromEntries(names.map((name) => [name, asked[name]])), wanted);
        assert.deepEqual(asked['scope']?.split(' ').sort(), scope.split(' ').sort());
      });

    it('asks for the identity of the system where none is named', async () => {
      assert.deepEqual(Object.keys(await askedBy('machine')).sort(), ['api-version', 'resource']);
      assert.equal((await askedBy('one of the machine'))['client_id'], 'desk');
    });
  });
});
