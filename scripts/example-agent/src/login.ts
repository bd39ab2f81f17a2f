import type { Request, Response } from 'express';

/** Links a GitHub account, so that the agent can read the pull requests of a release. */
export function githubLogin(_req: Request, res: Response): void {
  const url = new URL('https://github.com/login/oauth/authorize');
  url.searchParams.set('client_id', process.env.GITHUB_CLIENT_ID ?? '');
  url.searchParams.set('scope', 'repo admin:org read:user');
  res.redirect(url.href);
}
