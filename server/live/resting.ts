/** What is remembered of the linked program when nobody works: the program is the largest thing that a session holds, and the next lint links anew. */
import type { RoleFunction, ScopeRequest } from '../context.ts';
import type { Place } from '../finding.ts';
import type { LintResult } from '../lint.ts';
import type { Part } from '../session-link.ts';
import type { Remembered, Session } from '../session.ts';
import { answering, type Whole } from './first-answer.ts';

/** Lets the program go; returns what the whole knows without it. */
export function withoutProgram({ session }: Whole, { findings }: LintResult): Pick<Whole, 'known'> {
  const known = knownByPackage(session);
  session.letGo(remembered(session, findings));
  return { known };
}

// Each answer is made apart from the questions, or it would hold the program.
function knownByPackage(session: Session): Whole['known'] {
  const { hasAgents, isAgentPackage } = session.program();
  const byPackage = new Map<string, boolean>();
  for (const { path } of session.workspace.files) {
    const key = session.packageOf(path);
    if (!byPackage.has(key)) byPackage.set(key, isAgentPackage({ file: path, start: 0, end: 0 }));
  }
  return answeringBy(byPackage, session, hasAgents());
}

function answeringBy(byPackage: ReadonlyMap<string, boolean>, session: Session, isProject: boolean): Whole['known'] {
  return (files): Part['known'] =>
    answering(isProject, new Map(files.map((file) => [file, byPackage.get(session.packageOf(file)) ?? isProject])));
}

function remembered(session: Session, findings: LintResult['findings']): Remembered {
  const { roleAround, scopeRequests } = session.program();
  const roles = new Map<string, RoleFunction>();
  for (const { path } of findings) {
    const [source] = path;
    const role = source && roleAround(source);
    if (role) roles.set(keyOf(source), role);
  }
  return remembering(roles, scopeRequests());
}

function remembering(roles: ReadonlyMap<string, RoleFunction>, requests: ScopeRequest[]): Remembered {
  return { roleAround: (place) => roles.get(keyOf(place)), scopeRequests: () => requests };
}

function keyOf({ file, start, end }: Place): string {
  return `${file}|${start}|${end}`;
}
