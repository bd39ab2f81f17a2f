import type { OAuthTokenVerifier } from '@modelcontextprotocol/sdk/server/auth/provider.js';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const issuer = 'https://login.release-desk.example';
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));

export const verifier: OAuthTokenVerifier = {
  async verifyAccessToken(token) {
    const { payload } = await jwtVerify(token, keys, { issuer });
    return {
      token,
      clientId: String(payload.client_id),
      scopes: String(payload.scope ?? '').split(' '),
      expiresAt: payload.exp,
    };
  },
};

/** For the calls that our own chat front end makes without MCP. */
export async function currentUser(authorization: string): Promise<string> {
  const token = authorization.replace(/^Bearer /, '');
  const { payload } = await jwtVerify(token, keys, { issuer, audience: process.env.RELEASE_DESK_AUDIENCE });
  return String(payload.sub);
}
