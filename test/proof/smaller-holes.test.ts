/** Fixes of further rules close their holes: settings that are missing, headers that go on, tokens that nobody verified. */
import { generateKeyPair, SignJWT } from 'jose';
import assert from 'node:assert/strict';
import { running } from './during.ts';
import { type Running, startExample } from './example-server.ts';
import { allHeaders, decoded, emptyAudience, failsOpen } from './examples/small.ts';
import { settingsOf, startIssuer, startNeighbour } from './issuer.ts';
import { fixedIn, type Sources } from './lightbulb.ts';
import { outcomeOf, type Outcome, route } from './requests.ts';

const own = 'https://desk.example.com/mcp';
const other = 'https://payroll.example.com/mcp';
const refused = { isServed: false, arrived: [] };
const folders: Record<string, Sources> = { failsOpen, emptyAudience, allHeaders, decoded };

describe('a fix closes a smaller hole', () => {
  const issuer = running(startIssuer);
  const neighbour = running(startNeighbour);
  const fixed = fixedIn(folders);

  const start = (texts: Sources, settings: Record<string, string> = {}): Promise<Running> =>
    startExample(texts, { ...settingsOf(issuer(), neighbour()), ...settings });
  const outcome = (server: Running, token: string): Promise<Outcome> => outcomeOf(neighbour(), route(server, token));

  for (const [name, what] of [
    ['failsOpen', 'undefined'],
    ['emptyAudience', 'empty'],
  ] as const)
    it(`where the expected audience is ${what} because nobody set it`, async () => {
      const [foreign, good] = await Promise.all([issuer().mint(other), issuer().mint(own)]);
      {
        await using server = await start(folders[name] ?? {});
        assert.equal((await outcome(server, foreign)).isServed, true);
      }
      const texts = await fixed(name, 'audience-option-fails-open');
      {
        await using server = await start(texts);
        for (const token of [foreign, good])
          assert.deepEqual(await outcome(server, token), { status: 401, ...refused });
      }
      await using server = await start(texts, { DESK_AUDIENCE: own });
      assert.deepEqual(await outcome(server, foreign), { status: 401, ...refused });
      assert.deepEqual(await outcome(server, good), { status: 200, isServed: true, arrived: [] });
    });

  it('where all headers of the caller go on', async () => {
    const token = await issuer().mint(own);
    {
      await using server = await start(allHeaders);
      assert.deepEqual(await outcome(server, token), { status: 200, isServed: true, arrived: [token] });
    }
    await using server = await start(await fixed('allHeaders', 'inbound-headers-forwarded'));
    assert.deepEqual(await outcome(server, token), { status: 200, isServed: true, arrived: [''] });
  });

  it('where nobody verified the token', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ sub: 'ada' })
      .setProtectedHeader({ alg: 'RS256' })
      .setAudience(own)
      .sign(privateKey);
    {
      await using server = await start(decoded);
      assert.equal((await outcome(server, forged)).isServed, true);
    }
    await using server = await start(await fixed('decoded', 'jwt-decode-without-verify'));
    const [foreign, good] = await Promise.all([issuer().mint(other), issuer().mint(own)]);
    for (const token of [forged, foreign]) assert.equal((await outcome(server, token)).isServed, false);
    assert.deepEqual(await outcome(server, good), { status: 200, isServed: true, arrived: [] });
  });
});
