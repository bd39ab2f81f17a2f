/** Small agents with a mistake, for the tests of the server. */

/** One file, one finding: the caller's token goes on in one function. */
export const builds = `import express from 'express';

const app = express();
app.get('/builds', async (req, res) => {
  const builds = await fetch('https://ci.example.com/builds', {
    headers: { authorization: req.headers.authorization ?? '' },
  });
  res.json(await builds.json());
});
`;

/** What \`builds\` must not do: nothing of the caller goes on. */
export const harmless = `import express from 'express';

const app = express();
app.get('/health', (_req, res) => res.json({ ok: true }));
`;

/** Two files: the finding stands in server.ts, its path ends in tickets.ts. */
export const tickets = {
  'server.ts': `import express from 'express';
import { listTickets } from './tickets';

const app = express();
app.get('/tickets', async (req, res) => {
  const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
  res.json(await listTickets(token));
});
`,
  'tickets.ts': `export async function listTickets(token: string) {
  const answer = await fetch('https://tracker.example.com/tickets', {
    headers: { authorization: \`Bearer \${token}\` },
  });
  return answer.json();
}
`,
};

/** A finding whose fix can only tighten. */
export const loose = `import { createVerifier } from 'fast-jwt';

export const verify = createVerifier({ key: 'public key', allowedAud: 'https://mcp.example.com' });
`;
