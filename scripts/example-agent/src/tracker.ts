import { authorized } from './http.ts';

interface Issue {
  title: string;
}

interface Session {
  token?: string;
}

/** The issues that block a release, from the tracker that another team runs. */
export async function listIssues(release: string, session: Session): Promise<Issue[]> {
  const query = new URLSearchParams({ release, state: 'open' });
  const response = await fetch(`https://api.tracker.example/v2/issues?${query}`, {
    headers: authorized(session.token),
  });
  if (!response.ok) throw new Error(`the tracker answered ${response.status}`);
  return (await response.json()) as Issue[];
}
