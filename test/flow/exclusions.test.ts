import { app, flowCases, form, send } from './cases.ts';

const sent = (expression: string): string => `await ${send(expression)}; // sink report`;
const unsent = (expression: string): string => `await ${send(expression)};`;

const handler = (before: string, body: string): string => `${app}
${before}
app.get('/', async (req) => {
${body}
});\n`;

/** A value that is chosen under one test and sent under another. */
const chosen = (first: string, second: string, marks: boolean): string =>
  handler(
    `const mode = process.env.MODE;`,
    `  let token = '';
  if (${first}) token = req.headers.authorization ?? '';${marks ? ' // source' : ''}
  if (${second}) ${marks ? sent('token') : unsent('token')}`,
  );

flowCases('flow: branches that exclude each other', [
  form('one test, and its opposite', chosen('mode', 'mode', true), chosen('mode', '!mode', false)),
  form(
    'a comparison with the same text, and with another',
    chosen(`mode === 'own'`, `mode === 'own'`, true),
    chosen(`mode === 'own'`, `mode === 'shared'`, false),
  ),
  form(
    'another text, and every other text',
    chosen(`mode === 'own'`, `mode !== 'shared'`, true),
    chosen(`mode === 'own'`, `mode !== 'own'`, false),
  ),
  form(
    'both halves of a test, and one of them denied',
    chosen(`mode && req.secure`, `mode || req.secure`, true),
    chosen(`mode && req.secure`, `!mode || !req.secure`, false),
  ),
  form(
    'a choice in an expression',
    handler(
      `const mode = process.env.MODE;`,
      `  const token = mode === 'own' ? req.headers.authorization : ''; // source
  if (mode !== 'shared') ${sent('token')}`,
    ),
    handler(
      `const mode = process.env.MODE;`,
      `  const token = mode === 'own' ? req.headers.authorization : '';
  if (mode !== 'own') ${unsent('token')}`,
    ),
  ),
  form(
    'a test behind which the function has left',
    handler('', `  const token = req.headers.authorization; // source\n  if (!token) return;\n  ${sent('token')}`),
    handler('', `  const token = req.headers.authorization;\n  if (token) return;\n  ${unsent('token')}`),
  ),
  form(
    'a field that is written in between, and one that is not',
    `${app}class Desk {
  isReady = false;
  start() { this.isReady = true; }
  async handle(req) {
    let token = '';
    if (!this.isReady) token = req.headers.authorization ?? ''; // source
    this.start();
    if (this.isReady) ${sent('token')}
  }
}
const desk = new Desk();
app.get('/', (req) => desk.handle(req));\n`,
    `${app}class Desk {
  isReady = false;
  async handle(req) {
    let token = '';
    if (!this.isReady) token = req.headers.authorization ?? '';
    if (this.isReady) ${unsent('token')}
  }
}
const desk = new Desk();
app.get('/', (req) => desk.handle(req));\n`,
  ),
  form(
    'a function that is called twice, once for each branch',
    `${app}class Shelf {
  token = '';
  use(mode: string, text: string) {
    if (mode === 'write') this.token = text.trim(); // step
    if (mode === 'read') return this.token; // step
    return '';
  }
}
app.get('/', async (req) => {
  const shelf = new Shelf();
  shelf.use('write', req.headers.authorization ?? ''); // source
  ${sent(`shelf.use('read', '')`)}
});\n`,
    `${app}function keep(mode: string, text: string) {
  let token = '';
  if (mode === 'write') token = text.trim();
  if (mode === 'read') return token;
  return '';
}
app.get('/', async (req) => {
  ${unsent(`keep('read', req.headers.authorization ?? '')`)}
});\n`,
  ),
]);
