/** A workspace that is made: services that import each other, and among them servers with routes and tools. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One file in so many has a telling word: it is 4 and 6 of 100 in the two largest agent repositories that were measured. */
const serverEvery = 20;
/** One of these in so many forwards a token: five findings in 5,000 files, more than real repositories have. */
const forwardingEvery = 50;
const filesPerDirectory = 50;

/** Writes `count` files of about 60 lines, and returns the path of one that forwards a token and is `lines` long. */
export function makeWorkspace(root: string, count: number, lines: number): string {
  for (let index = 0; index < count; index++) {
    const path = join(root, `src/area${Math.floor(index / filesPerDirectory)}/part${index}.ts`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      index % serverEvery === 0 ? server(index, index % (serverEvery * forwardingEvery) === 0) : part(index),
    );
  }
  writeFileSync(join(root, 'package.json'), '{ "name": "made", "dependencies": { "express": "5.3.0" } }\n');
  const edited = 'src/edited.ts';
  writeFileSync(
    join(root, edited),
    `${server(0, true, './area0')}${filler(lines - server(0, true).split('\n').length)}`,
  );
  return edited;
}

function part(index: number): string {
  const before = index % filesPerDirectory === 0 ? '' : `import { load${index - 1} } from './part${index - 1}.js';\n`;
  const called = before ? `load${index - 1}(id)` : `Promise.resolve({ id })`;
  return `${before}${functions(index, 8)}
export async function load${index}(id: string): Promise<unknown> {
  const found = await ${called};
  return found ?? total${index}x0({ amount: id.length, list: [] });
}
`;
}

function server(index: number, isForwarding: boolean, from = '.'): string {
  const sent = isForwarding ? 'req.headers.authorization' : 'process.env.API_KEY';
  return `import express from 'express';
import { load${index + 1} } from '${from}/part${index + 1}.js';

const app = express();

async function call${index}(path: string, token: string | undefined) {
  return fetch('https://api.example.com' + path, { headers: { authorization: token ?? '' } });
}

app.get('/items/${index}', async (req, res) => {
  const answer = await call${index}('/items', ${sent});
  res.json({ answer: await answer.json(), own: await load${index + 1}('${index}') });
});

export async function load${index}(id: string): Promise<unknown> {
  return { id, at: ${index} };
}

export { app };
`;
}

function functions(index: number, count: number): string {
  const one = (name: string): string => `
export function ${name}(input: { amount: number; list: string[] }): number {
  const { amount, list } = input;
  const sum = list.reduce((all, each) => all + each.length, amount);
  if (sum > 100) return Math.max(sum, amount);
  return list.length > 0 ? sum / list.length : amount;
}
`;
  return Array.from({ length: count }, (_, at) => one(`total${index}x${at}`)).join('');
}

function filler(lines: number): string {
  return functions(0, Math.max(0, Math.floor(lines / 7)));
}
