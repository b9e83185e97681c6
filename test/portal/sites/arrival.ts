import type { Handler } from '../exchange.ts';
import { originOf } from '../hosts.ts';
import type { PracticeState } from '../state.ts';

/** `GET /signin?code=&to=`: another host sends the person here with a one-time code. */
export const arrive: Handler = ({ url, session, state }) => {
  const userName = state.redeemCode(url.searchParams.get('code') ?? '');
  if (userName !== undefined) state.signedIn.set(session, userName);
  const to = url.searchParams.get('to') ?? '/';
  // A path of this host, and nothing that a browser would take for another one (URL §4.4).
  return { redirect: /^\/(?![/\\])/.test(to) ? to : '/' };
};

/** The address that carries a verified user to another host. @param to a path there */
export function carry(state: PracticeState, userName: string, host: string, to = '/'): string {
  const query = new URLSearchParams({ code: state.issueCode(userName), to });
  return `${originOf(host)}/signin?${query}`;
}
