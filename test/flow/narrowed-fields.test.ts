import { app, flowCases, form, route, send } from './cases.ts';

flowCases('flow: fields of objects, and values that can be none', [
  form(
    'a field of an object in an object, read where it was stored',
    route(`const state: any = {};
  state.caller.token = header; // step
  state.caller.name = 'ci';
  await ${send('state.caller.token')}; // sink report`),
    route(`const state: any = {};
  state.caller.token = header;
  state.caller.token = 'ci';
  await ${send('state.caller.token')};`),
  ),
  form(
    'a getter of an object',
    route(`const caller = { name: 'ci', get token() { return header; } };
  await ${send('caller.token')}; // sink report`),
    route(`const caller = { name: 'ci', get token() { return header; } };
  await ${send('caller.name')};`),
  ),
  form(
    'single values of `flatMap`',
    route(`const texts = ['ci'].flatMap((name) => [header]);
  const alone = texts.flatMap((text) => text);
  await ${send('alone[0]')}; // sink report`),
    route(`const texts = ['ci'].flatMap((name) => [header]);
  const alone = texts.flatMap((text) => text.length);
  await ${send('String(alone[0])')};`),
  ),
  form(
    'a helper that spreads the rest behind the headers',
    `${app}async function request({ url, headers = {}, ...rest }: any) {
  return fetch(url, { headers: { accept: 'json', ...headers }, ...rest }); // sink report
}
app.get('/', async (req) => {
  const header = req.headers.authorization ?? ''; // source
  await request({ url: 'https://ci.example.com/builds', headers: { Authorization: header } }); // step
});\n`,
    `${app}async function request({ url, headers = {}, ...rest }: any) {
  return fetch(url, { headers: { ...headers, Authorization: 'ci' }, ...rest });
}
app.get('/', async (req) => {
  const header = req.headers.authorization ?? '';
  await request({ url: 'https://ci.example.com/builds', headers: { Authorization: header } });
});\n`,
  ),
  form(
    'an object written out, and a field of it that a path of unknown names leads to',
    route(`let at: any = { token: header, name: 'ci' }; // step
  at = at ?? {};
  await ${send('JSON.stringify(at)')}; // sink report`),
    route(`let at: any = { token: header, name: 'ci' };
  for (const name of String(req.query.path).split('.')) at = at[name];
  await ${send('JSON.stringify(at)')};`),
  ),
  form(
    'a value that may be a text, and an object that is none',
    route(`const value: any = header;
  if (typeof value === 'string') await ${send('value')}; // sink report`),
    route(`const value: any = { token: header };
  if (typeof value === 'string') await ${send('JSON.stringify(value)')};`),
  ),
  form(
    'options that were a text and were made an object',
    route(`let options: any = req.query.url;
  const later = () => {
    if (typeof options === 'string') {
      options = { headers: { Authorization: header } }; // step
      return fetch('https://ci.example.com/builds', options); // sink report
    }
    return undefined;
  };
  await later();`),
    route(`let options: any = req.query.url;
  const later = () => {
    if (typeof options === 'string') {
      options = { headers: { Authorization: String(header.length) } };
      return fetch('https://ci.example.com/builds', options);
    }
    return undefined;
  };
  await later();`),
  ),
  form(
    'an element that places which nobody knows lead to',
    route(`let at: any = [header]; // step
  for (const place of String(req.query.path).split('.')) at = at[place];
  await ${send('at')}; // sink report`),
    route(`let at: any = { token: header };
  for (const place of String(req.query.path).split('.')) at = at[place];
  await ${send('at')};`),
  ),
]);
