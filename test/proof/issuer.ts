/** The authorization server of the proofs and the service behind theirs, on loopback, with keys made here. */
import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Issuer extends AsyncDisposable {
  url: string;
  /** The public key that its tokens are signed with, as PEM. */
  publicKey: string;
  /** A token of this issuer that is good for the audience alone. */
  mint(audience: string): Promise<string>;
}

/** Serves its keys under `/keys`, and exchanges tokens for those of another resource under `/token` (RFC 8693). */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'desk', alg: 'RS256', use: 'sig' }] };
  const { url, close } = await listen((request, response) => {
    if (request.url === '/keys')
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(keys));
    if (request.url !== '/token') return void response.writeHead(404).end();
    void exchange(request).then(
      (token) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: token })),
      () => response.writeHead(400).end(),
    );
  });

  const mint = (audience: string, actor?: string): Promise<string> =>
    new SignJWT({ client_id: 'desk-client', scope: 'issues:read', ...(actor ? { act: { sub: actor } } : {}) })
      .setProtectedHeader({ alg: 'RS256', kid: 'desk' })
      .setIssuer(url)
      .setSubject('ada')
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);

  async function exchange(request: IncomingMessage): Promise<string> {
    const form = new URLSearchParams(await text(request));
    const { payload } = await jwtVerify(form.get('subject_token') ?? '', createLocalJWKSet(keys), { issuer: url });
    return mint(form.get('resource') ?? '', String(payload.aud));
  }

  return {
    url,
    publicKey: await exportSPKI(publicKey),
    mint: (audience) => mint(audience),
    [Symbol.asyncDispose]: close,
  };
}

export interface Neighbour extends AsyncDisposable {
  url: string;
  /** The bearer tokens that arrived since the last look, '' for a request without one. */
  arrived(): string[];
}

/** The second service: it takes whatever comes and remembers the credential. */
export async function startNeighbour(): Promise<Neighbour> {
  let tokens: string[] = [];
  const { url, close } = await listen((request, response) => {
    tokens.push((request.headers.authorization ?? '').replace(/^Bearer /, ''));
    response.setHeader('content-type', 'application/json').end(JSON.stringify(['a leaking pipe']));
  });
  return {
    url,
    arrived() {
      const seen = tokens;
      tokens = [];
      return seen;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** The variables by which an example server finds both. */
export function settingsOf(issuer: Issuer, neighbour: Neighbour): Record<string, string> {
  return { ISSUER: issuer.url, TRACKER: neighbour.url, PUBLIC_KEY: issuer.publicKey };
}

/** Serves on loopback, on a port that is free. */
export async function listen(answer: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
