import { randomBytes } from 'node:crypto';

const COOKIE = '__Host-practice';
const VALUE = new RegExp(`(?:^|; )${COOKIE}=([A-Za-z0-9_-]{22})(?:;|$)`);

/**
 * The browser's session with one host, from its Cookie header.
 * @returns 16 random bytes in base64url, and for a new session the Set-Cookie header; partitioned,
 *   so that a page in a frame of another site has a session too
 */
export function sessionOf(cookies: string | undefined): { session: string; setCookie?: string } {
  const known = VALUE.exec(cookies ?? '')?.[1];
  if (known) return { session: known };
  const session = randomBytes(16).toString('base64url');
  const setCookie = `${COOKIE}=${session}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned`;
  return { session, setCookie };
}
