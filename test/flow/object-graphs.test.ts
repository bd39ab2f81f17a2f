/** Objects that hold each other: what one of them holds is followed, and not again by way of the others. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { rules } from '../../rules/index.ts';
import { lint } from '../../server/lint.ts';
import { app, flowCases, form, send } from './cases.ts';
import { openSession } from '../harness/lint-files.ts';

/** An application that holds services which hold it; the last of them sends the token that the application was given. */
function services(count: number, sent: string): string {
  const names = Array.from({ length: count }, (_, at) => `S${at}`);
  const classes = names.map(
    (name) => `class ${name} {
  constructor(private app: App) {}
  other(name: string) {
    return this.app.service(name);
  }
  run() {
    return ${name === names.at(-1) ? sent : 'this.app'};
  }
}`,
  );
  return `${app}${classes.join('\n')}
class App {
  private token = '';
  private name = '';
${names.map((name) => `  public ${name.toLowerCase()}: ${name};`).join('\n')}
  constructor() {
${names.map((name) => `    this.${name.toLowerCase()} = new ${name}(this);`).join('\n')}
  }
  setToken(token: string) {
    this.token = token;
${names.map((name) => `    this.${name.toLowerCase()} = new ${name}(this);`).join('\n')}
  }
  getToken() {
    return this.token;
  }
  getName() {
    return this.name;
  }
  service(name: string): { run(): unknown } {
    return this[name];
  }
}
const all = new App();
app.get('/', (req) => {
  all.setToken(req.headers.authorization ?? ''); // source
  return all.${names.at(-1)?.toLowerCase()}.run();
});
`;
}

flowCases('flow: objects that hold each other', [
  form(
    'what a service reads from the application that holds it',
    services(3, `${send('this.app.getToken()')}; // sink report\n`),
    services(3, `${send('this.app.getName()')};\n`),
  ),
  form(
    'and among twenty of them',
    services(20, `${send('this.app.getToken()')}; // sink report\n`),
    services(20, `${send('this.app.getName()')};\n`),
  ),
  form(
    'an object right in a field of its own kind',
    `${app}class Session {
  constructor(private parent: Session | undefined, private token: string, private name: string) {}
  child() {
    return new Session(this, '', '');
  }
  send() {
    return ${send('this.parent?.token')}; // sink report
  }
}
app.get('/', (req) => new Session(undefined, req.headers.authorization ?? '', '').child().send()); // source\n`,
    `${app}class Session {
  constructor(private parent: Session | undefined, private token: string, private name: string) {}
  child() {
    return new Session(this, '', '');
  }
  send() {
    return ${send('this.parent?.name')};
  }
}
app.get('/', (req) => new Session(undefined, req.headers.authorization ?? '', '').child().send());\n`,
  ),
]);

describe('flow: the size of a walk', () => {
  // Whether a lint is still wanted is asked before each step of a walk.
  function steps(count: number): number {
    let asked = 0;
    const isAborted = (): boolean => ++asked < 0;
    lint(openSession({ 'server.ts': services(count, 'this.app') }, isAborted), { rules, isPedantic: true });
    return asked;
  }

  it('grows with the objects that hold each other, and not with the ways through them', () => {
    const [few, many] = [steps(20), steps(40)];
    assert.ok(many / few < 2, `${few} steps for 20 objects, ${many} for 40`);
  });
});
