/** A stand-in for Microsoft Entra on loopback, with the keys that all of its tenants share. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './issuer.ts';

export interface Entra extends AsyncDisposable {
  url: string;
  /** A token of the tenant, as Entra signs it, that is good for the audience alone. */
  mint(tenant: string, audience: string): Promise<string>;
  /** What was asked of it since the last look: the form of a request for a token, or its query. */
  asked(): Record<string, string>[];
}

/** Serves keys for every tenant, gives a token to whoever asks for one, and plays the metadata service of a machine. */
export async function startEntra(): Promise<Entra> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'entra', alg: 'RS256', use: 'sig' }] };
  let forms: Record<string, string>[] = [];

  async function answerTo(request: IncomingMessage, path: string, query: URLSearchParams): Promise<unknown> {
    if (path.endsWith('/discovery/v2.0/keys')) return keys;
    if (!path.endsWith('/token')) return undefined;
    forms.push(Object.fromEntries(request.method === 'GET' ? query : new URLSearchParams(await text(request))));
    return { token_type: 'Bearer', expires_in: '3600', resource: query.get('resource'), access_token: 'given' };
  }

  const { url, close } = await listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    void answerTo(request, pathname, searchParams).then((answer) => {
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
  });

  return {
    url,
    mint: (tenant, audience) =>
      new SignJWT({ tid: tenant })
        .setProtectedHeader({ alg: 'RS256', kid: 'entra' })
        .setIssuer(`https://sts.windows.net/${tenant}/`)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
    asked() {
      const seen = forms;
      forms = [];
      return seen;
    },
    [Symbol.asyncDispose]: close,
  };
}
