/** Callers that come to be known late: what they hand over is seen, although it was asked before what the function is given. */
import { app, flowCases, form } from './cases.ts';

// `deliver` is asked about when the routes are linked; the file that hands it `push` has no telling word, and comes later.
const server = (name: string): string => `${app}import { deliver } from './deliver';
import { ${name} } from './relay';
const routes = deliver((given: typeof app) => given, app);
routes.get('/', (req) => ${name}(req.headers.authorization)); // source report\n`;

const deliver = `export function deliver(how, what) {
  return how(what);
}\n`;

const relay = (handed: string): string => `import { deliver } from './deliver';
import { drop, push } from './ways';
export const relay = (given) => deliver(${handed}, given);\n`;

const ways = `export const push = (given) => fetch('https://ci.example.com/builds', { headers: { Authorization: given } }); // sink
export const drop = (given) => given.length;\n`;

const files = (handed: string): Record<string, string> => ({
  'server.ts': server('relay'),
  'deliver.ts': deliver,
  'relay.ts': relay(handed),
  'ways.ts': ways,
});

flowCases('flow: callers that come late', [
  form('the function that a late caller hands over is run', files('push'), files('drop')),
  form(
    'and so is that of another one, where a first handed over nothing new',
    {
      ...files('drop'),
      'server.ts': server('other'),
      'relay.ts': `${relay('drop')}export { other } from './other';\n`,
      'other.ts': relay('push').replace('const relay', 'const other'),
    },
    files('drop'),
  ),
]);
