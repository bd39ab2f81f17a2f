/** Calls that are handed keys; each statement is an example of its own. */
export const keys: Record<string, string[]> = {
  'signing-keys.yaml': [
    `import jwt, { verify } from 'jsonwebtoken';\nimport { SignJWT } from 'jose';\nimport { createSigner } from 'fast-jwt';\nimport { getSignedCookie, setSignedCookie } from 'hono/cookie';\nimport { jwt as gate } from 'hono/jwt';`,
    `jwt.sign({}, 's');`,
    `verify(token, 's');`,
    `new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(key);`,
    `createSigner({ key: 's' });`,
    `gate({ secret: 's' });`,
    `setSignedCookie(c, 'id', 'value', 's');`,
    `getSignedCookie(c, 's', 'id');`,
  ],
  'cookie-parser.yaml': [`import cookies from 'cookie-parser';`, `cookies('s');`],
  'node-crypto.keys.yaml': [`import { createHmac } from 'node:crypto';`, `createHmac('sha256', 's');`],
  'passport-jwt.yaml': [
    `import { Strategy } from 'passport-jwt';`,
    `new Strategy({ jwtFromRequest, secretOrKey: 's' }, check);`,
  ],
};
