/** What in a workflow may refuse people who may not write: its conditions and the steps that look. */
import type { Tree } from '../../documents/document.ts';
import { entriesOf, oneOrMore, scalarOf, textOf, valueAt, walk } from '../../documents/tree.ts';
import { parseExpression } from './expression.ts';
import { canHold } from './judge.ts';
import { startsOf } from './payload.ts';
import type { WorkflowTrigger } from './workflow.ts';

const gate = new RegExp(
  [
    // Who acted, by role, by name or by a list of names.
    String.raw`author_association`,
    String.raw`\bgithub\.(?:actor|triggering_actor|repository_owner)\s*==`,
    String.raw`==\s*github\.(?:actor|triggering_actor|repository_owner)\b`,
    String.raw`\.(?:user|sender|actor|owner)\.login\s*==`,
    String.raw`contains\([^()]*(?:\([^()]*\))?[^()]*,\s*(?:github\.(?:actor|triggering_actor)|github\.event\.[\w.]*\.login)\s*\)`,
    // Whose code it is.
    String.raw`head\.repo\.(?:full_name|owner\.login)\s*==|==\s*github\.event\.pull_request\.head\.repo\.full_name`,
    String.raw`head\.repo\.fork\s*(?:==\s*false|!=\s*true)|!\s*github\.event\.pull_request\.head\.repo\.fork`,
    String.raw`head_repository\.(?:full_name|owner\.login|fork)|workflow_run\.event\s*==\s*'(?:push|schedule|workflow_dispatch|release)'`,
    String.raw`workflow_run\.head_branch\s*==`,
    // What only members can set.
    String.raw`\.label\.name\s*==|labels\.\*\.name`,
  ].join('|'),
);
const lookup =
  /getCollaboratorPermissionLevel|collaborators\/[^\s]*permission|author_association|checkCollaborator|checkMembershipForUser|check-?(?:user|actor)-?permissions?|(?:user|actor|team|org)[-_]?(?:permission|membership|member)|is[-_]?(?:member|maintainer|collaborator)|has[-_]?write/i;
const eventTest = /\bgithub\.event_name\s*==\s*'(\w+)'/g;

/** True when no stranger can start what stands behind all of these conditions, or that cannot be told. */
export function areGates(conditions: readonly string[], triggers: readonly WorkflowTrigger[]): boolean {
  const openEvents = new Set(triggers.flatMap(({ name, isOpen }) => (isOpen ? [name] : [])));
  const parsed = conditions.flatMap((condition) => {
    const expression = parseExpression(condition);
    return expression ? [expression] : [];
  });
  if (parsed.length < conditions.length && conditions.some((condition) => isGateByWord(condition, openEvents)))
    return true;
  return startsOf(triggers, conditions).every((start) => parsed.some((condition) => !canHold(condition, start)));
}

// For what cannot be read as an expression.
function isGateByWord(condition: string, openEvents: ReadonlySet<string>): boolean {
  const events = Array.from(condition.matchAll(eventTest), ([, name = '']) => name);
  // `github.event_name == 'push'` alone keeps the others out.
  const isElsewhere = events.length > 0 && !events.some((name) => openEvents.has(name));
  return isElsewhere || gate.test(condition);
}

/** True when the job waits for people, or a step of it looks who acted. */
export function looksAtActor(job: Tree): boolean {
  if (valueAt(job, 'environment') !== undefined) return true;
  return oneOrMore(valueAt(job, 'steps')).some((step) => {
    const texts = [valueAt(step, 'run'), valueAt(step, 'uses'), valueAt(step, 'with.script')].map(textOf);
    return texts.some((text) => text !== undefined && lookup.test(text));
  });
}

/** The condition of a job or step, as one text. */
export function conditionOf(tree: Tree): string | undefined {
  const condition = valueAt(tree, 'if');
  return condition === undefined ? undefined : (scalarOf(condition) ?? expressionText(condition));
}

function expressionText(tree: Tree): string {
  return [...walk(tree)].map(({ tree: inner }) => scalarOf(inner) ?? '').join(' ');
}

/** The jobs that must have run, by name, and those before them. */
export function neededBy(name: string, jobs: Tree | undefined, seen: ReadonlySet<string> = new Set()): Tree[] {
  const own = entriesOf(jobs).find(({ key }) => key === name)?.value;
  const names = oneOrMore(own && valueAt(own, 'needs')).map((item) => textOf(item) ?? '');
  return names
    .filter((each) => !seen.has(each))
    .flatMap((each) => {
      const job = entriesOf(jobs).find(({ key }) => key === each)?.value;
      return job ? [job, ...neededBy(each, jobs, new Set([...seen, name, each]))] : [];
    });
}
