/**
 * A fix closes the hole and not only the finding: real servers on loopback take a token that was minted for another
 * audience and hand it on; the language server fixes their sources; the same requests are refused and nothing leaks.
 */
import assert from 'node:assert/strict';
import { running } from './during.ts';
import { type Running, startExample } from './example-server.ts';
import { sources as jose } from './examples/express-jose.ts';
import { sources as jsonwebtoken } from './examples/express-jsonwebtoken.ts';
import { sources as mcpOne } from './examples/mcp-v1.ts';
import { sources as mcpTwo } from './examples/mcp-v2.ts';
import { settingsOf, startIssuer, startNeighbour } from './issuer.ts';
import { editorDuring, lightbulb, type Lightbulb, type Sources } from './lightbulb.ts';
import { type Ask, outcomeOf, type Outcome, route, tool } from './requests.ts';

const own = 'https://desk.example.com/mcp';
const other = 'https://payroll.example.com/mcp';
const audience = 'missing-audience-check';
const resource = 'mcp-missing-expected-resource';
const passthrough = 'token-passthrough';

interface Example {
  name: string;
  sources: Sources;
  /** The fixes that close the hole, by rule. */
  rules: string[];
  /** What is found besides and is gone with the others. */
  also: string[];
  /** True when a fix reads a setting that is not there yet. */
  needsSetting: boolean;
  /** The status of an answer while the exchange still throws; 200 carries the error of a tool. */
  unfilled: number;
  ask: Ask;
}

const examples: Example[] = [
  {
    name: 'jose',
    sources: jose,
    rules: [audience, passthrough],
    also: [],
    needsSetting: true,
    unfilled: 500,
    ask: route,
  },
  {
    name: 'jsonwebtoken',
    sources: jsonwebtoken,
    rules: [audience, passthrough],
    also: [],
    needsSetting: true,
    unfilled: 500,
    ask: route,
  },
  {
    name: 'mcp-v1',
    sources: mcpOne,
    rules: [resource, passthrough],
    also: [audience],
    needsSetting: false,
    unfilled: 200,
    ask: tool,
  },
  {
    name: 'mcp-v2',
    sources: mcpTwo,
    rules: [resource, passthrough],
    also: [audience],
    needsSetting: false,
    unfilled: 200,
    ask: tool,
  },
];

/** What a person writes where the fix left a function that throws: RFC 8693 at the issuer. */
const exchange = `async function exchangeToken(callersToken: unknown): Promise<string> {
  const answer = await fetch(\`\${process.env.ISSUER}/token\`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token: String(callersToken).replace(/^Bearer /, ''),
      resource: process.env.TRACKER ?? '',
    }),
  });
  if (!answer.ok) throw new Error('the token was not exchanged');
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}
`;
const stub = /(async )?function exchangeToken\([\s\S]*?\n\}\n/;

describe('a fix closes the hole', function () {
  const issuer = running(startIssuer);
  const neighbour = running(startNeighbour);
  const editor = editorDuring(Object.fromEntries(examples.map(({ name, sources }) => [name, sources])));

  for (const { name, sources, rules, also, needsSetting, unfilled, ask } of examples) {
    describe(`with ${name}`, () => {
      let bulb: Lightbulb;
      before(() => (bulb = lightbulb(editor(), name, sources)));
      const wanted = [...rules, ...also].sort();

      /** Starts the server; the settings of the fixed one are there only when told. */
      const start = (texts: Sources, settings: Record<string, string> = {}): Promise<Running> =>
        startExample(texts, { ...settingsOf(issuer(), neighbour()), ...settings });

      const outcome = (server: Running, token: string): Promise<Outcome> => outcomeOf(neighbour(), ask(server, token));

      it('takes the token of another audience before, and hands it on', async () => {
        const foreign = await issuer().mint(other);
        await using server = await start(sources);
        assert.deepEqual(await outcome(server, foreign), { status: 200, isServed: true, arrived: [foreign] });
        assert.deepEqual(await outcome(server, 'no.token.atall'), { status: 401, isServed: false, arrived: [] });
      });

      it('is fixed by the language server', async () => {
        await bulb.open();
        assert.deepEqual((await bulb.found()).sort(), wanted);
        for (const rule of rules) await bulb.fix(rule);
        assert.deepEqual(await bulb.found(), []);
      });

      it('lets no token of a caller out before a person filled in what the fix left open', async () => {
        const [foreign, good] = await Promise.all([issuer().mint(other), issuer().mint(own)]);
        if (needsSetting) {
          await using bare = await start(bulb.texts());
          for (const token of [foreign, good])
            assert.deepEqual(await outcome(bare, token), { status: 401, isServed: false, arrived: [] });
        }
        await using server = await start(bulb.texts(), { TOKEN_AUDIENCE: own });
        assert.deepEqual(await outcome(server, foreign), { status: 401, isServed: false, arrived: [] });
        assert.deepEqual(await outcome(server, good), { status: unfilled, isServed: false, arrived: [] });
      });

      it('refuses the token of another audience and serves its own once that is filled in', async () => {
        await bulb.write(stub, exchange);
        assert.deepEqual(await bulb.found(), []);
        const [foreign, good] = await Promise.all([issuer().mint(other), issuer().mint(own)]);
        await using server = await start(bulb.texts(), { TOKEN_AUDIENCE: own });
        assert.deepEqual(await outcome(server, foreign), { status: 401, isServed: false, arrived: [] });
        const { status, isServed, arrived } = await outcome(server, good);
        assert.deepEqual([status, isServed, arrived.length], [200, true, 1], server.errors());
        assert.notEqual(arrived[0], good);
        const [, payload = ''] = arrived[0]?.split('.') ?? [];
        const { aud } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { aud: string };
        assert.equal(aud, neighbour().url);
      });
    });
  }
});
