/** What the parts of the protocol thread share. */
import type { ClientProjects } from './client-projects.ts';
import type { ClientTraits } from './client-traits.ts';
import type { Documents } from './documents.ts';
import type { LastAnswers } from './last-answers.ts';
import type { Answers, Question } from '../messages.ts';
import type { Schedule } from '../analysis/schedule.ts';
import type { Superseding } from '../analysis/stoppable.ts';

export interface ServerState {
  readonly client: ClientTraits;
  /** The client can be told to ask for diagnostics again. */
  readonly refreshes: boolean;
  readonly documents: Documents;
  readonly projects: ClientProjects;
  readonly schedule: Schedule;
  readonly answers: LastAnswers;
  readonly stoppable: Superseding;
  /** Resolves when what the client sent of the document until now is linted. */
  current(uri: string): Promise<void>;
  /** Resolves when there is an answer for the document: a first one where it is the document that was edited, or where nothing was linted yet. */
  first(uri: string): Promise<void>;
  /** The document was edited; until the next look at the whole a first answer is enough for it. */
  edited(uri: string): void;
  /** Resolves when all projects are linted. */
  allCurrent(): Promise<void>;
  /** Asks the analysis; rejects with a sentence. */
  ask<Name extends Question['name']>(question: Question & { name: Name }): Promise<Answers[Name]>;
}
