/** A session over one open document that has no place on the disk. */
import type { Config } from '../../config.ts';
import { lint } from '../../lint.ts';
import type { LiveSession } from '../../live/live-session.ts';
import type { Model } from '../../models/model.ts';
import { createSession } from '../../session.ts';
import { memoryWorkspace } from '../../workspace.ts';
import type { OpenDocument } from './open-documents.ts';

/** A session over the text as it is now; a change of it takes another session. */
export function documentSession(
  { name, text }: OpenDocument,
  options: { config: Config; models: Model[]; isAborted: () => boolean },
): LiveSession {
  const session = createSession({ workspace: memoryWorkspace({ [name]: text }), ...options });
  // A new one is made after every change.
  const nothing = (): void => {};
  return {
    root: '',
    open: nothing,
    close: nothing,
    changed: nothing,
    session: () => session,
    about: () => undefined,
    first: () => undefined,
    lint: (asked) => lint(session, asked),
    keep: nothing,
    rest: nothing,
  };
}
