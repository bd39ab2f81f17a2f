export function loginUrl(): URL {
  const url = new URL('https://github.com/login/oauth/authorize');
  url.searchParams.set('scope', 'admin:org');
  return url;
}
